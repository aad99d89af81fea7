import { ImportArchiveRequestSchema } from '../../../../shared/api.ts'
import { MOST_FOREIGN_BYTES } from '../../../../shared/archive/foreign.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { invalidSentence } from '../../http/invalidSentence.ts'
import type { OpenError } from './foreignMessages.ts'
import type { ForeignArchive } from './readForeign.ts'

/** The body of `POST /api/archives/import` as it came. */
export function openRequest(parts: readonly Uint8Array[]): Result<ForeignArchive, OpenError> {
  const request = ImportArchiveRequestSchema.safeParse(parseJson(Buffer.concat(parts).toString('utf8')))
  if (!request.success) return err({ kind: 'request-invalid', message: invalidSentence(request.error) })
  const { name, file, proof } = request.data
  const bytes = new Uint8Array(Buffer.from(file, 'base64'))
  return bytes.length > MOST_FOREIGN_BYTES ? err({ kind: 'too-large' }) : ok({ name, bytes, proof })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
