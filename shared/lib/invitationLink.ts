import { isFingerprint } from './fingerprint.ts'

export interface InvitationParts {
  /** The code as it was written: with its hyphens, in any case. */
  readonly code: string
  /** See `fingerprint.ts`; absent in a bare code and in the link of a hub that does not encrypt. */
  readonly fingerprint?: string
}

/**
 * `https://192.168.1.5:7420/#/join/K7QX-M2PD-9RTW.FINGERPRINT`. Both secrets are in the fragment, which no browser
 * sends to a server.
 */
export function invitationLink(origin: string, { code, fingerprint }: InvitationParts): string {
  return `${origin}/#/join/${fingerprint === undefined ? code : `${code}.${fingerprint}`}`
}

/** Takes apart a bare code, `CODE.FINGERPRINT`, or a whole link of either. Nothing about the code is checked. */
export function splitInvitation(given: string): InvitationParts {
  const text = given.trim()
  const last = text.slice(text.lastIndexOf('/') + 1)
  const dot = last.indexOf('.')
  const fingerprint = last.slice(dot + 1)
  // People also write codes with dots: only what is long enough is a fingerprint.
  return dot >= 0 && isFingerprint(fingerprint) ? { code: last.slice(0, dot), fingerprint } : { code: last }
}
