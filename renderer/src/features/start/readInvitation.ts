import { err, ok, type Result } from '../../../../shared/lib/result.ts'

export interface Invitation {
  /** Origin of the hub that gave it. */
  readonly hubUrl: string
  /** Code as typed; the hub reads it leniently. */
  readonly code: string
}

export type InvitationTextError = { readonly kind: 'invitation-missing' } | { readonly kind: 'host-missing' }

/** Takes what people paste: the whole link, or the bare code for `knownHub`. */
export function readInvitation(text: string, knownHub: string | undefined): Result<Invitation, InvitationTextError> {
  const given = text.trim()
  if (!given) return err({ kind: 'invitation-missing' })
  const link = URL.canParse(given) ? new URL(given) : null
  if (link && (link.protocol === 'http:' || link.protocol === 'https:')) {
    const code = decode(link.hash.split('/').at(-1) ?? '')
    return code ? ok({ hubUrl: link.origin, code }) : err({ kind: 'invitation-missing' })
  }
  return knownHub === undefined ? err({ kind: 'host-missing' }) : ok({ hubUrl: knownHub, code: given })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
