import { NewPerson } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { go, PEOPLE_VIEWS, routeHref, useRoute, type PeopleView } from '../../hooks/useRoute.ts'
import { useMayAsk } from '../../hooks/useSession.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { InvitationList } from './access/InvitationList.tsx'
import { ReturnDialog } from './access/ReturnDialog.tsx'
import { SignInList } from './access/SignInList.tsx'
import { DepartmentList } from './DepartmentList.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { StandInList } from './StandInList.tsx'
import './people.css'

/** Who is in the workspace, for which department, and how others get in. */
export function PeopleScreen() {
  const { t } = useTranslation('people')
  const mayInvite = useMayAsk('invite-people')
  const route = useRoute()
  const place = route.screen === 'people' ? route : undefined
  // Who is signed in where is for the secretary; everybody has their own in the settings.
  const view = (mayInvite && place?.view) || 'here'
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
      {mayInvite && <PeopleTabs view={view} />}
      <View view={view} />
      {mayInvite && place?.isInviting && <InviteDialog />}
      {place?.returning !== undefined && <ReturnDialog personId={place.returning} />}
    </div>
  )
}

function View({ view }: { readonly view: PeopleView }) {
  const mayName = useMayAsk('name-stand-ins')
  if (view === 'invitations') return <InvitationList />
  if (view === 'sign-ins') return <SignInList />
  return (
    <div className="people-columns">
      <PeopleTable />
      <div className="people-side">
        <DepartmentList />
        {mayName && <StandInList />}
      </div>
    </div>
  )
}

function PeopleTabs({ view }: { readonly view: PeopleView }) {
  const { t } = useTranslation('people')
  return (
    <nav className="people-tabs" aria-label={t('tabs.label')}>
      {PEOPLE_VIEWS.map((name) => (
        <a key={name} href={routeHref(name === 'here' ? { screen: 'people' } : { screen: 'people', view: name })} aria-current={name === view ? 'page' : undefined}>
          {t(`tabs.${name}`)}
        </a>
      ))}
    </nav>
  )
}
