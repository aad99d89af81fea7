import { Button } from '@blueprintjs/core'
import { Calendar } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useHost } from '../../../hooks/useHost.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { fetchInvitation } from '../../../sync/hubClient.ts'

/** The meeting as a file for one's calendar, for everybody. */
export function CalendarButton({ info }: { readonly info: MeetingInfo }) {
  const { t } = useTranslation('meeting')
  const { session } = useJoined()
  const host = useHost()
  const notice = useNotice()
  const { isRunning, run } = useRequest()
  const save = async (): Promise<void> => {
    const fetched = await run(() => fetchInvitation(session, info.id))
    if (!fetched.ok) return notice.error(fetched.error)
    const saved = await host.saveFile(`${info.title}.ics`, fetched.value)
    if (!saved.ok && saved.error.kind !== 'cancelled') notice.error(saved.error)
  }
  return <Button variant="minimal" icon={<Calendar />} aria-label={t('calendar')} title={t('calendar')} loading={isRunning} onClick={() => void save()} />
}
