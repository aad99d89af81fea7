import * as Y from 'yjs'
import type { WrittenBeyond } from '../../../shared/api.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { changesBeyond, type ChangeBeyond } from '../../../shared/model/changesBeyond.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import type { LinkedArchives, RecordState } from '../link/linkedArchives.ts'
import { meetingOfRecord } from '../archive/meetingOfRecord.ts'
import type { HistoryEntry } from '../rooms/RecordHistory.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { Meetings } from './Meetings.ts'

export interface BeyondParts {
  readonly archives: Pick<LinkedArchives, 'statesOf'>
  readonly rooms: Pick<Rooms, 'use'>
  readonly meetings: Pick<Meetings, 'has'>
}

/**
 * What was written of a meeting that one of its records does not hold: on another hub that had not heard of the closing,
 * or that closed the meeting as well. Taken from the other records of the meeting and from its document.
 * @param file `2026/20260305-<id>.sqlite`; a correction has nothing beyond it
 */
export async function writtenBeyond({ archives, rooms, meetings }: BeyondParts, file: string): Promise<Result<WrittenBeyond['changes'], { readonly kind: 'archive-unknown' }>> {
  const meetingId = meetingOfRecord(file)
  if (meetingId === undefined) return ok([])
  const records = await archives.statesOf(meetingId)
  const record = records.find((one) => one.file === file)
  if (!record) return err({ kind: 'archive-unknown' })
  const others = records.filter((one) => one !== record)
  const found = others.flatMap(({ state }, index) => changesBeyond(record.state, state, others.slice(0, index).map((known) => known.state)))
  const lease = meetings.has(meetingId) ? await rooms.use(meetingRoom(meetingId)) : undefined
  if (!lease?.ok) return ok(found.map((change) => signed(change, new Map(), [])))
  try {
    const { room, trail } = lease.value
    room.flush()
    const all = [...found, ...changesBeyond(record.state, Y.encodeStateAsUpdate(room.doc), others.map(({ state }: RecordState) => state))]
    if (all.length === 0) return ok([])
    const entries = await trail.entries()
    return ok(all.map((change) => signed(change, new Map(trail.claims()), entries)))
  } finally {
    lease.value.release()
  }
}

/** Who: by the ids it was written under, or for what was taken away by the room's history. When: as that knows. */
function signed({ clients, ...change }: ChangeBeyond, owners: ReadonlyMap<number, string>, entries: readonly HistoryEntry[]): WrittenBeyond['changes'][number] {
  const about = entries.filter(({ section, recordId, personId }) => section === change.section && recordId === change.recordId && personId !== HUB_AUTHOR)
  const writers = clients.flatMap((client) => owners.get(client) ?? [])
  const people = writers.length > 0 ? writers : about.filter((entry) => entry.change === 'removed' || change.kind === 'changed').map(({ personId }) => personId)
  const by = [...new Set(people)].filter((personId) => personId !== HUB_AUTHOR).map((personId) => ({ personId, at: latest(about.filter((entry) => entry.personId === personId)) }))
  return { ...change, fields: [...change.fields], by }
}

function latest(entries: readonly HistoryEntry[]): string | null {
  return entries.reduce<string | null>((last, { to }) => (last === null || Date.parse(to) > Date.parse(last) ? to : last), null)
}
