import { foldAgenda } from '../../../shared/model/agenda.ts'
import type { MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { itemDepartments } from '../../../shared/model/papers.ts'
import { deadlinesOf, dutiesOf, type Duty, type MeetingDeadlines } from '../../../shared/room/deadlines.ts'
import type { Body } from '../../../shared/schema/body.ts'
import { useCollection, useRecord } from './useCollection.ts'
import { useNow } from './useNow.ts'
import { useJoined, useMayAsk, useSelf } from './useSession.ts'

/** The deadlines of a meeting by its body's rules; null while the meeting has not come. */
export function useMeetingDeadlines(meeting: MeetingDocument): (MeetingDeadlines & { readonly body: Body | undefined }) | null {
  const info = useCollection(meeting.info)[0]
  const body = useCollection(meeting.bodies)[0]
  return info ? { ...deadlinesOf(info.startsAt, body), body } : null
}

/** What the person at this window has to do before a meeting, and by when. */
export function useDuties(meeting: MeetingDocument): readonly Duty[] {
  const info = useCollection(meeting.info)[0]
  const body = useCollection(meeting.bodies)[0]
  const agenda = useCollection(meeting.agenda)
  const events = useCollection(meeting.agendaEvents)
  const papers = useCollection(meeting.papers)
  useCollection(meeting.dossiers)
  const invitation = useRecord(useJoined().directory.meetings, info?.id ?? null)?.invitation
  const isSecretariat = useMayAsk('create-meeting')
  const { departmentId } = useSelf()
  const now = useNow().getTime()
  if (!info) return []
  const items = agenda.filter(({ id }) => foldAgenda(events, id).status === 'pending').map((item) => ({ ...item, departments: itemDepartments(meeting, item.id) }))
  return dutiesOf({ info, body, invitation, items, papers, viewer: { isSecretariat, departmentId }, now })
}
