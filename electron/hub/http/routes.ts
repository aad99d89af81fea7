import { join } from 'node:path'
import type { z } from 'zod'
import {
  DepartmentRequestSchema, InvitationCheckRequestSchema, InvitationRequestSchema, JoinRequestSchema, MeetingRequestSchema,
  PersonChangesSchema, WorkspaceChangesSchema, type ArchiveList, type JoinedPerson,
} from '../../../shared/api.ts'
import { ok } from '../../../shared/lib/result.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { TemplateSchema, TEMPLATES, type Person } from '../../../shared/schema/directory.ts'
import type { ApiRight } from '../../../shared/sync/access.ts'
import type { AccessStore, Session } from '../access/AccessStore.ts'
import type { AttemptLimit } from '../access/AttemptLimit.ts'
import type { Directory } from '../Directory.ts'
import { readInstant } from '../readInstant.ts'
import type { Meetings } from '../meetings/Meetings.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'

/** What the API works on. */
export interface ApiParts {
  readonly access: AccessStore
  readonly directory: Directory
  readonly meetings: Meetings
  readonly attempts: AttemptLimit
  readonly listArchives: () => Promise<ArchiveList>
  readonly recordsDir: string
  /** Origin that goes into invitation links. */
  readonly shareOrigin: () => string
  /** Told after a session has ended, so that its connections end too. */
  readonly onLeft: (sessionId: string) => void
}

interface PublicCall {
  /** The body as sent: nothing about it is known. */
  readonly body: unknown
  readonly remoteAddress: string
  /** What the pattern's groups caught. */
  readonly params: readonly string[]
}

interface Call extends PublicCall {
  readonly session: Session
}

interface RouteAddress {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly pattern: RegExp
}

export type Route =
  | (RouteAddress & { readonly isPublic: true; readonly handle: (parts: ApiParts, call: PublicCall) => Promise<ApiAnswer> })
  | (RouteAddress & { readonly isPublic?: false; readonly right?: ApiRight; readonly handle: (parts: ApiParts, call: Call) => Promise<ApiAnswer> })

/** The whole API. `shared/api.ts` has the shapes, `docs/protocol.md` the words. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/join$/, isPublic: true, handle: joinWorkspace },
  { method: 'POST', pattern: /^\/api\/invitations\/check$/, isPublic: true, handle: checkInvitation },
  { method: 'GET', pattern: /^\/api\/session$/, handle: async (_parts, { session }) => answer({ person: joinedPerson(session.person) }) },
  { method: 'DELETE', pattern: /^\/api\/session$/, handle: leave },
  { method: 'PATCH', pattern: /^\/api\/workspace$/, right: 'edit-workspace', handle: changeWorkspace },
  { method: 'POST', pattern: /^\/api\/departments$/, right: 'edit-departments', handle: addDepartment },
  { method: 'PATCH', pattern: /^\/api\/departments\/([\w-]+)$/, right: 'edit-departments', handle: renameDepartment },
  { method: 'PATCH', pattern: /^\/api\/people\/([\w-]+)$/, right: 'edit-people', handle: changePerson },
  { method: 'POST', pattern: /^\/api\/invitations$/, right: 'invite-people', handle: invite },
  { method: 'GET', pattern: /^\/api\/meetings$/, handle: async ({ meetings }) => answer({ meetings: meetings.list() }) },
  { method: 'POST', pattern: /^\/api\/meetings$/, right: 'create-meeting', handle: createMeeting },
  { method: 'POST', pattern: /^\/api\/meetings\/([\w-]+)\/close$/, right: 'close-meeting', handle: closeMeeting },
  { method: 'GET', pattern: /^\/api\/archives$/, handle: async ({ listArchives }) => answer(await listArchives()) },
  { method: 'GET', pattern: /^\/api\/archives\/(\d{4})\/([\w-]+\.sqlite)$/, handle: sendArchive },
]

async function joinWorkspace({ access, directory, attempts }: ApiParts, { body, remoteAddress }: PublicCall): Promise<ApiAnswer> {
  const request = JoinRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (attempts.isReached(remoteAddress)) return refuse('too-many-attempts')
  const joined = await access.join(request.data.invite, request.data.name)
  if (!joined.ok) {
    if (joined.error.kind === 'invitation-unknown') attempts.fail(remoteAddress)
    return refuse(joined.error.kind)
  }
  directory.showPeople(access.people)
  return answer({ token: joined.value.token, person: joinedPerson(joined.value.person) })
}

async function checkInvitation({ access, directory, attempts }: ApiParts, { body, remoteAddress }: PublicCall): Promise<ApiAnswer> {
  const request = InvitationCheckRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (attempts.isReached(remoteAddress)) return refuse('too-many-attempts')
  const offer = access.check(request.data.invite)
  if (!offer.ok) {
    if (offer.error.kind === 'invitation-unknown') attempts.fail(remoteAddress)
    return refuse(offer.error.kind)
  }
  const { role, departmentId } = offer.value
  const { name, language } = directory.workspace
  return answer({
    workspace: { name, language },
    role,
    department: departmentId === null ? null : (directory.departments.get(departmentId)?.name ?? null),
    isFirst: access.people.length === 0,
  })
}

async function leave({ access, onLeft }: ApiParts, { session }: Call): Promise<ApiAnswer> {
  const left = await access.leave(session.id)
  if (!left.ok) return refuse(left.error.kind)
  onLeft(session.id)
  return answer({})
}

async function changeWorkspace({ directory }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const request = WorkspaceChangesSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (!directory.isWritable()) return refuse('not-saving')
  directory.changeWorkspace(defined(request.data))
  return answer({})
}

async function addDepartment({ directory }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const request = DepartmentRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (!directory.isWritable()) return refuse('not-saving')
  return answer({ id: directory.addDepartment(request.data.name) })
}

async function renameDepartment({ directory }: ApiParts, { body, params: [id = ''] }: Call): Promise<ApiAnswer> {
  const request = DepartmentRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (!directory.departments.get(id)) return refuse('not-found', 'There is no such department.')
  if (!directory.isWritable()) return refuse('not-saving')
  directory.renameDepartment(id, request.data.name)
  return answer({})
}

async function changePerson({ access, directory }: ApiParts, { body, params: [id = ''] }: Call): Promise<ApiAnswer> {
  const request = PersonChangesSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (!isKnownDepartment(directory, request.data.departmentId)) return refuse('department-unknown')
  const changed = await access.changePerson(id, defined(request.data))
  if (!changed.ok) return refuse(changed.error.kind)
  directory.showPeople(access.people)
  return answer({})
}

async function invite({ access, directory, shareOrigin }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const request = InvitationRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const { departmentId = null, ...terms } = request.data
  if (!isKnownDepartment(directory, departmentId)) return refuse('department-unknown')
  const code = await access.invite({ ...terms, departmentId })
  return code.ok ? answer({ invite: code.value, link: `${shareOrigin()}/#/join/${code.value}` }) : refuse(code.error.kind)
}

async function createMeeting({ meetings }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const wanted = typeof body === 'object' && body !== null ? body : {}
  const startsAt = 'startsAt' in wanted && typeof wanted.startsAt === 'string' ? readInstant(wanted.startsAt) : undefined
  if ('template' in wanted && !TemplateSchema.safeParse(wanted.template).success)
    return refuse('template-unknown', `There is no such template; there are: ${TEMPLATES.join(', ')}.`)
  const request = MeetingRequestSchema.safeParse({ ...wanted, startsAt })
  if (!request.success) return invalid(request.error)
  const created = await meetings.create(request.data)
  return created.ok ? answer({ id: created.value.id, room: meetingRoom(created.value.id) }) : refuse(created.error.kind)
}

async function closeMeeting({ meetings }: ApiParts, { params: [id = ''] }: Call): Promise<ApiAnswer> {
  const closed = await meetings.close(id)
  if (closed.ok) return answer({ archive: closed.value })
  if (closed.error.kind === 'meeting-open') return refuse('meeting-open', undefined, { open: closed.error.open })
  if (closed.error.kind === 'archive-failed' && closed.error.reason !== 'disk-full')
    return refuse('archive-failed', `The archive could not be written (${closed.error.reason}), so the meeting stays open. See the log of the hub.`)
  return refuse(closed.error.kind)
}

async function sendArchive({ recordsDir }: ApiParts, { params: [year = '', name = ''] }: Call): Promise<ApiAnswer> {
  return ok({ file: join(recordsDir, year, name), type: 'application/vnd.sqlite3' })
}

function joinedPerson({ id, name, role, departmentId }: Person): JoinedPerson {
  return { id, name, role, departmentId }
}

function isKnownDepartment(directory: Directory, id: string | null | undefined): boolean {
  return id === null || id === undefined || directory.departments.get(id) !== undefined
}

function invalid(error: z.ZodError): ApiAnswer {
  const problems = error.issues.slice(0, 5).map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  return refuse('request-invalid', `The request does not have the shape this address takes. ${problems.join('; ')}`)
}

/** Without the fields that were not sent. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
