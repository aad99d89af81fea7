import { createHash } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { readArchive, type ArchivedMeeting } from '../../shared/archive/readArchive.ts'
import { wellFormed } from '../../shared/archive/wellFormed.ts'
import { writeArchive } from '../../shared/archive/writeArchive.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import type { MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import { APP_VERSION } from '../../shared/lib/appVersion.ts'
import { createFileDurably, type DurableFiles } from './createFileDurably.ts'
import { errorCode, syncFolder } from './disk.ts'
import { openSqlite, type SqlEngine } from './sqlite.ts'

export interface ArchiveRequest {
  /** The workspace's `records` folder; created if absent. */
  readonly recordsDir: string
  /** Of a closed meeting. */
  readonly snapshot: MeetingSnapshot
  /** Yjs update (encoding version 1) of the whole document the snapshot was taken from, at the same moment. */
  readonly state: Uint8Array
  readonly now: () => Date
  readonly files?: ArchiveFiles
}

/** What is used of `node:fs/promises`; a test passes one that fails. */
export type ArchiveFiles = DurableFiles & Pick<typeof nodeFiles, 'mkdir' | 'statfs'>

export type ArchiveWriteError =
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'not-writable'; readonly code: string }
  /** A file of that name holds something else; `path` as in a success. It stays as it is. */
  | { readonly kind: 'already-archived'; readonly path: string }
  /** What was written does not give the meeting back; nothing was created. */
  | { readonly kind: 'verification-failed' }

export interface WrittenArchive {
  /** Below the workspace's folder, `records/2026/20260305-<id>.sqlite`. */
  readonly path: string
  readonly bytes: number
}

/**
 * [F8] Writes the one file that is the record of a closed meeting. It gets its name only after what the disk gives back
 * has been read as the same meeting; a crash or a failure before that leaves nothing but a temporary file, see
 * `sweepTemporary`. Archiving the same meeting again is a success and changes nothing.
 */
export async function archiveMeeting({ recordsDir, snapshot, state, now, files = nodeFiles }: ArchiveRequest): Promise<Result<WrittenArchive, ArchiveWriteError>> {
  const engine = await openSqlite()
  const meeting = wellFormed(snapshot).snapshot
  const { year, name } = archiveName(meeting)
  const path = [basename(recordsDir), year, name].join('/')
  const bytes = buildArchive(engine, snapshot, state, now())
  try {
    await makeFolder(recordsDir, year, files)
    if (await isTooFull(join(recordsDir, year), bytes.length, files)) return err({ kind: 'disk-full' })
    const file = join(recordsDir, year, name)
    const outcome = await createFileDurably(file, bytes, (readBack) => isFaithful(engine, readBack, bytes, meeting), files)
    if (outcome === 'refused') return err({ kind: 'verification-failed' })
    if (outcome === 'created') return ok({ path, bytes: bytes.length })
    const existing = await files.readFile(file)
    return holds(engine, existing, meeting) ? ok({ path, bytes: existing.length }) : err({ kind: 'already-archived', path })
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    return err(code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full' } : { kind: 'not-writable', code })
  }
}

/** Removes what crashes left half-written. At the start of the hub, while nobody else writes there. */
export async function sweepTemporary(recordsDir: string): Promise<void> {
  const entries = await nodeFiles.readdir(recordsDir, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries)
    if (entry.isFile() && /^\..+\.tmp$/.test(entry.name)) await nodeFiles.rm(join(entry.parentPath, entry.name), { force: true }).catch(() => undefined)
}

/** By the day the meeting began, as its own people wrote it: the offset is theirs, so no time zone is applied. */
function archiveName({ info }: MeetingSnapshot): { readonly year: string; readonly name: string } {
  const day = info.startsAt.slice(0, 10)
  return { year: day.slice(0, 4), name: `${day.replaceAll('-', '')}-${info.id}.sqlite` }
}

function buildArchive(engine: SqlEngine, snapshot: MeetingSnapshot, state: Uint8Array, now: Date): Uint8Array {
  const db = engine.open()
  try {
    writeArchive(db, snapshot, { update: state, sha256: sha256(state) }, { writtenAt: now.toISOString(), appVersion: APP_VERSION })
    return db.export()
  } finally {
    db.close()
  }
}

async function makeFolder(recordsDir: string, year: string, files: ArchiveFiles): Promise<void> {
  const firstCreated = await files.mkdir(join(recordsDir, year), { recursive: true })
  if (firstCreated === undefined) return
  await syncFolder(recordsDir, files)
  await syncFolder(join(recordsDir, '..'), files)
}

/** Asked first, because a disk that fills up in the middle is left full for everybody else. */
async function isTooFull(folder: string, size: number, files: ArchiveFiles): Promise<boolean> {
  try {
    const { blocks, bavail, bsize } = await files.statfs(folder)
    return blocks > 0 && bavail * bsize < size + SPARE_BYTES
  } catch {
    return false
  }
}

/** For the folder's own growth and the journal that must go on. */
const SPARE_BYTES = 64 * 1024

function isFaithful(engine: SqlEngine, readBack: Uint8Array, written: Uint8Array, meeting: MeetingSnapshot): boolean {
  return sha256(readBack) === sha256(written) && holds(engine, readBack, meeting)
}

/** The file reads as this meeting, and so does the document inside it. */
function holds(engine: SqlEngine, bytes: Uint8Array, meeting: MeetingSnapshot): boolean {
  const db = engine.open(bytes)
  try {
    const archived = readArchive(db)
    return archived.ok && isDeepStrictEqual(archived.value.snapshot, meeting) && isDocumentOf(archived.value, meeting)
  } finally {
    db.close()
  }
}

function isDocumentOf({ documentState }: ArchivedMeeting, meeting: MeetingSnapshot): boolean {
  if (sha256(documentState.update) !== documentState.sha256) return false
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

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
