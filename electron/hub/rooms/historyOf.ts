import { ok, type Result } from '../../../shared/lib/result.ts'
import type { HistoryEntry } from './RecordHistory.ts'
import type { RoomError, Rooms } from './Rooms.ts'

/** Who changed one record of a room that there is, newest first. */
export async function historyOf(rooms: Pick<Rooms, 'use'>, room: string, section: string, recordId: string): Promise<Result<readonly HistoryEntry[], RoomError>> {
  const lease = await rooms.use(room)
  if (!lease.ok) return lease
  try {
    return ok(await lease.value.history.entriesOf(section, recordId))
  } finally {
    lease.value.release()
  }
}
