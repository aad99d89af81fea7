/* oxlint-disable no-underscore-dangle -- Yjs has no public way to the ids of items, which forged updates name */
import * as Y from 'yjs'
import type { RawId } from './rawUpdate.ts'

/** Id of the item that holds a nested type. */
export function idOfType(type: unknown): RawId {
  return idOf((type as Y.AbstractType<unknown>)._item)
}

/** Id of the first letter or child of a text, list or fragment. */
export function firstIdIn(type: unknown): RawId {
  return idOf((type as Y.AbstractType<unknown>)._start)
}

/** Id of the value that stands under a key. */
export function idOfValue(map: unknown, key: string): RawId {
  return idOf((map as Y.Map<unknown>)._map.get(key) ?? null)
}

/** @throws Error if there is no such item. */
function idOf(item: Y.Item | null): RawId {
  if (!item) throw new Error('there is no such item')
  return [item.id.client, item.id.clock]
}

/** Where a client would put something into a type: behind its nth element, or under a key. */
export interface Spot {
  readonly parent: string | RawId
  readonly origin?: RawId
  readonly right?: RawId
  readonly key?: string
}

/** `index` counts elements, deleted ones too. */
export function spotInList(type: unknown, parent: string | RawId, index: number): Spot {
  let left: Y.Item | null = null
  let right = (type as Y.AbstractType<unknown>)._start
  for (let n = 0; n < index && right; n++) [left, right] = [right, right.right]
  return { parent, ...(left && { origin: [left.lastId.client, left.lastId.clock] as const }), ...(right && { right: idOf(right) }) }
}

export function spotUnderKey(type: unknown, parent: string | RawId, key: string): Spot {
  const last = (type as Y.AbstractType<unknown>)._map.get(key)
  return { parent, key, ...(last && { origin: [last.lastId.client, last.lastId.clock] as const }) }
}
