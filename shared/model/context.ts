import type { Role } from '../lib/roles.ts'

/** Who acts. */
export interface Actor {
  readonly personId: string
  readonly role: Role
  readonly departmentId: string | null
}

/**
 * What every command needs besides its document. One object per window and open meeting: it is also the origin of the
 * command's transaction, which is how undo knows one's own changes.
 */
export interface CommandContext {
  readonly actor: Actor
  readonly newId: () => string
  /** ISO 8601 instant with offset. */
  readonly now: () => string
}
