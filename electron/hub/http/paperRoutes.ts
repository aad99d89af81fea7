import { dirname } from 'node:path'
import { MOST_PAPER_BYTES } from '../../../shared/schema/submission.ts'
import { ok } from '../../../shared/lib/result.ts'
import { keepPaper, paperPath } from '../papers/papers.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import type { ApiParts, Call, Route } from './Route.ts'

/** The bytes of papers; what they are, and whose, is in the pool and in the meetings. */
export const PAPER_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/papers$/, right: 'add-papers', mostBytes: MOST_PAPER_BYTES, takesParts: true, handle: takePaper },
  { method: 'GET', pattern: /^\/api\/papers\/([0-9a-f]{64})$/, handle: sendPaper },
]

async function takePaper({ recordsDir }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const bytes = Buffer.concat(body as readonly Uint8Array[])
  if (bytes.length === 0) return refuse('request-invalid', 'The body is the paper itself; this one is empty.')
  const kept = await keepPaper(dirname(recordsDir), bytes)
  return kept.ok ? answer({ sha256: kept.value, bytes: bytes.length }) : refuse(kept.error.kind)
}

async function sendPaper({ recordsDir }: ApiParts, { params: [sha256 = ''] }: Call): Promise<ApiAnswer> {
  return ok({ file: paperPath(dirname(recordsDir), sha256), type: 'application/octet-stream' })
}
