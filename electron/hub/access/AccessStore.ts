import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { Role } from '../../../shared/lib/roles.ts'
import type { Person } from '../../../shared/schema/directory.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'
import { readAccessFile, type Access, type AccessFileError, type StoredInvitation } from './accessFile.ts'
import { hashSecret, newInvitationCode, newToken, readInvitationCode } from './invitationCode.ts'

export type InvitationError = { readonly kind: 'invitation-unknown' } | { readonly kind: 'invitation-used' } | { readonly kind: 'invitation-expired' }
export type PersonError = { readonly kind: 'person-unknown' } | { readonly kind: 'last-secretary' }
type NotSaving = { readonly kind: 'not-saving' }

export interface NewInvitation {
  readonly role: Role
  readonly departmentId: string | null
  readonly uses: number
  readonly expiresInHours: number
  readonly isFromStart?: boolean
}

export interface Session {
  /** Names the session without being its secret. */
  readonly id: string
  readonly person: Person
}

export interface AccessOptions {
  readonly path: string
  readonly now: () => Date
  readonly newId: () => string
}

type Change<T, E extends { readonly kind: string }> = (draft: Access) => Result<T, E>

const HOUR_MS = 3_600_000
/** How long an invitation that is over is remembered, so that people learn why it no longer works. */
const REMEMBER_MS = 30 * 24 * HOUR_MS

/**
 * People, invitations and sessions of a workspace. A change counts when it is on the disk, and not before; changes are
 * made one after the other, so that of two people with the last use of an invitation one gets in.
 */
export class AccessStore {
  readonly #options: AccessOptions
  #access: Access
  #queue: Promise<unknown> = Promise.resolve()

  static async open(options: AccessOptions): Promise<Result<AccessStore, AccessFileError>> {
    const access = await readAccessFile(options.path)
    return access.ok ? ok(new AccessStore(options, access.value)) : access
  }

  private constructor(options: AccessOptions, access: Access) {
    this.#options = options
    this.#access = access
  }

  get people(): readonly Person[] {
    return this.#access.people
  }

  person(id: string): Person | undefined {
    return this.#access.people.find((person) => person.id === id)
  }

  /** Whose token it is, as of now. */
  session(token: string): Session | undefined {
    const id = hashSecret(token)
    const stored = this.#access.sessions.find((session) => session.hash === id)
    const person = stored && this.person(stored.personId)
    return person && { id, person }
  }

  /** @returns the code; it is not stored and can't be had again. */
  invite({ role, departmentId, uses, expiresInHours, isFromStart = false }: NewInvitation): Promise<Result<string, NotSaving>> {
    const code = newInvitationCode()
    return this.#change((draft) => {
      const expiresAt = toInstant(new Date(this.#options.now().getTime() + expiresInHours * HOUR_MS))
      // Only the newest start's invitation counts.
      if (isFromStart) draft.invitations = draft.invitations.filter((invitation) => !invitation.isFromStart || invitation.usesLeft === 0)
      draft.invitations.push({ hash: hashSecret(readInvitationCode(code) ?? ''), role, departmentId, usesLeft: uses, expiresAt, isFromStart })
      return ok(code)
    })
  }

  /** What an invitation offers, without using it. */
  check(given: string): Result<Pick<StoredInvitation, 'role' | 'departmentId'>, InvitationError> {
    return this.#find(this.#access, given)
  }

  /** Uses the invitation: a new person with a session of their own. `name` is trimmed already. */
  join(given: string, name: string): Promise<Result<{ readonly token: string; readonly person: Person }, InvitationError | NotSaving>> {
    return this.#change((draft) => {
      const found = this.#find(draft, given)
      if (!found.ok) return found
      found.value.usesLeft--
      const { role, departmentId } = found.value
      const at = toInstant(this.#options.now())
      const person: Person = { id: this.#options.newId(), name, role, departmentId, joinedAt: at }
      const token = newToken()
      draft.people.push(person)
      draft.sessions.push({ hash: hashSecret(token), personId: person.id, createdAt: at })
      return ok({ token, person })
    })
  }

  /** Ends one session; the person stays, as part of what was done. */
  leave(sessionId: string): Promise<Result<void, NotSaving>> {
    return this.#change((draft) => {
      draft.sessions = draft.sessions.filter((session) => session.hash !== sessionId)
      return ok()
    })
  }

  /** A workspace keeps one secretary at least: nobody else could let people in. */
  changePerson(id: string, changes: Partial<Pick<Person, 'name' | 'role' | 'departmentId'>>): Promise<Result<Person, PersonError | NotSaving>> {
    return this.#change((draft): Result<Person, PersonError> => {
      const person = draft.people.find((candidate) => candidate.id === id)
      if (!person) return err({ kind: 'person-unknown' })
      Object.assign(person, changes)
      return draft.people.some((candidate) => candidate.role === 'secretary') ? ok(person) : err({ kind: 'last-secretary' })
    })
  }

  /** Resolves when every change under way is on the disk or given up. */
  async close(): Promise<void> {
    await this.#queue
  }

  #find(access: Access, given: string): Result<StoredInvitation, InvitationError> {
    const code = readInvitationCode(given)
    const hash = code && hashSecret(code)
    const invitation = access.invitations.find((candidate) => candidate.hash === hash)
    if (!invitation) return err({ kind: 'invitation-unknown' })
    if (invitation.usesLeft === 0) return err({ kind: 'invitation-used' })
    if (Date.parse(invitation.expiresAt) <= this.#options.now().getTime()) return err({ kind: 'invitation-expired' })
    return ok(invitation)
  }

  #change<T, E extends { readonly kind: string }>(change: Change<T, E>): Promise<Result<T, E | NotSaving>> {
    const run = async (): Promise<Result<T, E | NotSaving>> => {
      const draft = structuredClone(this.#access)
      const outcome = change(draft)
      if (!outcome.ok) return outcome
      const forgetBefore = this.#options.now().getTime() - REMEMBER_MS
      draft.invitations = draft.invitations.filter((invitation) => Date.parse(invitation.expiresAt) > forgetBefore)
      try {
        await writeFileAtomic(this.#options.path, `${JSON.stringify(draft, null, 2)}\n`, { mode: 0o600 })
      } catch {
        return err({ kind: 'not-saving' })
      }
      this.#access = draft
      return outcome
    }
    const result = this.#queue.then(run)
    this.#queue = result.catch(() => undefined)
    return result
  }
}
