import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { contentText } from '../../../shared/archive/contentText.ts'
import type { ArchiveFormat } from '../../../shared/archive/formats.ts'
import type { LedgerEntry, RecordFacts } from '../../../shared/archive/ledger/entry.ts'
import { readArchive, type ArchivedMeeting, type ArchiveReadError } from '../../../shared/archive/readArchive.ts'
import { wellFormed } from '../../../shared/archive/wellFormed.ts'
import { writeArchive, type ArchiveNote } from '../../../shared/archive/writeArchive.ts'
import { APP_VERSION } from '../../../shared/lib/appVersion.ts'
import { assert } from '../../../shared/lib/assert.ts'
import { err, type Result } from '../../../shared/lib/result.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import type { MeetingSnapshot } from '../../../shared/schema/snapshot.ts'
import { sha256Hex } from '../sha256.ts'
import type { SqlEngine } from '../sqlite.ts'

/** A closed meeting that is to become a record. */
export interface MeetingToRecord {
  readonly snapshot: MeetingSnapshot
  /** Yjs update (encoding version 1) of the whole document the snapshot was taken from, at the same moment. */
  readonly state: Uint8Array
  /** The file it was imported from; a meeting that was held here has none. */
  readonly source?: ArchiveNote['source']
  /** SHA-256 of the record that this one corrects. */
  readonly supersedes?: string
}

/** By the format of the file it is in; the one that is written unless said. */
export function contentDigest(snapshot: MeetingSnapshot, format?: ArchiveFormat): string {
  return sha256Hex(contentText(snapshot, format))
}

/** The bytes of the record. The same meeting at the same moment gives the same bytes. */
export function buildRecord(engine: SqlEngine, { snapshot, state, source = null, supersedes }: MeetingToRecord, now: Date): Uint8Array {
  const db = engine.open()
  try {
    writeArchive(db, snapshot, { update: state, sha256: sha256Hex(state) }, {
      writtenAt: now.toISOString(),
      appVersion: APP_VERSION,
      origin: source ? 'imported' : 'meeting',
      source,
      supersedes: supersedes ?? null,
      contentDigest: contentDigest(snapshot),
    })
    return db.export()
  } finally {
    db.close()
  }
}

/** `damaged` also if the file is not of one piece: its document is another's, or its records are not those it was made of. */
export function readRecord(engine: SqlEngine, bytes: Uint8Array): Result<ArchivedMeeting, ArchiveReadError> {
  const db = engine.open(bytes)
  try {
    const read = readArchive(db)
    if (!read.ok) return read
    const { documentState, snapshot, meta, format } = read.value
    const isWhole = sha256Hex(documentState.update) === documentState.sha256 && [null, contentDigest(snapshot, format)].includes(meta.contentDigest)
    return isWhole ? read : err({ kind: 'damaged', what: 'values' })
  } finally {
    db.close()
  }
}

/** The file reads as this meeting, and so does the document inside it. */
export function holds(engine: SqlEngine, bytes: Uint8Array, snapshot: MeetingSnapshot): boolean {
  const read = readRecord(engine, bytes)
  const meeting = wellFormed(snapshot).snapshot
  return read.ok && isDeepStrictEqual(read.value.snapshot, meeting) && isDocumentOf(read.value, meeting)
}

function isDocumentOf({ documentState }: ArchivedMeeting, meeting: MeetingSnapshot): boolean {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, documentState.update)
    return isDeepStrictEqual(wellFormed(takeSnapshot(openMeetingDocument(doc), meeting.departments)).snapshot, meeting)
  } catch {
    // Bytes that are no update, or a document without a meeting.
    return false
  } finally {
    doc.destroy()
  }
}

/** What the ledger says of a record, but for where it is; `origin` is what the file says. */
export type HeldFacts = Omit<RecordFacts, 'path'>

export function heldFacts({ snapshot, meta, format }: Omit<ArchivedMeeting, 'documentState'>, bytes: Uint8Array): HeldFacts {
  const { id, title, closedAt } = snapshot.info
  assert(closedAt !== null, 'an archived meeting is closed')
  return {
    meetingId: id,
    title,
    heldOn: namedBy(snapshot).heldOn,
    sha256: sha256Hex(bytes),
    contentDigest: contentDigest(snapshot, format),
    size: bytes.length,
    closedAt,
    origin: meta.origin,
    supersedes: meta.supersedes,
  }
}

/** `origin` as its way here, its name or the file says it. */
export function factsAt(path: string, held: HeldFacts, origin?: LedgerEntry['origin']): RecordFacts {
  return { ...held, path, origin: origin ?? (isForeignName(path) ? 'foreign' : held.origin) }
}

/**
 * `2026/20260305-m1`, below `records`, without its ending. By the day the meeting began, as its own people wrote it: the
 * offset is theirs, so no time zone is applied.
 */
export function recordName({ meetingId, heldOn }: Named): { readonly year: string; readonly name: string } {
  return { year: heldOn.slice(0, 4), name: `${heldOn.replaceAll('-', '')}-${meetingId}` }
}

/** By what a record is named. */
type Named = Pick<HeldFacts, 'meetingId' | 'heldOn'>

/** @returns as the ledger names the meeting. */
export function namedBy({ info }: MeetingSnapshot): Named {
  return { meetingId: info.id, heldOn: info.startsAt.slice(0, 10) }
}

/** Below `records`: the name of a record from elsewhere, by which every hub that gets it knows it as one. */
export function foreignName(held: HeldFacts): string {
  const { year, name } = recordName(held)
  return `${year}/${name}-foreign-${held.sha256.slice(0, 8)}.sqlite`
}

function isForeignName(path: string): boolean {
  return /-foreign-[0-9a-f]{8}(?:-apart-[0-9a-f]{8})*\.sqlite$/.test(path)
}

/** Whether a file of this name may hold this meeting: its own name, a correction's, that of a hub that closed it apart, or one from elsewhere. */
export function isNameOf(file: string, named: Named): boolean {
  const { year, name } = recordName(named)
  const rest = file.startsWith(`${year}/${name}`) ? file.slice(`${year}/${name}`.length) : ''
  return /^(?:-corr-\d+|-apart-[0-9a-f]{8}|-foreign-[0-9a-f]{8})*\.sqlite$/.test(rest)
}
