import type { ClientKind, InvitationLine } from '../../../shared/api.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { Role } from '../../../shared/lib/roles.ts'
import type { Person } from '../../../shared/schema/directory.ts'
import { errorCode } from '../disk.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'
import { readAccessFile, type Access, type AccessFileError, type StoredInvitation } from './accessFile.ts'
import { findInvitation, invitationState, type InvitationError } from './invitations.ts'
import { differs, mergeAccess, newKey, sharedAccess, stampChanges, type OwnHub, type SharedAccess, type StandIn, type WorkspaceKey } from './replica.ts'
import { hashSecret, newInvitationCode, newToken, readInvitationCode } from './invitationCode.ts'
import { hasSecretarySignedIn, SessionIndex, type KnownSession } from './SessionIndex.ts'

export type PersonError = { readonly kind: 'person-unknown' } | { readonly kind: 'last-secretary' }
export type SessionError = { readonly kind: 'session-unknown' } | { readonly kind: 'session-gone' } | { readonly kind: 'session-current' }
type NotSaving = { readonly kind: 'not-saving' }

export interface NewInvitation {
  readonly role: Role
  readonly departmentId: string | null
  /** Whom it lets in once more; new people unless said. */
  readonly personId?: string | null
  readonly uses: number
  readonly expiresInHours: number
  /** Person; the hub itself unless said. */
  readonly createdBy?: string | null
  readonly isFromStart?: boolean
}

export interface Session {
  /** Names the session without being its secret. */
  readonly id: string
  readonly person: Person
}

export interface Joining {
  /** Trimmed already. Not used if the invitation is for somebody who has joined before. */
  readonly name: string
  readonly client: ClientKind
}

export interface Joined {
  readonly token: string
  readonly person: Person
}

export interface AccessOptions {
  readonly path: string
  readonly now: () => Date
  readonly newId: () => string
  /** Told when the disk refuses the file, with the system's code of the error, and when it takes it again. */
  readonly onSaving?: (stoppedBy: string | null) => void
  /** How often a refusing disk is tried again; every second unless said. */
  readonly retryMs?: number | undefined
}

type Change<T, E extends { readonly kind: string }> = (draft: Access) => Result<T, E>

const HOUR_MS = 3_600_000
const RETRY_MS = 1_000
/** How long an invitation that is over is remembered, so that people learn why it no longer works. */
const REMEMBER_MS = 30 * 24 * HOUR_MS

/**
 * People, invitations and sessions of a workspace. A change counts when it is on the disk, and not before; changes are
 * made one after the other, so that of two people with the last use of an invitation one gets in. Only when a session
 * was last seen is kept in memory and written at most once an hour.
 *
 * Questions are cheap enough to be asked at every message: secrets and ids are looked up by their hash.
 */
export class AccessStore {
  readonly #options: AccessOptions
  readonly #sessions: SessionIndex
  #access: Access
  #people: ReadonlyMap<string, Person> = new Map()
  readonly #listeners = new Set<() => void>()
  #queue: Promise<unknown> = Promise.resolve()
  #seenWrittenAt: number
  #retry: NodeJS.Timeout | undefined
  #isFailing = false
  #isClosed = false

  static async open(options: AccessOptions): Promise<Result<AccessStore, AccessFileError>> {
    const { path, newId, now } = options
    const access = await readAccessFile({ path, newId, now: toInstant(now()) })
    return access.ok ? ok(new AccessStore(options, access.value)) : access
  }

  private constructor(options: AccessOptions, access: Access) {
    this.#options = options
    this.#access = access
    this.#sessions = new SessionIndex()
    this.#seenWrittenAt = options.now().getTime()
    this.#adopt(access)
  }

  get people(): readonly Person[] {
    return this.#access.people
  }

  person(id: string): Person | undefined {
    return this.#people.get(id)
  }

  /** Whose token it is, as of now; counts as a sign of that session. */
  session(token: string): Session | undefined {
    return this.#see(this.#sessions.byHash(hashSecret(token)))
  }

  /** Whether a session still counts; for connections that stay open, whose question is a sign of it too. */
  isOpen(sessionId: string): boolean {
    return this.#see(this.#sessions.byId(sessionId)) !== undefined
  }

  /** The store's clock in ms, by which sessions are seen. */
  now(): number {
    return this.#options.now().getTime()
  }

  /** Sessions that count, last seen first. */
  sessions(): readonly KnownSession[] {
    return this.#sessions.list(this.now())
  }

  /** Newest first, those included that are over and still remembered. */
  invitations(): readonly InvitationLine[] {
    return this.#access.invitations
      .map(({ id, role, departmentId, personId, uses, usesLeft, createdAt, createdBy, expiresAt, ...invitation }) => ({
        id, role, departmentId, personId, uses, usesLeft, createdAt, createdBy, expiresAt,
        state: invitationState({ ...invitation, usesLeft, expiresAt }, this.now()),
      }))
      .toReversed()
  }

  /** @returns the code; it is not stored and can't be had again. */
  invite({ personId = null, createdBy = null, isFromStart = false, expiresInHours, ...terms }: NewInvitation): Promise<Result<string, NotSaving>> {
    const code = newInvitationCode()
    return this.#change((draft) => {
      // Only the newest start's invitation counts.
      if (isFromStart) draft.invitations = draft.invitations.filter((invitation) => !invitation.isFromStart || invitation.usesLeft === 0)
      draft.invitations.push({
        ...terms,
        id: this.#options.newId(),
        hash: hashSecret(readInvitationCode(code) ?? ''),
        personId,
        usesLeft: terms.uses,
        createdAt: toInstant(this.#options.now()),
        createdBy,
        expiresAt: toInstant(new Date(this.now() + expiresInHours * HOUR_MS)),
        revokedAt: null,
        isFromStart,
      })
      return ok(code)
    })
  }

  /** From now on nobody gets in with it; who did stays. Revoking what is over already changes nothing. */
  revokeInvitation(id: string): Promise<Result<void, { readonly kind: 'invitation-gone' } | NotSaving>> {
    return this.#change((draft): Result<void, { readonly kind: 'invitation-gone' }> => {
      const invitation = draft.invitations.find((candidate) => candidate.id === id)
      if (!invitation) return err({ kind: 'invitation-gone' })
      invitation.revokedAt ??= toInstant(this.#options.now())
      return ok()
    })
  }

  /** What an invitation offers, without using it. */
  check(given: string): Result<Pick<StoredInvitation, 'role' | 'departmentId'> & { readonly person: Person | null }, InvitationError> {
    const found = findInvitation(this.#access, given, this.now())
    if (!found.ok) return found
    const person = (found.value.personId !== null && this.person(found.value.personId)) || null
    const { role, departmentId } = person ?? found.value
    return ok({ role, departmentId, person })
  }

  /** Uses the invitation: a session for a new person, or one more for the person it was made for. */
  join(given: string, { name, client }: Joining): Promise<Result<Joined, InvitationError | NotSaving>> {
    return this.#change((draft) => {
      const found = findInvitation(draft, given, this.now())
      if (!found.ok) return found
      found.value.usesLeft--
      const at = toInstant(this.#options.now())
      const known = draft.people.find(({ id }) => id === found.value.personId)
      const { role, departmentId } = found.value
      const person: Person = known ?? { id: this.#options.newId(), name, role, departmentId, joinedAt: at }
      if (!known) draft.people.push(person)
      const token = newToken()
      draft.sessions.push({ id: this.#options.newId(), hash: hashSecret(token), personId: person.id, createdAt: at, lastSeenAt: at, client })
      return ok({ token, person })
    })
  }

  /** Ends one's own session, also the last one there is; the person stays, as part of what was done. */
  leave(sessionId: string): Promise<Result<void, NotSaving>> {
    return this.#change((draft) => {
      draft.sessions = draft.sessions.filter((session) => session.id !== sessionId)
      return ok()
    })
  }

  /**
   * Ends other sessions than `by`, those with this `id` or of this `personId`. Since the one that asks stays, no
   * secretary locks out everybody by this, not even two who end each other's at once.
   * @returns the ids of those that ended.
   */
  endSessions(by: string, which: { readonly id: string } | { readonly personId: string }): Promise<Result<readonly string[], SessionError | NotSaving>> {
    return this.#change((draft): Result<readonly string[], SessionError> => {
      if (!draft.sessions.some((session) => session.id === by)) return err({ kind: 'session-unknown' })
      if ('id' in which && which.id === by) return err({ kind: 'session-current' })
      const ended = draft.sessions.filter((session) => session.id !== by && ('id' in which ? session.id === which.id : session.personId === which.personId))
      if ('id' in which && ended.length === 0) return err({ kind: 'session-gone' })
      draft.sessions = draft.sessions.filter((session) => !ended.includes(session))
      return ok(ended.map(({ id }) => id))
    })
  }

  /** A workspace keeps one secretary who is signed in at least: nobody else could let people in. */
  changePerson(id: string, changes: Partial<Pick<Person, 'name' | 'role' | 'departmentId'>>): Promise<Result<Person, PersonError | NotSaving>> {
    return this.#change((draft): Result<Person, PersonError> => {
      const person = draft.people.find((candidate) => candidate.id === id)
      if (!person) return err({ kind: 'person-unknown' })
      const couldLetIn = hasSecretarySignedIn(draft)
      Object.assign(person, changes)
      const isLast = !draft.people.some(({ role }) => role === 'secretary') || (couldLetIn && !hasSecretarySignedIn(draft))
      return isLast ? err({ kind: 'last-secretary' }) : ok(person)
    })
  }

  get sessionIds(): readonly string[] {
    return this.#access.sessions.map(({ id }) => id)
  }

  /** The secret that hubs of this workspace share; null before `ensureWorkspace`. */
  get workspaceKey(): WorkspaceKey | null {
    return this.#access.replica.workspace
  }

  /** This copy of the workspace among the others; null before `ensureWorkspace`. */
  get ownHub(): OwnHub | null {
    return this.#access.replica.hub
  }

  get standIns(): readonly StandIn[] {
    return this.#access.replica.standIns
  }

  /** Makes what is missing of the key and of this hub's own place among others. `id`: the workspace's in the directory. */
  ensureWorkspace(id: string): Promise<Result<WorkspaceKey, NotSaving>> {
    return this.#change((draft) => {
      draft.replica.hub ??= { id: this.#options.newId(), mode: 'hosting', term: 1 }
      return ok((draft.replica.workspace ??= { id, key: newKey(), keyNumber: 1 }))
    })
  }

  changeHub(changes: Partial<Omit<OwnHub, 'id'>>): Promise<Result<void, NotSaving>> {
    return this.#change((draft) => {
      if (draft.replica.hub) Object.assign(draft.replica.hub, changes)
      return ok()
    })
  }

  /** Names who may take over, in order. Whoever is no longer named knows the key, so that it is replaced. */
  nameStandIns(standIns: readonly StandIn[]): Promise<Result<void, NotSaving>> {
    return this.#change((draft) => {
      const { workspace, standIns: before } = draft.replica
      const isWithdrawn = before.some(({ personId }) => !standIns.some((named) => named.personId === personId))
      if (isWithdrawn && workspace) draft.replica.workspace = { ...workspace, key: newKey(), keyNumber: workspace.keyNumber + 1 }
      draft.replica.standIns = standIns.map((standIn) => ({ ...standIn }))
      return ok()
    })
  }

  /** Replaces the key by the one that hubs of the workspace have now. */
  adoptKey(workspace: WorkspaceKey): Promise<Result<void, NotSaving>> {
    return this.#change((draft) => {
      draft.replica.workspace = workspace
      return ok()
    })
  }

  /** The hash of the token of which `twice` is the hash of the hash; undefined if there is none that counts. */
  tokenHash(twice: string): string | undefined {
    return this.#access.sessions.find(({ hash, id }) => hashSecret(hash) === twice && this.#sessions.byId(id) !== undefined)?.hash
  }

  /** What another hub of this workspace may know; without the key. */
  get shared(): SharedAccess {
    return sharedAccess(this.#access)
  }

  /** Takes in another hub's access. Sessions that ended there are no longer known here afterwards. */
  merge(theirs: SharedAccess): Promise<Result<void, NotSaving>> {
    return this.#change((draft) => {
      Object.assign(draft, mergeAccess(draft, theirs))
      return ok()
    }, 'merged')
  }

  /** Called after every change that is on the disk. @returns a function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves when every change under way is on the disk or given up. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    await this.#queue
  }

  #see(session: KnownSession | undefined): Session | undefined {
    const now = this.now()
    const person = session && !this.#sessions.isExpired(session, now) ? this.person(session.personId) : undefined
    if (!session || !person) return undefined
    this.#sessions.see(session.id, now)
    if (now - session.writtenAt >= HOUR_MS && now - this.#seenWrittenAt >= HOUR_MS) {
      this.#seenWrittenAt = now
      // If the disk refuses, the next hour's turn says it again.
      void this.#change(() => ok())
    }
    return { id: session.id, person }
  }

  #adopt(access: Access): void {
    this.#access = access
    this.#people = new Map(access.people.map((person) => [person.id, person]))
    this.#sessions.replace(access.sessions)
  }

  #change<T, E extends { readonly kind: string }>(change: Change<T, E>, source: 'made-here' | 'merged' = 'made-here'): Promise<Result<T, E | NotSaving>> {
    const run = async (): Promise<Result<T, E | NotSaving>> => {
      const draft = structuredClone(this.#access)
      const outcome = change(draft)
      if (!outcome.ok) return outcome
      const forgetBefore = this.now() - REMEMBER_MS
      draft.invitations = draft.invitations.filter((invitation) => Date.parse(invitation.expiresAt) > forgetBefore)
      // As made here only: another hub writes the same moment in its own time zone.
      if (source === 'made-here') {
        draft.sessions = this.#sessions.kept(draft.sessions, this.now())
        stampChanges(this.#access, draft, toInstant(this.#options.now()))
      } else if (!differs(this.#access, draft)) return outcome
      if (!(await this.#write(draft))) return err({ kind: 'not-saving' })
      this.#adopt(draft)
      for (const listener of this.#listeners) listener()
      return outcome
    }
    return this.#inTurn(run)
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => undefined)
    return result
  }

  /** @returns false if the disk refuses: then it is tried with what counts until it takes that, so that everybody knows. */
  async #write(access: Access): Promise<boolean> {
    const { path, onSaving, retryMs = RETRY_MS } = this.#options
    const wasFailing = this.#isFailing
    const stoppedBy = await writeFileAtomic(path, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 }).then(() => null, errorCode)
    this.#isFailing = stoppedBy !== null
    if (this.#isFailing !== wasFailing) onSaving?.(stoppedBy)
    clearTimeout(this.#retry)
    if (this.#isFailing && !this.#isClosed) this.#retry = setTimeout(() => void this.#inTurn(() => this.#write(this.#access)), retryMs).unref()
    return !this.#isFailing
  }
}
