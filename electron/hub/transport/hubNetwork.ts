import { ok, type Result } from '../../../shared/lib/result.ts'
import type { Clock } from '../../../shared/sync/Clock.ts'
import { httpOrigin, isLoopbackAddress, shareAddresses, shareOrigin } from '../addresses.ts'
import { every } from '../every.ts'
import type { Door } from './Door.ts'
import { isOutdated, openHubCertificate, type HubCertificate } from './hubCertificate.ts'

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

type SealError = { readonly kind: 'damaged'; readonly path: string }

interface Seal {
  held(): HubCertificate | undefined
  /** Has a certificate for the addresses of now, if other machines get in by one. */
  renew(): Promise<Result<void, SealError>>
  /**
   * Looks every hour whether there has to be another certificate: one that runs out while the hub runs would lock everybody
   * out who looks at its dates, and a laptop that changes rooms gets new addresses. @returns stops
   */
  keepFresh(): () => void
}

interface SealParts {
  readonly dataDir: string
  readonly now: () => Date
  readonly clock: Clock
  readonly log: (line: string) => void
}

/** Not once a day: the time a machine sleeps does not count. */
const LOOK_MS = 3_600_000

/** Gives the door its certificate when, and only when, it needs one. */
export function createSeal(door: Door, { dataDir, now, clock, log }: SealParts): Seal {
  const kept: { certificate?: HubCertificate; queue: Promise<unknown> } = { queue: Promise.resolve() }

  async function renewNow(): Promise<Result<void, SealError>> {
    if (!door.isEncrypted) return ok()
    const opened = await openHubCertificate({ dataDir, addresses: shareAddresses(door.host), now: now() })
    if (!opened.ok) return opened
    kept.certificate = opened.value
    door.sealWith(opened.value)
    return ok()
  }

  function renew(): Promise<Result<void, SealError>> {
    const done = kept.queue.then(renewNow)
    kept.queue = done.catch(() => undefined)
    return done
  }

  return {
    held: () => kept.certificate,
    renew,
    keepFresh: () =>
      every(clock, LOOK_MS, () => {
        if (!kept.certificate || !isOutdated(kept.certificate, { addresses: shareAddresses(door.host), now: now() })) return
        renew().then(
          (renewed) => renewed.ok || log(`the certificate could not be renewed: its key is ${renewed.error.kind}`),
          // A full disk: there are weeks left to try again.
          (error: NodeJS.ErrnoException) => log(`the certificate could not be renewed: ${error.code ?? error.message}`),
        )
      }),
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
