import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openSqlite } from '../../../electron/hub/sqlite.ts'
import { readArchive, type ArchivedMeeting } from '../../../shared/archive/readArchive.ts'

/** The record of a closed meeting, read from the hub's folder. @throws Error if there is none, or it can't be read */
export async function archivedMeeting(dataDir: string, meetingId: string): Promise<ArchivedMeeting> {
  const records = join(dataDir, 'records')
  const files = await readdir(records, { recursive: true })
  const file = files.find((name) => name.endsWith(`${meetingId}.sqlite`))
  if (file === undefined) throw new Error('no archive was written')
  const archived = readArchive((await openSqlite()).open(new Uint8Array(await readFile(join(records, file)))))
  if (!archived.ok) throw new Error(archived.error.kind)
  return archived.value
}
