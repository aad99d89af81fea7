// oxlint-disable no-underscore-dangle -- Yjs keeps what stands in a type under such names, and offers readers no other way to deleted and superseded items
import * as Y from 'yjs'

/** A type of a document, whatever its events. */
export type StoredType = NonNullable<ReturnType<Y.Doc['share']['get']>>

/** The item that the type is the content of; null of a root. */
export function itemOf(type: StoredType): Y.Item | null {
  return type._item
}

/** The first item of its list, deleted or not. */
export function firstItem(type: StoredType): Y.Item | null {
  return type._start
}

/** The last item under a key, deleted or not. */
export function lastItem(type: StoredType, key: string): Y.Item | null {
  return type._map.get(key) ?? null
}

/** The last item under each key, deleted or not. */
export function lastItems(type: StoredType): ReadonlyMap<string, Y.Item> {
  return type._map
}

/** The type that an item of the document stands in. */
export function parentOf(item: Y.Item): StoredType {
  return item.parent as StoredType
}

/** The type that is an item's content, or null. */
export function typeIn({ content }: Y.Item): StoredType | null {
  return content instanceof Y.ContentType ? content.type : null
}
