import { Plus } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { useCollection } from '../../hooks/useCollection.ts'
import { useNow } from '../../hooks/useNow.ts'
import { useRoomState } from '../../hooks/useRoomState.ts'
import { go, useRoute } from '../../hooks/useRoute.ts'
import { useJoined, useMayAsk } from '../../hooks/useSession.ts'
import { dayText } from '../../ui/dateText.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Duties } from './Duties.tsx'
import { meetingLists } from './meetingList.ts'
import { MeetingTable } from './MeetingTable.tsx'
import { NewMeetingDialog } from './NewMeetingDialog.tsx'
import './today.css'

/** Where everyone starts: the meetings of the workspace, and a new one. */
export function TodayScreen() {
  const { t, i18n } = useTranslation(['today', 'common'])
  const { directory, directoryConnection } = useJoined()
  const { hasCopy, state } = useRoomState(directoryConnection)
  const { open, closed } = meetingLists(useCollection(directory.meetings))
  const mayCreate = useMayAsk('create-meeting')
  const route = useRoute()
  const now = useNow()
  const isEmpty = open.length + closed.length === 0
  const create = (
    <GuardedButton intent="primary" icon={<Plus />} text={t('newMeeting')} reason={mayCreate ? undefined : t('mayNotCreate')} onClick={() => go({ screen: 'today', isCreating: true })} />
  )
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('title')}</h1>
        <p className="today-date">{dayText(now, i18n.language)}</p>
        {!isEmpty && create}
      </header>
      {!hasCopy && isEmpty ? (
        state === 'opening' ? <output className="today-wait">{t('common:loading')}</output> : <EmptyState text={t('needsNetwork')} />
      ) : isEmpty ? (
        <EmptyState text={mayCreate ? t('empty') : t('emptyReader')} action={mayCreate ? create : undefined} />
      ) : (
        <>
          <Duties meetings={open} now={now} />
          <MeetingTable title={t('open')} meetings={open} now={now} empty={t('emptyOpen')} />
          {closed.length > 0 && <MeetingTable title={t('closed')} meetings={closed} now={now} />}
        </>
      )}
      {mayCreate && route.screen === 'today' && route.isCreating && <NewMeetingDialog />}
    </div>
  )
}
