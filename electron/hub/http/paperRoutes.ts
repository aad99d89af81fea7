import { MOST_PAPER_BYTES } from '../../../shared/schema/submission.ts'
import { ok } from '../../../shared/lib/result.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import { readableRoom, ROOM_ADDRESS, type ApiParts, type Call, type Route } from './Route.ts'

/** The bytes of papers; what they are, whose, and who may read them, is with the rooms that list them. */
export const PAPER_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/papers$/, right: 'add-papers', mostBytes: MOST_PAPER_BYTES, takesParts: true, handle: takePaper },
  { method: 'GET', pattern: new RegExp(String.raw`${ROOM_ADDRESS}\/papers\/([0-9a-f]{64})$`, 'i'), handle: sendPaper },
]

async function takePaper({ papers }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const bytes = Buffer.concat(body as readonly Uint8Array[])
  if (bytes.length === 0) return refuse('request-invalid', 'The body is the paper itself; this one is empty.')
  const kept = await papers.keep(bytes)
  return kept.ok ? answer({ sha256: kept.value, bytes: bytes.length }) : refuse(kept.error.kind)
}

async function sendPaper(parts: ApiParts, call: Call): Promise<ApiAnswer> {
  const room = readableRoom(parts, call)
  if (!room.ok) return room
  const { papers, listsPaper } = parts
  const sha256 = call.params[1]?.toLowerCase() ?? ''
  const isListed = await listsPaper(room.value, sha256)
  if (!isListed.ok) return refuse('history-unreadable')
  if (!isListed.value) return refuse('paper-unknown')
  const found = await papers.find(sha256)
  return found.ok ? ok({ file: found.value.path, type: 'application/octet-stream' }) : refuse(found.error.kind)
}
