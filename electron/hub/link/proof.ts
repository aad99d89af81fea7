import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Everything both ends of a link have said so far, and the certificate that carries it. */
export interface Handshake {
  readonly workspaceId: string
  /** Ids of the hub that called and of the one that answered. */
  readonly caller: string
  readonly callee: string
  readonly callerNonce: string
  readonly calleeNonce: string
  /** SHA-256 of the callee's certificate, as each end knows it; empty without TLS. In between nobody can stay unseen. */
  readonly fingerprint: string
}

export type Side = 'caller' | 'callee'

export function newNonce(): string {
  return randomBytes(32).toString('base64url')
}

/** Proof that a side holds the workspace's key. Each side's differs, so that neither can be sent back as the other's. */
export function prove(key: string, side: Side, handshake: Handshake): string {
  const { workspaceId, caller, callee, callerNonce, calleeNonce, fingerprint } = handshake
  const said = JSON.stringify(['huishang-link-1', side, workspaceId, caller, callee, callerNonce, calleeNonce, normalFingerprint(fingerprint)])
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(said).digest('base64url')
}

export function isProof(given: string, key: string, side: Side, handshake: Handshake): boolean {
  const expected = Buffer.from(prove(key, side, handshake))
  const actual = Buffer.from(given)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** `AB:CD…` and `abcd…` are the same certificate. */
function normalFingerprint(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase()
}
