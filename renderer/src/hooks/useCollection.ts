import { useCallback, useSyncExternalStore } from 'react'
import type { Collection } from '../../../shared/model/Collection.ts'

/** The records in order; renders again only when one of them changed. */
export function useCollection<T extends { readonly id: string }>(collection: Collection<T>): readonly T[] {
  return useSyncExternalStore(collection.subscribe, collection.list)
}

/** One record; renders again only when it changed. */
export function useRecord<T extends { readonly id: string }>(collection: Collection<T>, id: string | null): T | undefined {
  const read = useCallback(() => (id === null ? undefined : collection.get(id)), [collection, id])
  return useSyncExternalStore(collection.subscribe, read)
}
