import { ok, type Result } from '../../../shared/lib/result.ts'
import { httpOrigin, isLoopbackAddress, shareAddresses, shareOrigin } from '../addresses.ts'
import type { Door } from './Door.ts'
import { openHubCertificate, type HubCertificate } from './hubCertificate.ts'

export interface HubNetwork {
  readonly host: string
  readonly port: number
  /** False while only this machine gets in. */
  readonly isShared: boolean
  /** The origin that goes into invitations; this machine's own if nobody else gets in. */
  readonly shareUrl: string
  /** Origins by which others may reach it, the likeliest first; none if this machine is on no network. */
  readonly addresses: readonly string[]
  /** See `shared/lib/fingerprint.ts`; null where others get in without encryption, or not at all. */
  readonly fingerprint: string | null
  /** SHA-256 of the certificate as browsers show it. */
  readonly certificateHash: string | null
}

interface Seal {
  held(): HubCertificate | undefined
  /** Has a certificate for the addresses of now, if other machines get in by one. */
  renew(): Promise<Result<void, { readonly kind: 'damaged'; readonly path: string }>>
}

/** Gives the door its certificate when, and only when, it needs one. */
export function createSeal(door: Door, { dataDir, now }: { readonly dataDir: string; readonly now: () => Date }): Seal {
  const kept: { certificate?: HubCertificate } = {}
  return {
    held: () => kept.certificate,
    renew: async () => {
      if (!door.isEncrypted) return ok()
      const opened = await openHubCertificate({ dataDir, addresses: shareAddresses(door.host), now: now() })
      if (!opened.ok) return opened
      kept.certificate = opened.value
      door.sealWith(opened.value)
      return ok()
    },
  }
}

export function networkOf(door: Door, certificate: HubCertificate | undefined): HubNetwork {
  const { host, port, isEncrypted } = door
  const isShared = !isLoopbackAddress(host)
  const scheme = isEncrypted ? 'https' : 'http'
  return {
    host,
    port,
    isShared,
    shareUrl: shareOrigin(host, port, scheme),
    addresses: isShared ? shareAddresses(host).map((address) => httpOrigin(address, port, scheme)) : [],
    fingerprint: (isEncrypted && certificate?.fingerprint) || null,
    certificateHash: (isEncrypted && certificate?.certificateHash) || null,
  }
}

const MOST_ADDRESSES = 10

/** A hub that only its own machine reaches is known by that address, which serves several desktops on one machine. */
export function reachable({ addresses, shareUrl, fingerprint }: HubNetwork, ownUrl: string): { readonly addresses: string[]; readonly fingerprint: string | null } {
  return { addresses: addresses.length > 0 ? [...new Set([shareUrl, ...addresses])].slice(0, MOST_ADDRESSES) : [ownUrl], fingerprint }
}
