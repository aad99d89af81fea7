import { toInstant } from '../../../shared/lib/instant.ts'
import type { Clock } from '../../../shared/sync/Clock.ts'
import type { Directory } from '../Directory.ts'
import type { HubStanding } from './HubStanding.ts'

export interface MarkGoneParts {
  readonly standing: Pick<HubStanding, 'isHosting' | 'own'>
  readonly directory: Pick<Directory, 'hosts' | 'isWritable' | 'showBehind'>
  /** Ids of the hubs that are linked now. */
  readonly linked: () => readonly string[]
  readonly clock: Clock
  readonly now: () => Date
}

/** A link that breaks and is back sooner was a bad network, which concerns nobody. */
const GONE_MS = 10_000

/**
 * The hub that hosts tells everyone which others have gone without a word, and since when: what they last said of themselves,
 * that their copy is whole, holds no longer. They say so themselves when they are back. @returns looks; to be called again
 * and again
 */
export function markGone({ standing, directory, linked, clock, now }: MarkGoneParts): () => void {
  const missing = new Map<string, { readonly from: number; readonly since: string }>()
  return () => {
    const present = new Set([...linked(), standing.own().hubId])
    for (const id of missing.keys()) if (!standing.isHosting || present.has(id)) missing.delete(id)
    if (!standing.isHosting) return
    for (const host of directory.hosts.list()) {
      if (present.has(host.id) || host.state === 'left' || host.goneSince !== null) continue
      const { from, since } = missing.get(host.id) ?? { from: clock.now(), since: toInstant(now()) }
      missing.set(host.id, { from, since })
      if (clock.now() - from >= GONE_MS && directory.isWritable()) directory.showBehind(host.id, { goneSince: since })
    }
  }
}
