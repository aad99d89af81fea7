import * as Y from 'yjs'

/** All that two replicas must agree on: what stands in the roots, what is known of every client, what is deleted, nothing pending. */
export interface Fingerprint {
  readonly roots: Readonly<Record<string, unknown>>
  readonly clients: readonly (readonly [client: number, clock: number])[]
  readonly deleted: readonly (readonly [client: number, ranges: string])[]
  readonly isPending: boolean
}

export function fingerprint(doc: Y.Doc): Fingerprint {
  const { ds, sv } = Y.snapshot(doc)
  return {
    roots: rootsOf(doc),
    clients: [...sv].toSorted(byClient),
    deleted: [...ds.clients].map(([client, ranges]) => [client, ranges.map(({ clock, len }) => `${clock}+${len}`).join(' ')] as const).toSorted(byClient),
    isPending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
  }
}

/** Read from a copy: asking a root for its type gives it one. Empty roots are left out, since asking creates them. */
function rootsOf(doc: Y.Doc): Readonly<Record<string, unknown>> {
  const reader = new Y.Doc()
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc))
  const names = [...reader.share.keys()].toSorted()
  const roots = names.map((name): readonly [string, unknown] => [name, reader.getMap(name).toJSON()])
  reader.destroy()
  return canonical(Object.fromEntries(roots.filter(([, json]) => Object.keys(json as object).length > 0))) as Readonly<Record<string, unknown>>
}

/** The keys of a map stand in the order in which they came, which replicas need not share. */
function canonical(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(canonical)
  if (typeof json !== 'object' || json === null || json instanceof Uint8Array) return json
  const sorted = Object.entries(json).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, value]) => [key, canonical(value)]))
}

function byClient(a: readonly [number, unknown], b: readonly [number, unknown]): number {
  return a[0] - b[0]
}
