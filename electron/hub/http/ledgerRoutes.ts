import { dirname } from 'node:path'
import { AcknowledgeRequestSchema, ConsistencyAnswerSchema, CosignRequestSchema, type LedgerCheckpoint } from '../../../shared/api.ts'
import { deviceName } from '../../../shared/archive/ledger/deviceName.ts'
import { formatNote, parseSignature, type SignedNote } from '../../../shared/archive/ledger/note.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { acknowledgeProblem, withAcknowledgements } from '../archive/ledger/acknowledgements.ts'
import { errorCode } from '../disk.ts'
import { sha256 } from '../sha256.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import { invalid, type ApiParts, type Call, type Route } from './Route.ts'

/** [A3] What was signed of the ledger, proofs about it, and what devices sign of it. */
export const LEDGER_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: /^\/api\/ledger\/checkpoint$/, handle: sendCheckpoint },
  { method: 'GET', pattern: /^\/api\/ledger\/consistency$/, handle: proveConsistency },
  { method: 'GET', pattern: /^\/api\/ledger\/entries\/([\w-]+)$/, handle: sendEntries },
  { method: 'POST', pattern: /^\/api\/ledger\/cosignatures$/, handle: takeCosignature },
  { method: 'POST', pattern: /^\/api\/ledger\/acknowledgements$/, right: 'acknowledge-problem', handle: takeAcknowledgement },
]

async function sendCheckpoint({ records, recordsDir }: ApiParts): Promise<ApiAnswer> {
  const { ledger, problems } = records
  const note = newestNote(records)
  return answer({
    note: note && formatNote(note),
    publicKey: ledger.key && base64(ledger.key.publicKey),
    protection: ledger.key?.protection ?? 'none',
    unsigned: ledger.unsigned,
    problems: [...(await withAcknowledgements(dirname(recordsDir), problems))],
  } satisfies LedgerCheckpoint)
}

async function proveConsistency({ records }: ApiParts, { query }: Call): Promise<ApiAnswer> {
  const [from, to] = [sizeOf(query.get('from')), sizeOf(query.get('to'))]
  if (from === undefined || to === undefined || from > to || to > records.ledger.tree.size)
    return refuse('request-invalid', `Say two sizes in order: ?from=1&to=2. The ledger has ${records.ledger.tree.size} lines.`)
  return answer(ConsistencyAnswerSchema.parse({ proof: records.ledger.tree.consistencyProof(from, to).map(base64) }))
}

async function sendEntries({ records }: ApiParts, { params: [meetingId = ''] }: Call): Promise<ApiAnswer> {
  const { ledger } = records
  const note = newestNote(records)
  const covered = note ? ledger.entries().filter((entry) => entry.meetingId === meetingId && entry.seq < note.size) : []
  if (!note || covered.length === 0) return refuse('ledger-unsigned')
  const entries = covered.map(({ seq }) => ({ line: ledger.line(seq) ?? '', index: seq, proof: ledger.tree.inclusionProof(seq, note.size).map(base64) }))
  return answer({ note: formatNote(note), entries })
}

async function takeCosignature({ records, now }: ApiParts, { body, session }: Call): Promise<ApiAnswer> {
  const request = CosignRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const { size, publicKey, signature: line } = request.data
  const signature = parseSignature(line)
  if (!signature) return refuse('signature-invalid')
  const personId = session.person.id
  const device = { name: deviceName(sha256, personId, new Uint8Array(Buffer.from(publicKey, 'base64'))), publicKey, personId, since: toInstant(now()) }
  try {
    const cosigned = await records.cosign(size, device, signature)
    return cosigned.ok ? answer({}) : refuse(cosigned.error.kind)
  } catch (error) {
    if (errorCode(error) === '') throw error
    return refuse('not-saving')
  }
}

/** Nothing is changed but what is said of the problem. */
async function takeAcknowledgement({ records, recordsDir, now }: ApiParts, { body, session }: Call): Promise<ApiAnswer> {
  const request = AcknowledgeRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const { path, kind, reason } = request.data
  const problem = records.problems.find((known) => known.path === path && known.kind === kind)
  if (!problem) return refuse('problem-gone')
  const { id: personId, name } = session.person
  try {
    await acknowledgeProblem(dirname(recordsDir), problem, { reason, personId, name, at: toInstant(now()) })
    return answer({})
  } catch (error) {
    if (errorCode(error) === '') throw error
    return refuse('not-saving')
  }
}

/** What can be proved to somebody: not what is signed beyond the lines that are there. */
function newestNote({ ledger }: ApiParts['records']): (SignedNote & { readonly size: number }) | null {
  const note = ledger.newest()?.note
  return note && note.size <= ledger.tree.size ? note : null
}

function sizeOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
