import * as Y from 'yjs'
import type { Id } from '../readUpdate.ts'
import type { FreshClient, FreshStruct, FreshStructs } from './freshStructs.ts'

interface Progress {
  readonly client: FreshClient
  next: number
}

/**
 * The structs in an order in which each comes after those it names. 'early' if one of those is in neither the document
 * nor the update; 'cyclic' if they wait for each other, or one for its own client's later ones: Yjs would keep them
 * pending, or throw.
 */
export function integrationOrder(doc: Y.Doc, fresh: FreshStructs): readonly FreshStruct[] | 'early' | 'cyclic' {
  const order: FreshStruct[] = []
  const progress = new Map<number, Progress>()
  for (const client of fresh.clients.values()) progress.set(client.client, { client, next: 0 })
  for (const start of progress.values()) {
    const stack: { readonly progress: Progress; readonly until: number }[] = [{ progress: start, until: start.client.end }]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (settledClock(top.progress) >= top.until) {
        stack.pop()
        continue
      }
      const struct = top.progress.client.structs[top.progress.next]
      if (!struct) return 'cyclic'
      const awaited = awaitedBy(struct, doc, progress)
      if (awaited === 'early') return 'early'
      if (awaited === null) {
        order.push(struct)
        top.progress.next++
      } else {
        // Whoever is on the stack waits for us already.
        if (stack.some((waiting) => waiting.progress === awaited.progress)) return 'cyclic'
        stack.push(awaited)
      }
    }
  }
  return order
}

type Awaited = { readonly progress: Progress; readonly until: number } | 'early' | null

function awaitedBy({ struct }: FreshStruct, doc: Y.Doc, progress: ReadonlyMap<number, Progress>): Awaited {
  const { origin, rightOrigin, parent } = struct
  return (
    (origin && awaitedAt(origin, doc, progress)) ??
    (rightOrigin && awaitedAt(rightOrigin, doc, progress)) ??
    (typeof parent === 'object' && parent ? awaitedAt(parent, doc, progress) : null)
  )
}

function awaitedAt({ client, clock }: Id, doc: Y.Doc, progress: ReadonlyMap<number, Progress>): Awaited {
  if (clock < Y.getState(doc.store, client)) return null
  const found = progress.get(client)
  if (!found || clock >= found.client.end) return 'early'
  return clock < settledClock(found) ? null : { progress: found, until: clock + 1 }
}

function settledClock({ client, next }: Progress): number {
  return client.structs[next]?.struct.clock ?? client.end
}
