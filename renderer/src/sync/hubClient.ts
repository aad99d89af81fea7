import { z } from 'zod'
import * as api from '../../../shared/api.ts'
import { SearchAnswerSchema } from '../../../shared/archive/search/answer.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { sendWithProgress, type Progress } from './sendWithProgress.ts'
import type { BallotPaper } from '../../../shared/schema/round.ts'
import type { Session } from './session.ts'
import { sha256HexOf } from './sha256Hex.ts'

/** `kind` is the hub's word for it (see docs/protocol.md), or `hub-unreachable`, or `answer-unknown` from a newer hub. */
export interface HubError {
  readonly kind: string
  /** The hub's own sentence, for kinds that this client does not know. */
  readonly message: string
  /** Body of a refusal that carries more, e.g. what is still open in a meeting. */
  readonly detail?: unknown
}

interface Request<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly answer: z.ZodType<T>
  /** Aborted, the request ends as `hub-unreachable`. */
  readonly signal?: AbortSignal
}

type Hub = Pick<Session, 'hubUrl'> & Partial<Pick<Session, 'token'>>

async function ask<T>(hub: Hub, request: Request<T>): Promise<Result<T, HubError>> {
  return answerOf(await send(hub, request), request.answer)
}

async function answerOf<T>(response: Response | null, schema: z.ZodType<T>): Promise<Result<T, HubError>> {
  if (!response) return err({ kind: 'hub-unreachable', message: '' })
  if (!response.ok) return err(await refusalOf(response))
  const body: unknown = await response.json().catch(() => null)
  const answer = schema.safeParse(body)
  return answer.success ? ok(answer.data) : err({ kind: 'answer-unknown', message: answer.error.message })
}

async function refusalOf(response: Response): Promise<HubError> {
  const body: unknown = await response.json().catch(() => null)
  const refused = api.ApiErrorSchema.safeParse(body)
  if (!refused.success) return { kind: 'answer-unknown', message: `HTTP ${response.status}` }
  return { kind: refused.data.error, message: refused.data.message, detail: body }
}

async function send(hub: Hub, { method, path, body, signal }: Omit<Request<unknown>, 'answer'>): Promise<Response | null> {
  const headers = new Headers()
  if (hub.token !== undefined) headers.set('authorization', `Bearer ${hub.token}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const init: RequestInit = { method, headers, credentials: 'omit', ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal && { signal }) }
  return fetch(new URL(path, hub.hubUrl), init).catch(() => null)
}

export function checkInvitation(hubUrl: string, invite: string) {
  return ask({ hubUrl }, { method: 'POST', path: '/api/invitations/check', body: { invite }, answer: api.InvitationCheckAnswerSchema })
}

export function join(hubUrl: string, body: z.input<typeof api.JoinRequestSchema>) {
  return ask({ hubUrl }, { method: 'POST', path: '/api/join', body, answer: api.JoinAnswerSchema })
}

export function endSession(session: Session) {
  return ask(session, { method: 'DELETE', path: '/api/session', answer: api.DoneSchema })
}

export function editWorkspace(session: Session, body: z.input<typeof api.WorkspaceChangesSchema>) {
  return ask(session, { method: 'PATCH', path: '/api/workspace', body, answer: api.DoneSchema })
}

export function createDepartment(session: Session, name: string) {
  return ask(session, { method: 'POST', path: '/api/departments', body: { name }, answer: api.CreatedSchema })
}

export function renameDepartment(session: Session, id: string, name: string) {
  return ask(session, { method: 'PATCH', path: `/api/departments/${id}`, body: { name }, answer: api.DoneSchema })
}

export function createBody(session: Session, body: z.input<typeof api.BodyRequestSchema>) {
  return ask(session, { method: 'POST', path: '/api/bodies', body, answer: api.CreatedSchema })
}

export function editBody(session: Session, id: string, body: z.input<typeof api.BodyChangesSchema>) {
  return ask(session, { method: 'PATCH', path: `/api/bodies/${id}`, body, answer: api.DoneSchema })
}

export function editPerson(session: Session, id: string, body: z.input<typeof api.PersonChangesSchema>) {
  return ask(session, { method: 'PATCH', path: `/api/people/${id}`, body, answer: api.DoneSchema })
}

export function createInvitation(session: Session, body: z.input<typeof api.InvitationRequestSchema>) {
  return ask(session, { method: 'POST', path: '/api/invitations', body, answer: api.InvitationAnswerSchema })
}

export function listInvitations(session: Session) {
  return ask(session, { method: 'GET', path: '/api/invitations', answer: api.InvitationListSchema })
}

export function revokeInvitation(session: Session, id: string) {
  return ask(session, { method: 'DELETE', path: `/api/invitations/${id}`, answer: api.DoneSchema })
}

/** Lets somebody who has joined in on another machine. */
export function inviteBack(session: Session, personId: string) {
  return ask(session, { method: 'POST', path: `/api/people/${personId}/invitations`, body: {}, answer: api.InvitationAnswerSchema })
}

export function listSessions(session: Session) {
  return ask(session, { method: 'GET', path: '/api/sessions', answer: api.SessionListSchema })
}

export function endOtherSession(session: Session, id: string) {
  return ask(session, { method: 'DELETE', path: `/api/sessions/${id}`, answer: api.DoneSchema })
}

/** Ends every session of a person but the one that asks. */
export function endSessionsOf(session: Session, personId: string) {
  return ask(session, { method: 'DELETE', path: `/api/people/${personId}/sessions`, answer: api.SessionsEndedSchema })
}

/** Whether windows may bring what others wrote, because the hub may have lost it. */
export function recoveryState(session: Session) {
  return ask(session, { method: 'GET', path: '/api/recovery', answer: api.RecoveryAnswerSchema })
}

export function endRecovery(session: Session) {
  return ask(session, { method: 'DELETE', path: '/api/recovery', answer: api.DoneSchema })
}

/** Who changed one record of a room when, newest first. */
export function recordHistory(session: Session, room: string, section: string, recordId: string) {
  const query = new URLSearchParams({ section, record: recordId })
  return ask(session, { method: 'GET', path: `/api/rooms/${room}/history?${query}`, answer: api.HistoryAnswerSchema })
}

export function createMeeting(session: Session, body: z.input<typeof api.MeetingRequestSchema>) {
  return ask(session, { method: 'POST', path: '/api/meetings', body, answer: api.MeetingCreatedSchema })
}

/** A code by which a big screen is shown this meeting. */
export function openProjector(session: Session, meetingId: string) {
  return ask(session, { method: 'POST', path: `/api/meetings/${meetingId}/projector`, answer: api.ProjectorCodeSchema })
}

/** Ends every big screen of the meeting. */
export function closeProjectors(session: Session, meetingId: string) {
  return ask(session, { method: 'DELETE', path: `/api/meetings/${meetingId}/projector`, answer: api.DoneSchema })
}

/** Names who may take over, in order. */
export function nameStandIns(session: Session, standIns: readonly { readonly personId: string; readonly isAutomatic: boolean }[]) {
  return ask(session, { method: 'POST', path: '/api/hosting/stand-ins', body: { standIns }, answer: api.DoneSchema })
}

/** Error `meeting-open` carries `OpenMattersSchema` as its detail. */
export function closeMeeting(session: Session, id: string) {
  return ask(session, { method: 'POST', path: `/api/meetings/${id}/close`, answer: api.ClosedSchema })
}

/** Opens a silent round on an agenda item. */
export function openRound(session: Session, meetingId: string, itemId: string) {
  return ask(session, { method: 'POST', path: `/api/meetings/${meetingId}/rounds`, body: { itemId }, answer: api.RoundOpenedSchema })
}

function ballotPath(roundId: string, proxyFor?: string): string {
  return `/api/rounds/${roundId}/ballot${proxyFor === undefined ? '' : `/${proxyFor}`}`
}

/** Gives or replaces the ballot of a department, one's own unless said. Error `ballot-invalid` carries `BallotRefusalSchema` as its detail. */
export function castBallot(session: Session, roundId: string, paper: BallotPaper, proxyFor?: string) {
  return ask(session, { method: 'PUT', path: ballotPath(roundId, proxyFor), body: paper, answer: api.BallotCastSchema })
}

/** One's department's own sealed ballot, or what one cast oneself for another. */
export function ownBallot(session: Session, roundId: string, proxyFor?: string) {
  return ask(session, { method: 'GET', path: ballotPath(roundId, proxyFor), answer: api.OwnBallotSchema })
}

export function revealRound(session: Session, roundId: string) {
  return ask(session, { method: 'POST', path: `/api/rounds/${roundId}/reveal`, answer: api.DoneSchema })
}

export function voidRound(session: Session, roundId: string) {
  return ask(session, { method: 'POST', path: `/api/rounds/${roundId}/void`, answer: api.DoneSchema })
}

export function listArchives(session: Session) {
  return ask(session, { method: 'GET', path: '/api/archives', answer: api.ArchiveListSchema })
}

/** What was written of a meeting and is not in this archive, as listed. */
export function writtenBeyond(session: Session, file: string) {
  return ask(session, { method: 'GET', path: `/api/archives/${file}/beyond`, answer: api.WrittenBeyondSchema })
}

/** @param query the fields of `SearchRequestSchema` as text */
export function searchArchives(session: Session, query: Readonly<Record<string, string>>, signal: AbortSignal) {
  return ask(session, { method: 'GET', path: `/api/search?${new URLSearchParams(query)}`, answer: SearchAnswerSchema, signal })
}

/** What the hub signed last of its ledger of records. */
export function ledgerCheckpoint(session: Session) {
  return ask(session, { method: 'GET', path: '/api/ledger/checkpoint', answer: api.LedgerCheckpointSchema })
}

export function ledgerConsistency(session: Session, from: number, to: number) {
  return ask(session, { method: 'GET', path: `/api/ledger/consistency?from=${from}&to=${to}`, answer: api.ConsistencyAnswerSchema })
}

/** The lines of one meeting's records. */
export function ledgerEntries(session: Session, meetingId: string) {
  return ask(session, { method: 'GET', path: `/api/ledger/entries/${meetingId}`, answer: api.LedgerEntriesSchema })
}

export function acknowledgeProblem(session: Session, body: z.input<typeof api.AcknowledgeRequestSchema>) {
  return ask(session, { method: 'POST', path: '/api/ledger/acknowledgements', body, answer: api.DoneSchema })
}

export function sendCosignature(session: Session, body: z.input<typeof api.CosignRequestSchema>) {
  return ask(session, { method: 'POST', path: '/api/ledger/cosignatures', body, answer: api.DoneSchema })
}

/**
 * Gives the hub an archive from elsewhere. Error `archive-refused` carries `ArchiveRefusalSchema` as its detail. Aborted,
 * it ends as `hub-unreachable`; the hub may have taken it all the same.
 */
export async function importArchive(session: Session, body: Blob, signal: AbortSignal, onProgress: Progress): Promise<Result<api.ImportedArchive, HubError>> {
  const headers = { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' }
  const response = await sendWithProgress(new URL('/api/archives/import', session.hubUrl), headers, body, signal, onProgress)
  return answerOf(response, api.ImportedArchiveSchema)
}

/** The bytes of one archive, as listed. */
export async function fetchArchive(session: Session, file: string): Promise<Result<Uint8Array, HubError>> {
  const response = await send(session, { method: 'GET', path: `/api/archives/${file}` })
  if (!response) return err({ kind: 'hub-unreachable', message: '' })
  if (!response.ok) return err({ kind: 'archive-unreadable', message: `HTTP ${response.status}` })
  return ok(new Uint8Array(await response.arrayBuffer()))
}

/** Gives the hub the bytes of a paper. Aborted, it ends as `hub-unreachable`. */
export async function uploadPaper(session: Session, file: Blob, signal: AbortSignal, onProgress: Progress): Promise<Result<{ readonly sha256: string; readonly bytes: number }, HubError>> {
  const headers = { authorization: `Bearer ${session.token}`, 'content-type': 'application/octet-stream' }
  return answerOf(await sendWithProgress(new URL('/api/papers', session.hubUrl), headers, file, signal, onProgress), api.PaperKeptSchema)
}

/** The bytes of a paper that a room lists; `paper-altered` if what came is something else, whoever changed it on the way. */
export async function fetchPaper(session: Pick<Session, 'hubUrl' | 'token'>, room: string, sha256: string): Promise<Result<Uint8Array, HubError>> {
  const response = await send(session, { method: 'GET', path: `/api/rooms/${encodeURIComponent(room)}/papers/${sha256}` })
  if (response && !response.ok) return err(await refusalOf(response))
  const bytes = await response?.arrayBuffer().catch(() => null)
  if (!bytes) return err({ kind: 'hub-unreachable', message: '' })
  const fetched = new Uint8Array(bytes)
  return (await sha256HexOf(fetched)) === sha256 ? ok(fetched) : err({ kind: 'paper-altered', message: '' })
}

/** A meeting for calendars: the bytes of an iCalendar file. */
export async function fetchInvitation(session: Session, meetingId: string): Promise<Result<Uint8Array, HubError>> {
  const response = await send(session, { method: 'GET', path: `/api/meetings/${meetingId}/ics` })
  if (!response) return err({ kind: 'hub-unreachable', message: '' })
  if (!response.ok) return err(await refusalOf(response))
  return ok(new Uint8Array(await response.arrayBuffer()))
}

/** One archive with its proof and the page that verifies them: the bytes of a ZIP. */
export async function fetchWithProof(session: Session, file: string): Promise<Result<Uint8Array, HubError>> {
  const response = await send(session, { method: 'GET', path: `/api/archives/${file}/proof` })
  if (!response) return err({ kind: 'hub-unreachable', message: '' })
  if (!response.ok) return err(await refusalOf(response))
  return ok(new Uint8Array(await response.arrayBuffer()))
}
