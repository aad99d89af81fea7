import { createHmac } from 'node:crypto'
import { hostProofText, HostProofRequestSchema, StandInsRequestSchema, type HubKeyAnswer } from '../../../shared/api.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import { invalid, type ApiParts, type Call, type PublicCall, type Route } from './Route.ts'

/** Who may take the hub over, and proof that a hub is one of this workspace. Answered by a hub that stands by too. */
export const HOSTING_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/hosting\/proof$/, isPublic: true, handle: proveHost },
  { method: 'POST', pattern: /^\/api\/hosting\/stand-ins$/, right: 'name-stand-ins', handle: nameStandIns },
  { method: 'GET', pattern: /^\/api\/hosting\/key$/, handle: handOutKey },
]

/** [H8] A window asks this before it sends its token to a hub it has not used: only one that knows the session can answer. */
async function proveHost({ access, standing }: ApiParts, { body }: PublicCall): Promise<ApiAnswer> {
  const request = HostProofRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const key = access.tokenHash(request.data.session)
  if (key === undefined) return refuse('session-unknown')
  const said = standing.own()
  return answer({ ...said, proof: createHmac('sha256', key).update(hostProofText(said, request.data.nonce)).digest('base64url') })
}

async function nameStandIns({ access, now }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const request = StandInsRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const { standIns } = request.data
  if (standIns.some(({ personId }) => !access.person(personId))) return refuse('person-unknown')
  const since = toInstant(now())
  const before = new Map(access.standIns.map((standIn) => [standIn.personId, standIn.since]))
  const named = await access.nameStandIns(standIns.map((standIn) => ({ ...standIn, since: before.get(standIn.personId) ?? since })))
  return named.ok ? answer({}) : refuse(named.error.kind)
}

async function handOutKey({ access }: ApiParts, { session }: Call): Promise<ApiAnswer> {
  const { workspaceKey } = access
  const isNamed = access.standIns.some(({ personId }) => personId === session.person.id)
  if (!isNamed || !workspaceKey) return refuse('role-refused', 'The secretary has not named you to take over.')
  const { id, key, keyNumber } = workspaceKey
  return answer({ workspaceId: id, key, keyNumber, personId: session.person.id } satisfies HubKeyAnswer)
}
