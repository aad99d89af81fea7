import * as Y from 'yjs'
import type { FreshStructs } from './place/freshStructs.ts'
import type { DeletedRange } from './readUpdate.ts'

/**
 * The items that stand in the document and that the ranges delete, wholly or in part. What is deleted already does not
 * count. 'early' if a range reaches beyond what the document and the update have: applied now, it would wait in Yjs and
 * delete what is written next.
 */
export function newlyDeleted(doc: Y.Doc, deleted: ReadonlyMap<number, readonly DeletedRange[]>, fresh: FreshStructs): readonly Y.Item[] | 'early' {
  const items: Y.Item[] = []
  for (const [client, ranges] of deleted) {
    const known = Y.getState(doc.store, client)
    const last = ranges.at(-1)
    if (last === undefined) continue
    if (last.end > (fresh.clients.get(client)?.end ?? known)) return 'early'
    const structs = doc.store.clients.get(client)
    if (!structs) continue
    for (const { clock, end } of ranges) {
      if (clock >= known) break
      for (let index = Y.findIndexSS(structs, clock); ; index++) {
        const struct = structs[index]
        if (struct === undefined || struct.id.clock >= end) break
        if (struct instanceof Y.Item && !struct.deleted) items.push(struct)
      }
    }
  }
  return items
}
