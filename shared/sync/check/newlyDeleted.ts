import * as Y from 'yjs'
import { countCut, type FreshStructs, type Steps } from './place/freshStructs.ts'
import type { DeletedRange } from './readUpdate.ts'

/**
 * The items that stand in the document and that the ranges delete, wholly or in part. What is deleted already does not
 * count. 'early' if a range reaches beyond what the document and the update have: applied now, it would wait in Yjs and
 * delete what is written next. 'too-large' if cutting runs up for it takes more than the steps left.
 */
export function newlyDeleted(
  doc: Y.Doc,
  deleted: ReadonlyMap<number, readonly DeletedRange[]>,
  fresh: FreshStructs,
  steps: Steps,
): readonly Y.Item[] | 'early' | 'too-large' {
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
        if (!(struct instanceof Y.Item) || struct.deleted) continue
        if (items.at(-1) !== struct) items.push(struct)
        if (struct.id.clock < clock) countCut(doc, client, steps)
        if (struct.id.clock + struct.length > end) countCut(doc, client, steps)
      }
      if (steps.left < 0) return 'too-large'
    }
  }
  return items
}
