import type { z } from 'zod'
import type { ArchiveList, JoinedPerson, WrittenBeyond } from '../../../shared/api.ts'
import type { SearchAnswer, SearchRequest } from '../../../shared/archive/search/answer.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { Person } from '../../../shared/schema/directory.ts'
import { mayRead, type ApiRight, type ReadRoom } from '../../../shared/sync/access.ts'
import type { AccessStore, Session } from '../access/AccessStore.ts'
import type { GuessBrake } from '../access/GuessBrake.ts'
import type { SilentRounds } from '../ballots/SilentRounds.ts'
import type { Directory } from '../Directory.ts'
import type { HubStanding } from '../link/HubStanding.ts'
import type { Invitation, InvitationError } from '../meetings/meetingInvitation.ts'
import type { Meetings } from '../meetings/Meetings.ts'
import type { PaperShelf } from '../papers/PaperShelf.ts'
import type { Projectors } from '../projector/Projectors.ts'
import type { RecoveryState } from '../Recovery.ts'
import type { ForeignRequests } from '../archive/foreign/foreignRequests.ts'
import type { HistoryEntry } from '../rooms/RecordHistory.ts'
import type { RoomError } from '../rooms/Rooms.ts'
import type { RecordedMeetings } from '../archive/RecordedMeetings.ts'
import type { HubNetwork } from '../transport/hubNetwork.ts'
import { refuse, type ApiAnswer, type Refusal } from './ApiAnswer.ts'
import { invalidSentence } from './invalidSentence.ts'

/** What the API works on. */
export interface ApiParts {
  readonly access: AccessStore
  readonly directory: Directory
  readonly meetings: Meetings
  readonly silentRounds: SilentRounds
  readonly records: RecordedMeetings
  readonly recovery: RecoveryState
  readonly guesses: GuessBrake
  readonly projectors: Pick<Projectors, 'issue' | 'revoke' | 'next'>
  readonly standing: HubStanding
  readonly now: () => Date
  readonly listArchives: () => Promise<ArchiveList>
  readonly foreignRequests: ForeignRequests
  readonly searchArchives: (request: SearchRequest) => Promise<SearchAnswer>
  readonly recordsDir: string
  readonly papers: Pick<PaperShelf, 'keep' | 'find'>
  /** What was written of a meeting beyond one of its archives. */
  readonly writtenBeyond: (file: string) => Promise<Result<WrittenBeyond['changes'], { readonly kind: 'archive-unknown' }>>
  /** A meeting as an iCalendar text; `isToSend`: for whoever sends it out. */
  readonly invitationOf: (meetingId: string, isToSend: boolean) => Promise<Result<Invitation, InvitationError>>
  /** How others reach the hub: goes into invitations. */
  readonly network: () => Pick<HubNetwork, 'shareUrl' | 'addresses' | 'fingerprint' | 'certificateHash'>
  /** Told after a session has ended, so that its connections end too. */
  readonly onLeft: (sessionId: string) => void
  /** The room of this name, or undefined if there is none. */
  readonly namedRoom: (name: string) => ReadRoom | undefined
  /** Who changed one record of a room that there is, newest first. */
  readonly recordHistory: (room: string, section: string, recordId: string) => Promise<Result<readonly HistoryEntry[], RoomError>>
  /** Whether a room that there is lists a paper with this SHA-256. */
  readonly listsPaper: (room: string, sha256: string) => Promise<Result<boolean, RoomError>>
}

export interface PublicCall {
  /** The body as sent: nothing about it is known. Where the route `takesParts`, `readonly Uint8Array[]`. */
  readonly body: unknown
  readonly remoteAddress: string
  /** What the pattern's groups caught. */
  readonly params: readonly string[]
  readonly query: URLSearchParams
  /** The header as sent; who a session is has been found out already. */
  readonly authorization: string | undefined
}

export interface Call extends PublicCall {
  readonly session: Session
}

interface RouteAddress {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly pattern: RegExp
  /** The largest body it takes; a megabyte unless said. */
  readonly mostBytes?: number
  /** True if the body is handed on as it came, in parts: one that takes long to read is not read on this thread. */
  readonly takesParts?: boolean
}

export type Route =
  | (RouteAddress & { readonly isPublic: true; readonly handle: (parts: ApiParts, call: PublicCall) => Promise<ApiAnswer> })
  | (RouteAddress & { readonly isPublic?: false; readonly right?: ApiRight; readonly handle: (parts: ApiParts, call: Call) => Promise<ApiAnswer> })

export function invalid(error: z.ZodError): ApiAnswer {
  return refuse('request-invalid', invalidSentence(error))
}

export function joinedPerson({ id, name, role, departmentId }: Person): JoinedPerson {
  return { id, name, role, departmentId }
}

/** Of the addresses below a room, `/api/rooms/ROOM/…`; its slash may be percent-encoded. */
export const ROOM_ADDRESS = String.raw`^\/api\/rooms\/(directory|(?:pool|meeting)(?:\/|%2F)[\w-]+)`

/** The name of the room of an address, if this person may read it. */
export function readableRoom({ namedRoom }: ApiParts, { session, params: [address = ''] }: Call): Result<string, Refusal> {
  const name = decodeURIComponent(address)
  const room = namedRoom(name)
  if (!room) return refuse('room-unknown')
  return mayRead(session.person, room) ? ok(name) : refuse('room-forbidden')
}

export function isKnownDepartment(directory: Directory, id: string | null | undefined): boolean {
  return id === null || id === undefined || directory.departments.get(id) !== undefined
}
