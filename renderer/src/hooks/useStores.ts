import { useMemo, useSyncExternalStore } from 'react'

export interface Store<T> {
  readonly subscribe: (listener: () => void) => () => void
  /** The same value until it changes. */
  readonly read: () => T
}

/** What several stores hold, in their order; renders again when one of them changes. `stores` must keep its identity. */
export function useStores<T>(stores: readonly Store<T>[]): readonly T[] {
  const joint = useMemo(() => joinStores(stores), [stores])
  return useSyncExternalStore(joint.subscribe, joint.read)
}

function joinStores<T>(stores: readonly Store<T>[]): Store<readonly T[]> {
  const seen: { values: readonly T[] } = { values: [] }
  return {
    subscribe: (listener) => {
      const stops = stores.map(({ subscribe }) => subscribe(listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    read: () => {
      const values = stores.map(({ read }) => read())
      const isSame = values.length === seen.values.length && values.every((value, index) => value === seen.values[index])
      if (!isSame) seen.values = values
      return seen.values
    },
  }
}
