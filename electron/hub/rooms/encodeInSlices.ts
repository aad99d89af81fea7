import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Slices } from './Slices.ts'

type Turns = Pick<Slices, 'isOver' | 'rest'>

/** What one client wrote, and which ranges of it are deleted, as an update has the two. */
interface Written {
  readonly structs: readonly Uint8Array[]
  readonly deleted: Uint8Array | null
}

/**
 * A document as one update, in parts, while others go on changing it in between. All that is in it at the call is in the
 * update, and nothing that hangs on anything later; of later changes some may be in it. So whoever applies it, and then
 * every update since the call, has the document. While nothing changes the bytes are those of `Y.encodeStateAsUpdate`.
 */
export async function encodeInSlices(doc: Y.Doc, turns: Turns): Promise<readonly Uint8Array[]> {
  const { store } = doc
  // What waits in Yjs for something else is not among the structs. No room takes such updates; a foreign journal may.
  if (store.pendingStructs !== null || store.pendingDs !== null) return [Y.encodeStateAsUpdate(doc)]
  // Greater ids first, as Yjs does it.
  const ends = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => b - a)
  const written: Written[] = []
  for (const [client, end] of ends) written.push(await encodeClient(store, { client, end }, turns))
  const deleted = written.flatMap((client) => client.deleted ?? [])
  return [varUints([written.length]), ...written.flatMap(({ structs }) => structs), varUints([deleted.length]), ...deleted]
}

/** Each struct as it is when its turn comes: runs are joined and cut meanwhile, so the place is kept by the clock. */
async function encodeClient({ clients }: Y.Doc['store'], { client, end }: { readonly client: number; readonly end: number }, turns: Turns): Promise<Written> {
  const parts: Uint8Array[] = []
  /** Clock and length of each range, one after the other. */
  const deleted: number[] = []
  let clock = 0
  let count = 0
  while (clock < end) {
    const structs = clients.get(client) ?? []
    const encoder = new Y.UpdateEncoderV1()
    let index = Y.findIndexSS(structs, clock)
    do {
      const struct = structs[index++] as Y.Item | Y.GC
      const next = struct.id.clock + struct.length
      struct.write(encoder, clock - struct.id.clock)
      if (struct.deleted) noteDeleted(deleted, clock, next)
      clock = next
      count++
    } while (clock < end && !turns.isOver)
    parts.push(encoder.toUint8Array())
    await turns.rest()
  }
  const ranges = deleted.length > 0 ? varUints([client, deleted.length / 2, ...deleted]) : null
  return { structs: [varUints([count, client, 0]), ...parts], deleted: ranges }
}

function noteDeleted(ranges: number[], clock: number, end: number): void {
  const before = ranges.at(-2) ?? 0
  if (ranges.length > 0 && before + (ranges.at(-1) ?? 0) === clock) ranges[ranges.length - 1] = end - before
  else ranges.push(clock, end - clock)
}

function varUints(numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of numbers) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}
