import { NewPerson } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { go, useRoute } from '../../hooks/useRoute.ts'
import { useMayAsk } from '../../hooks/useSession.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { DepartmentList } from './DepartmentList.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import './people.css'

/** Who is in the workspace, for which department, and how others get in. */
export function PeopleScreen() {
  const { t } = useTranslation('people')
  const mayInvite = useMayAsk('invite-people')
  const route = useRoute()
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('title')}</h1>
        <p className="people-rule">{mayInvite ? '' : t('onlySecretary')}</p>
        <GuardedButton
          intent="primary"
          icon={<NewPerson />}
          text={t('invite')}
          reason={mayInvite ? undefined : t('onlySecretary')}
          onClick={() => go({ screen: 'people', isInviting: true })}
        />
      </header>
      <div className="people-columns">
        <PeopleTable />
        <DepartmentList />
      </div>
      {mayInvite && route.screen === 'people' && route.isInviting && <InviteDialog />}
    </div>
  )
}
