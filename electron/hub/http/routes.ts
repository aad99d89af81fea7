import { join } from 'node:path'
import { DepartmentRequestSchema, MeetingRequestSchema, PersonChangesSchema, WorkspaceChangesSchema } from '../../../shared/api.ts'
import { SearchRequestSchema } from '../../../shared/archive/search/answer.ts'
import { ok } from '../../../shared/lib/result.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { TemplateSchema, TEMPLATES } from '../../../shared/schema/directory.ts'
import { readInstant } from '../readInstant.ts'
import { ACCESS_ROUTES } from './accessRoutes.ts'
import { ARCHIVE_ROUTES } from './archiveRoutes.ts'
import { BODY_ROUTES } from './bodyRoutes.ts'
import { HOSTING_ROUTES } from './hostingRoutes.ts'
import { LEDGER_ROUTES } from './ledgerRoutes.ts'
import { ROUND_ROUTES } from './roundRoutes.ts'
import { PROJECTOR_ROUTES } from './projectorRoutes.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import { mayAsk } from '../../../shared/sync/access.ts'
import { PAPER_ROUTES } from './paperRoutes.ts'
import { invalid, isKnownDepartment, readableRoom, ROOM_ADDRESS, type ApiParts, type Call, type Route } from './Route.ts'

/** The whole API. `shared/api.ts` has the shapes, `docs/protocol.md` the words. */
export const ROUTES: readonly Route[] = [
  ...ACCESS_ROUTES,
  ...HOSTING_ROUTES,
  ...LEDGER_ROUTES,
  ...ARCHIVE_ROUTES,
  ...PAPER_ROUTES,
  ...ROUND_ROUTES,
  ...PROJECTOR_ROUTES,
  ...BODY_ROUTES,
  { method: 'PATCH', pattern: /^\/api\/workspace$/, right: 'edit-workspace', handle: changeWorkspace },
  { method: 'POST', pattern: /^\/api\/departments$/, right: 'edit-departments', handle: addDepartment },
  { method: 'PATCH', pattern: /^\/api\/departments\/([\w-]+)$/, right: 'edit-departments', handle: renameDepartment },
  { method: 'PATCH', pattern: /^\/api\/people\/([\w-]+)$/, right: 'edit-people', handle: changePerson },
  { method: 'GET', pattern: /^\/api\/meetings$/, handle: async ({ meetings }) => answer({ meetings: meetings.list() }) },
  { method: 'POST', pattern: /^\/api\/meetings$/, right: 'create-meeting', handle: createMeeting },
  { method: 'POST', pattern: /^\/api\/meetings\/([\w-]+)\/close$/, right: 'close-meeting', handle: closeMeeting },
  { method: 'GET', pattern: /^\/api\/meetings\/([\w-]+)\/ics$/, handle: sendInvitation },
  { method: 'GET', pattern: new RegExp(String.raw`${ROOM_ADDRESS}\/history$`, 'i'), handle: sendHistory },
  { method: 'GET', pattern: /^\/api\/recovery$/, handle: async ({ recovery }) => answer({ ...recovery.state }) },
  { method: 'DELETE', pattern: /^\/api\/recovery$/, right: 'end-recovery', handle: async ({ recovery }) => ((await recovery.end()) ? answer({}) : refuse('not-saving')) },
  { method: 'GET', pattern: /^\/api\/archives$/, handle: async ({ listArchives }) => answer(await listArchives()) },
  { method: 'GET', pattern: /^\/api\/search$/, handle: searchArchives },
  { method: 'GET', pattern: /^\/api\/archives\/(\d{4})\/([\w-]+\.sqlite)$/, handle: sendArchive },
  { method: 'GET', pattern: /^\/api\/archives\/(\d{4}\/[\w-]+\.sqlite)\/beyond$/, handle: sendBeyond },
]

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

async function createMeeting({ meetings, directory }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const wanted = typeof body === 'object' && body !== null ? body : {}
  const startsAt = 'startsAt' in wanted && typeof wanted.startsAt === 'string' ? readInstant(wanted.startsAt) : undefined
  if ('template' in wanted && !TemplateSchema.safeParse(wanted.template).success)
    return refuse('template-unknown', `There is no such template; there are: ${TEMPLATES.join(', ')}.`)
  const request = MeetingRequestSchema.safeParse({ ...wanted, startsAt })
  if (!request.success) return invalid(request.error)
  const { bodyId, ...fresh } = request.data
  const whoMeets = bodyId === null ? undefined : directory.bodies.get(bodyId)
  if (bodyId !== null && !whoMeets) return refuse('body-unknown')
  const created = await meetings.create({ ...fresh, body: whoMeets })
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

async function sendInvitation({ invitationOf }: ApiParts, { params: [id = ''], session }: Call): Promise<ApiAnswer> {
  const made = await invitationOf(id, mayAsk('create-meeting', session.person.role))
  return made.ok ? ok({ bytes: Buffer.from(made.value.text), type: 'text/calendar; charset=utf-8', name: `${id}.ics` }) : refuse(made.error.kind)
}

/** Whoever may read a room may read who changed what in it. */
async function sendHistory(parts: ApiParts, call: Call): Promise<ApiAnswer> {
  const room = readableRoom(parts, call)
  if (!room.ok) return room
  const { query } = call
  const [section, record] = [query.get('section'), query.get('record')]
  if (!section || !record) return refuse('request-invalid', 'Say which record: ?section=issues&record=ID.')
  const entries = await parts.recordHistory(room.value, section, record)
  return entries.ok ? answer({ entries: entries.value }) : refuse('history-unreadable')
}

/** A field that is empty is as if it were not there, as forms send them. */
async function searchArchives({ searchArchives: search }: ApiParts, { query }: Call): Promise<ApiAnswer> {
  const request = SearchRequestSchema.safeParse({ q: '', ...Object.fromEntries([...query].filter(([, value]) => value !== '')) })
  return request.success ? answer(await search(request.data)) : invalid(request.error)
}

async function sendArchive({ recordsDir }: ApiParts, { params: [year = '', name = ''] }: Call): Promise<ApiAnswer> {
  return ok({ file: join(recordsDir, year, name), type: 'application/vnd.sqlite3' })
}

async function sendBeyond({ writtenBeyond }: ApiParts, { params: [file = ''] }: Call): Promise<ApiAnswer> {
  const changes = await writtenBeyond(file)
  return changes.ok ? answer({ changes: changes.value }) : refuse(changes.error.kind)
}

/** Without the fields that were not sent. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
