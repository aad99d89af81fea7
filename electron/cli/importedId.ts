import { createHash } from 'node:crypto'

/**
 * [M14] The id of a meeting that is imported: the same source gives the same one, so the workspace itself remembers what
 * was imported, also when a run was cut short.
 * @param fingerprint SHA-256 of the file, in hexadecimal.
 * @param record which of the file's meetings it is.
 */
export function importedId(fingerprint: string, record: string): string {
  return `import-${createHash('sha256').update(`${fingerprint} ${record}`).digest('hex').slice(0, 32)}`
}
