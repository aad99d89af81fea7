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
