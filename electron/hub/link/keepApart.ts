import * as Y from 'yjs'
import { closeMeeting } from '../../../shared/model/createMeeting.ts'
import { goesBeyond } from '../../../shared/model/changesBeyond.ts'
import { meetingInfo, openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import type { Department, MeetingEntry } from '../../../shared/schema/directory.ts'
import { buildRecord, namedBy, recordName } from '../archive/buildRecord.ts'
import type { RecordedMeetings } from '../archive/RecordedMeetings.ts'
import { hubContext } from '../Directory.ts'
import { sha256Hex } from '../sha256.ts'
import { openSqlite } from '../sqlite.ts'
import type { LinkedArchives } from './linkedArchives.ts'

export interface ApartRequest {
  readonly archives: Pick<LinkedArchives, 'statesOf'>
  readonly records: Pick<RecordedMeetings, 'takeRecord'>
  /** As another hub closed it. */
  readonly closed: MeetingEntry
  readonly departments: readonly Department[]
  /** The document as this hub had it when it heard of that, as one Yjs update. */
  readonly state: Uint8Array
  readonly now: () => Date
}

/**
 * Another hub closed a meeting that went on here: what was written here gets a record of its own, beside the other's,
 * before the two documents are merged. Only there is everything as it stood here, also what a merge lets lose.
 * @returns whether there was anything that no record holds yet.
 * @throws Error if it could not be written: then nothing may be merged yet.
 */
export async function keepApart({ archives, records, closed, departments, state, now }: ApartRequest): Promise<boolean> {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, state)
    const meeting = openMeetingDocument(doc)
    if (meetingInfo(meeting)?.closedAt !== null || closed.closedAt === null) return false
    if (!goesBeyond((await archives.statesOf(closed.id)).map((known) => known.state), state)) return false
    closeMeeting(meeting, closed.closedAt, hubContext(now))
    const snapshot = takeSnapshot(meeting, departments)
    const bytes = buildRecord(await openSqlite(), { snapshot, state: Y.encodeStateAsUpdate(doc) }, now())
    const { year, name } = recordName(namedBy(snapshot))
    // Never under the other's own name, which may still be on its way.
    const kept = await records.takeRecord(bytes, undefined, `${year}/${name}-apart-${sha256Hex(bytes).slice(0, 8)}.sqlite`)
    if (!kept.ok) throw new Error(`the record of what was written here could not be kept: ${kept.error.kind}`)
    return true
  } finally {
    doc.destroy()
  }
}
