import { splitInvitation } from '../../../../shared/lib/invitationLink.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'

export interface Invitation {
  /** Origin of the hub that gave it. */
  readonly hubUrl: string
  /** Code as typed; the hub reads it leniently. */
  readonly code: string
  /** Of the hub's key: see `shared/lib/fingerprint.ts`. */
  readonly fingerprint?: string
}

export type InvitationTextError = { readonly kind: 'invitation-missing' } | { readonly kind: 'host-missing' }

/** Takes what people paste: the whole link, or the bare code for `knownHub`. */
export function readInvitation(text: string, knownHub: string | undefined): Result<Invitation, InvitationTextError> {
  const given = text.trim()
  if (!given) return err({ kind: 'invitation-missing' })
  const link = URL.canParse(given) ? new URL(given) : null
  if (link && (link.protocol === 'http:' || link.protocol === 'https:')) {
    const parts = splitInvitation(decode(link.hash))
    return parts.code && link.hash ? ok({ hubUrl: link.origin, ...parts }) : err({ kind: 'invitation-missing' })
  }
  return knownHub === undefined ? err({ kind: 'host-missing' }) : ok({ hubUrl: knownHub, ...splitInvitation(given) })
}

/** Hubs take the next free port when this one is taken; it is the one that people need not say. */
const USUAL_PORT = '7420'

/**
 * The origin that people mean by `192.168.1.5`, `192.168.1.5:7420` or a whole address, in full-width letters too.
 * Without a scheme it is https.
 */
export function readHubAddress(text: string): Result<string, { readonly kind: 'address-invalid' }> {
  const given = text.normalize('NFKC').trim().replaceAll('。', '.')
  const isWhole = /^https?:\/\//i.test(given)
  const url = `${isWhole ? '' : 'https://'}${given}`
  if (!given || !URL.canParse(url) || /[\s@]/.test(given)) return err({ kind: 'address-invalid' })
  const { origin, host, port } = new URL(url)
  const hasPort = port !== '' || /:\d+(?:\/|$)/.test(given)
  return ok(isWhole || hasPort ? origin : `https://${host}:${USUAL_PORT}`)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
