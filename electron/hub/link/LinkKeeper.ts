import type { Result } from '../../../shared/lib/result.ts'
import type { HostEntry } from '../../../shared/schema/directory.ts'
import { connectLink, type HubAddress, type LinkError } from './connectLink.ts'
import type { LinkParts } from './LinkParts.ts'
import type { LinkSession } from './LinkSession.ts'
import type { RunningLink } from './runLink.ts'

export interface KeeperParts {
  readonly link: LinkParts
  /** Ids of the hubs that called this one and are linked now. */
  readonly accepted: () => readonly RunningLink[]
  readonly hosts: () => readonly HostEntry[]
  /** Where the host was when this copy was made, for as long as the directory has not come. */
  readonly firstHost: HubAddress | undefined
  /** Called when another hub no longer takes our key. */
  readonly onKeyRefused: (address: HubAddress) => void
  readonly retryMs: number
}

/**
 * Keeps this hub linked with the others of its workspace: a hub that stands by calls those that host, a hub that hosts
 * calls everyone, since whoever stands by may not know yet that it does.
 */
export class LinkKeeper {
  readonly #parts: KeeperParts
  readonly #running = new Set<RunningLink>()
  readonly #dialling = new Set<string>()
  readonly #followed = new Map<LinkSession, { isCopied: boolean }>()
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(parts: KeeperParts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer = setInterval(() => void this.dial(), this.#parts.retryMs)
    this.#timer.unref()
    void this.dial()
  }

  running(): readonly RunningLink[] {
    return [...this.#running, ...this.#parts.accepted()]
  }

  sessions(): readonly LinkSession[] {
    return this.running().map(({ session }) => session)
  }

  /** Calls every other hub that should be linked and is not. Resolves when each has answered or not. */
  async dial(): Promise<void> {
    const { link, hosts, firstHost } = this.#parts
    const own = link.standing.own()
    const linked = new Set(this.running().map(({ hubId }) => hubId))
    const wanted = hosts().filter(({ id, state }) => id !== own.hubId && !linked.has(id) && (own.mode === 'hosting' || state !== 'standby'))
    const first = firstHost && linked.size === 0 ? [{ id: firstHost.url, addresses: [firstHost.url], fingerprint: firstHost.fingerprint ?? null }] : []
    await Promise.all([...wanted, ...first].map((host) => this.#dialHost(host)))
  }

  /** Whether the hub that hosts is linked, and whether this one has had everything of a host since it started. */
  hostLink(): 'none' | 'copying' | 'in-step' {
    const session = this.sessions().find(({ other }) => other?.mode === 'hosting')
    if (!session) return 'none'
    const known = this.#followed.get(session) ?? { isCopied: false }
    if (!this.#followed.has(session)) {
      this.#followed.set(session, known)
      void session.whole().then(() => (known.isCopied = true))
    }
    return known.isCopied && session.pausedBy !== 'own' && !session.isRefusingPapers ? 'in-step' : 'copying'
  }

  /** Links once with the hub at this address. */
  async link(address: HubAddress): Promise<Result<RunningLink, LinkError>> {
    const linked = await connectLink(this.#parts.link, address)
    if (!linked.ok) return linked
    const running = linked.value
    this.#running.add(running)
    void running.ended.then(() => this.#running.delete(running))
    if (this.#isClosed) await running.close()
    return linked
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer) clearInterval(this.#timer)
    await Promise.all([...this.#running].map((running) => running.close()))
  }

  /** Ends the links that are up; those that may come back will. */
  async cut(): Promise<void> {
    await Promise.all(this.running().map((running) => running.close()))
  }

  async #dialHost({ id, addresses, fingerprint }: Pick<HostEntry, 'id' | 'addresses' | 'fingerprint'>): Promise<void> {
    if (this.#isClosed || this.#dialling.has(id)) return
    this.#dialling.add(id)
    try {
      for (const url of addresses) {
        const address = { url, fingerprint: fingerprint ?? undefined }
        const linked = await this.link(address)
        if (linked.ok) return
        if (linked.error.kind === 'not-proved') this.#parts.onKeyRefused(address)
      }
    } finally {
      this.#dialling.delete(id)
    }
  }
}
