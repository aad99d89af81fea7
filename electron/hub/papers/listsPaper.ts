import * as Y from 'yjs'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { RoomError, Rooms } from '../rooms/Rooms.ts'

/** Whether a room that there is lists a paper with this SHA-256: only then its bytes are for who reads the room. */
export async function listsPaper(rooms: Pick<Rooms, 'use'>, room: string, sha256: string): Promise<Result<boolean, RoomError>> {
  const lease = await rooms.use(room)
  if (!lease.ok) return lease
  try {
    const papers: Y.Map<unknown> = lease.value.room.doc.getMap('papers')
    return ok([...papers.values()].some((paper) => paper instanceof Y.Map && paper.get('sha256') === sha256))
  } finally {
    lease.value.release()
  }
}
