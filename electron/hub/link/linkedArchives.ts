import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readRecord } from '../archive/buildRecord.ts'
import { recordFiles } from '../archive/recordFiles.ts'
import type { RecordedMeetings } from '../archive/RecordedMeetings.ts'
import { sha256Hex } from '../sha256.ts'
import { openSqlite } from '../sqlite.ts'
import { meetingOfRecord } from '../archive/meetingOfRecord.ts'
import type { ArchiveFile } from './linkMessages.ts'

/** The document in a record, as one Yjs update. */
export interface RecordState {
  /** `2026/20260305-<id>.sqlite` */
  readonly file: string
  readonly state: Uint8Array
}

/** The archives of one workspace's folder, as other hubs ask for them. */
export interface LinkedArchives {
  list(): Promise<readonly ArchiveFile[]>
  /** The file's bytes, or undefined if it is not there as listed. */
  read(wanted: ArchiveFile): Promise<Uint8Array | undefined>
  /**
   * Keeps the file and enters it into this hub's own ledger; one of the same name with another content stays, and this
   * one gets a name of its own beside it: two hubs that closed the same meeting apart leave two records.
   * @returns whether it is here now.
   */
  keep(listed: ArchiveFile, bytes: Uint8Array): Promise<boolean>
  /** The documents in all records of a meeting that were made when it closed; what can't be read is left out. */
  statesOf(meetingId: string): Promise<readonly RecordState[]>
}

/** @throws from each call the system's error if the folder cannot be read or written. */
export function linkedArchives(recordsDir: string, records: Pick<RecordedMeetings, 'takeRecord'>): LinkedArchives {
  const known = new Map<string, { readonly stamp: string; readonly sha256: string }>()

  async function describe(file: string): Promise<ArchiveFile> {
    const path = join(recordsDir, file)
    const { size, mtimeMs } = await stat(path)
    const stamp = `${size} ${mtimeMs}`
    const remembered = known.get(file)
    if (remembered?.stamp === stamp) return { file, size, sha256: remembered.sha256 }
    const sha256 = sha256Hex(await readFile(path))
    known.set(file, { stamp, sha256 })
    return { file, size, sha256 }
  }

  return {
    list: async () => {
      const found = await readdir(recordsDir, { recursive: true, withFileTypes: true }).catch(() => [])
      const files = found.filter((entry) => entry.isFile() && /^[\w-]+\.sqlite$/.test(entry.name) && dirname(entry.parentPath) === recordsDir)
      return Promise.all(files.map((entry) => describe(`${basename(entry.parentPath)}/${entry.name}`)))
    },
    read: async ({ file, sha256 }) => {
      const bytes = await readFile(join(recordsDir, file)).catch(() => undefined)
      return bytes && sha256Hex(bytes) === sha256 ? bytes : undefined
    },
    keep: async ({ file, sha256 }, bytes) => sha256Hex(bytes) === sha256 && (await records.takeRecord(bytes, undefined, file)).ok,
    statesOf: async (meetingId) => {
      const states: RecordState[] = []
      for (const file of (await recordFiles(recordsDir)).filter((name) => meetingOfRecord(name) === meetingId)) {
        const record = readRecord(await openSqlite(), await readFile(join(recordsDir, file)))
        if (record.ok) states.push({ file, state: record.value.documentState.update })
      }
      return states
    },
  }
}
