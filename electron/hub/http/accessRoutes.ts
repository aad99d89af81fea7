import {
  InvitationCheckRequestSchema, InvitationRequestSchema, JoinRequestSchema, ReturnInvitationRequestSchema, type SessionLine,
} from '../../../shared/api.ts'
import { invitationLink } from '../../../shared/lib/invitationLink.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { mayAsk } from '../../../shared/sync/access.ts'
import type { KnownSession } from '../access/SessionIndex.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import { invalid, isKnownDepartment, joinedPerson, type ApiParts, type Call, type PublicCall, type Route } from './Route.ts'

/** Getting in, staying in and being shown out: invitations and sessions. */
export const ACCESS_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/join$/, isPublic: true, handle: joinWorkspace },
  { method: 'POST', pattern: /^\/api\/invitations\/check$/, isPublic: true, handle: checkInvitation },
  { method: 'GET', pattern: /^\/api\/session$/, handle: async (_parts, { session }) => answer({ person: joinedPerson(session.person) }) },
  { method: 'DELETE', pattern: /^\/api\/session$/, handle: leave },
  { method: 'GET', pattern: /^\/api\/invitations$/, right: 'invite-people', handle: async ({ access }) => answer({ invitations: access.invitations() }) },
  { method: 'POST', pattern: /^\/api\/invitations$/, right: 'invite-people', handle: invite },
  { method: 'DELETE', pattern: /^\/api\/invitations\/([\w-]+)$/, right: 'invite-people', handle: revokeInvitation },
  { method: 'POST', pattern: /^\/api\/people\/([\w-]+)\/invitations$/, handle: inviteBack },
  { method: 'GET', pattern: /^\/api\/sessions$/, handle: listSessions },
  { method: 'DELETE', pattern: /^\/api\/sessions\/([\w-]+)$/, handle: endSession },
  { method: 'DELETE', pattern: /^\/api\/people\/([\w-]+)\/sessions$/, handle: endSessionsOf },
]

async function joinWorkspace({ access, directory, guesses }: ApiParts, { body, remoteAddress }: PublicCall): Promise<ApiAnswer> {
  const request = JoinRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (guesses.isBusy(remoteAddress)) return refuse('too-many-attempts')
  const { invite: given, ...joining } = request.data
  const joined = await access.join(given, joining)
  if (!joined.ok) return refuseGuess(guesses, remoteAddress, joined.error.kind)
  directory.showPeople(access.people)
  return answer({ token: joined.value.token, person: joinedPerson(joined.value.person) })
}

async function checkInvitation({ access, directory, guesses }: ApiParts, { body, remoteAddress }: PublicCall): Promise<ApiAnswer> {
  const request = InvitationCheckRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (guesses.isBusy(remoteAddress)) return refuse('too-many-attempts')
  const offer = access.check(request.data.invite)
  if (!offer.ok) return refuseGuess(guesses, remoteAddress, offer.error.kind)
  const { role, departmentId, person } = offer.value
  const { name, language } = directory.workspace
  return answer({
    workspace: { name, language },
    role,
    department: departmentId === null ? null : (directory.departments.get(departmentId)?.name ?? null),
    isFirst: access.people.length === 0,
    person: person && { name: person.name },
  })
}

/** Whoever names an invitation that there was knew its code: that is no guess. */
async function refuseGuess(guesses: ApiParts['guesses'], remoteAddress: string, kind: Parameters<typeof refuse>[0]): Promise<ApiAnswer> {
  if (kind === 'invitation-unknown' && (await guesses.wrong(remoteAddress)) === 'too-many') return refuse('too-many-attempts')
  return refuse(kind)
}

async function leave({ access, onLeft }: ApiParts, { session }: Call): Promise<ApiAnswer> {
  const left = await access.leave(session.id)
  if (!left.ok) return refuse(left.error.kind)
  onLeft(session.id)
  return answer({})
}

async function invite(parts: ApiParts, { body, session }: Call): Promise<ApiAnswer> {
  const request = InvitationRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const { departmentId = null, ...terms } = request.data
  if (!isKnownDepartment(parts.directory, departmentId)) return refuse('department-unknown')
  return answerCode(parts, await parts.access.invite({ ...terms, departmentId, createdBy: session.person.id }))
}

/** Lets somebody in once more: the secretary anybody, everybody else themselves. */
async function inviteBack(parts: ApiParts, { body, session, params: [id = ''] }: Call): Promise<ApiAnswer> {
  const request = ReturnInvitationRequestSchema.safeParse(body ?? {})
  if (!request.success) return invalid(request.error)
  if (id !== session.person.id && !mayAsk('invite-people', session.person.role)) return refuse('role-refused')
  const person = parts.access.person(id)
  if (!person) return refuse('person-unknown')
  const { role, departmentId } = person
  return answerCode(parts, await parts.access.invite({ role, departmentId, personId: id, uses: 1, createdBy: session.person.id, ...request.data }))
}

function answerCode({ network }: ApiParts, code: Awaited<ReturnType<ApiParts['access']['invite']>>): ApiAnswer {
  if (!code.ok) return refuse(code.error.kind)
  const { shareUrl, addresses, fingerprint, certificateHash } = network()
  const link = invitationLink(shareUrl, { code: code.value, ...(fingerprint !== null && { fingerprint }) })
  return answer({ invite: code.value, link, ...(addresses.length > 0 && { addresses }), ...(fingerprint !== null && { fingerprint, certificateHash }) })
}

async function revokeInvitation({ access }: ApiParts, { params: [id = ''] }: Call): Promise<ApiAnswer> {
  const revoked = await access.revokeInvitation(id)
  return revoked.ok ? answer({}) : refuse(revoked.error.kind)
}

async function listSessions({ access }: ApiParts, { session }: Call): Promise<ApiAnswer> {
  const isForAll = mayAsk('end-sessions', session.person.role)
  const shown = access.sessions().filter(({ personId }) => isForAll || personId === session.person.id)
  return answer({ sessions: shown.map((known) => sessionLine(known, session.id, access.now())) })
}

const ACTIVE_MS = 60_000

function sessionLine({ id, personId, client, createdAt, seenAt }: KnownSession, currentId: string, now: number): SessionLine {
  const toTheMinute = new Date(seenAt - (seenAt % 60_000))
  return { id, personId, client, createdAt, lastSeenAt: toInstant(toTheMinute), isActive: now - seenAt < ACTIVE_MS, isCurrent: id === currentId }
}

async function endSession(parts: ApiParts, { session, params: [id = ''] }: Call): Promise<ApiAnswer> {
  const wanted = parts.access.sessions().find((candidate) => candidate.id === id)
  if (!wanted) return refuse('session-gone')
  const ended = await endOf(parts, session, wanted.personId, { id })
  return ended.ok ? answer({}) : ended
}

async function endSessionsOf(parts: ApiParts, { session, params: [personId = ''] }: Call): Promise<ApiAnswer> {
  return parts.access.person(personId) ? endOf(parts, session, personId, { personId }) : refuse('person-unknown')
}

/** The secretary ends anybody's sessions, everybody else their own. */
async function endOf({ access, onLeft }: ApiParts, session: Call['session'], personId: string, which: { readonly id: string } | { readonly personId: string }): Promise<ApiAnswer> {
  if (personId !== session.person.id && !mayAsk('end-sessions', session.person.role)) return refuse('role-refused')
  const ended = await access.endSessions(session.id, which)
  if (!ended.ok) return refuse(ended.error.kind)
  for (const id of ended.value) onLeft(id)
  return answer({ ended: ended.value.length })
}
