import { createHash, randomBytes } from 'node:crypto'
import { CROCKFORD, inGroups } from '../../../shared/lib/crockford.ts'
import { splitInvitation } from '../../../shared/lib/invitationLink.ts'

const LENGTH = 12

/** A new invitation code, `K7QX-M2PD-9RTW`: 60 random bits. */
export function newInvitationCode(): string {
  return inGroups([...randomBytes(LENGTH)].map((byte) => CROCKFORD[byte % CROCKFORD.length] ?? '').join(''))
}

/**
 * The code in what a person gave: the bare code or the whole link, in any case, with any spaces and hyphens, and with
 * the letters people take for digits. A fingerprint behind the code is passed over. @returns its twelve letters, or undefined if it can't be a code.
 */
export function readInvitationCode(given: string): string | undefined {
  // Input methods for Chinese write full-width letters and hyphens.
  const { code } = splitInvitation(given.normalize('NFKC'))
  const letters = code.toUpperCase().replaceAll(/[\s\p{Pd}_.]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return letters.length === LENGTH && [...letters].every((letter) => CROCKFORD.includes(letter)) ? letters : undefined
}

/** A new session token: 32 random bytes in characters that an HTTP header takes as they are. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored in place of a secret. The secrets are random and long: no salt and no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
