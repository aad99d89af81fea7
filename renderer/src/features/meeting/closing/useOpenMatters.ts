import { toInstant } from '../../../../../shared/lib/instant.ts'
import { openMatters, type OpenMatter } from '../../../../../shared/model/closing.ts'
import { takeSnapshot } from '../../../../../shared/model/snapshot.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useNow } from '../useNow.ts'

/** How often a deadline is looked at, in ms. */
const ROUND = 1000

/** What keeps the meeting from closing as it stands on this machine, kept up to date while it is shown. */
export function useOpenMatters(): readonly OpenMatter[] {
  const { meeting } = useMeeting()
  const now = new Date(useNow(ROUND))
  // Read for their changes only: the snapshot reads the same records, which keep their identity.
  useCollection(meeting.agenda)
  useCollection(meeting.agendaEvents)
  useCollection(meeting.rounds)
  useCollection(meeting.resolutions)
  useCollection(meeting.actions)
  useCollection(meeting.actionEvents)
  useCollection(meeting.countersignRequests)
  useCollection(meeting.countersigns)
  return openMatters(takeSnapshot(meeting, []), toInstant(now))
}
