import { ARCHIVE_FORMATS } from '../../../../shared/archive/formats.ts'
import { APPLICATION_ID, FORMAT_VERSION } from '../../../../shared/archive/formats.ts'

/** The database header of SQLite's file format, section 1.3. */
const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const AT = { pageSize: 16, writeVersion: 18, readVersion: 19, pageCount: 28, textEncoding: 56, userVersion: 60, applicationId: 68 } as const
const ROLLBACK = 1
const UTF8 = 1

export type HeaderProblem = 'not-an-archive' | 'newer-version' | 'damaged'

/**
 * What the first hundred bytes already say against a file, so that no engine opens it: another program's, a newer
 * version's, or one that is not as long as it says.
 */
export function headerProblem(bytes: Uint8Array): HeaderProblem | null {
  if (bytes.length < HEADER_BYTES || Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC) return 'not-an-archive'
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  if (header.getUint32(AT.applicationId) !== APPLICATION_ID) return 'not-an-archive'
  const version = header.getUint32(AT.userVersion)
  if (version > FORMAT_VERSION) return 'newer-version'
  if (!ARCHIVE_FORMATS.has(version)) return 'not-an-archive'
  const pageSize = header.getUint16(AT.pageSize) === 1 ? 65_536 : header.getUint16(AT.pageSize)
  const isPlain = header.getUint8(AT.writeVersion) === ROLLBACK && header.getUint8(AT.readVersion) === ROLLBACK && header.getUint32(AT.textEncoding) === UTF8
  return isPlain && pageSize * header.getUint32(AT.pageCount) === bytes.length ? null : 'damaged'
}
