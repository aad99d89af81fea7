import { z } from 'zod'
import { isFingerprint } from '../../../shared/lib/fingerprint.ts'
import { httpOrigin } from '../addresses.ts'
import { MULTICAST, type Multicast, type SeenService } from './multicast.ts'

/** A hub that says it is near. Anybody on the network can say so: only its key, compared or pinned, proves anything. */
export interface NearbyHub {
  readonly workspaceName: string
  readonly workspaceId: string | null
  /** Origin, always https. */
  readonly url: string
  readonly fingerprint: string
}

const SeenSchema = z.object({
  port: z.int().min(1).max(65_535),
  address: z.union([z.ipv4(), z.ipv6()]),
  txt: z.object({
    name: z.string().transform((name) => name.replaceAll(/\p{C}/gu, '').trim().slice(0, 200)),
    fp: z.string().refine(isFingerprint),
    id: z.string().max(100).optional(),
  }),
})

/**
 * Tells which hubs announce themselves, each once, whenever that changes; the first time soon after the start, if there
 * are any. @returns stops
 */
export function browseHubs(onChange: (hubs: readonly NearbyHub[]) => void, multicast: Multicast = MULTICAST): () => void {
  const told = { last: '[]' }
  return multicast.find((services) => {
    const hubs = readServices(services)
    const now = JSON.stringify(hubs)
    if (now === told.last) return
    told.last = now
    onChange(hubs)
  })
}

function readServices(services: readonly SeenService[]): readonly NearbyHub[] {
  const found = new Map<string, NearbyHub>()
  for (const service of services) {
    const seen = SeenSchema.safeParse(service)
    if (!seen.success) continue
    const { port, address, txt } = seen.data
    const hub: NearbyHub = { workspaceName: txt.name, workspaceId: txt.id ?? null, url: httpOrigin(address, port, 'https'), fingerprint: txt.fp }
    // One hub on two networks is heard twice.
    if (!found.has(`${txt.fp} ${port}`)) found.set(`${txt.fp} ${port}`, hub)
  }
  return [...found.values()].toSorted((a, b) => (a.url < b.url ? -1 : 1))
}
