import type { InvitationState } from '../../../shared/api.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { Access, StoredInvitation } from './accessFile.ts'
import { hashSecret, readInvitationCode } from './invitationCode.ts'

export type InvitationError =
  | { readonly kind: 'invitation-unknown' }
  | { readonly kind: 'invitation-used' }
  | { readonly kind: 'invitation-expired' }
  | { readonly kind: 'invitation-revoked' }

/** `now` in ms. */
export function invitationState({ revokedAt, usesLeft, expiresAt }: Pick<StoredInvitation, 'revokedAt' | 'usesLeft' | 'expiresAt'>, now: number): InvitationState {
  if (usesLeft === 0) return 'used'
  if (revokedAt !== null) return 'revoked'
  return Date.parse(expiresAt) <= now ? 'expired' : 'open'
}

/**
 * The invitation of a code or link as people give it, if it still lets somebody in. What is compared are hashes, so that
 * how long it takes tells nothing of the code.
 */
export function findInvitation(access: Access, given: string, now: number): Result<StoredInvitation, InvitationError> {
  const code = readInvitationCode(given)
  const hash = code && hashSecret(code)
  const invitation = access.invitations.find((candidate) => candidate.hash === hash)
  if (!invitation) return err({ kind: 'invitation-unknown' })
  const state = invitationState(invitation, now)
  return state === 'open' ? ok(invitation) : err({ kind: `invitation-${state}` })
}
