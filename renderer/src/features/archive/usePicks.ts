import { useCallback, useMemo, useState } from 'react'
import type { SearchHit } from '../../../../shared/archive/search/answer.ts'

/** A text of some record that somebody has picked out, to compare or to cite it. */
export type Pick = globalThis.Pick<SearchHit, 'path' | 'kind' | 'ref' | 'meeting' | 'heldOn' | 'text'>

export interface Picks {
  /** In the order in which they were picked. */
  readonly list: readonly Pick[]
  readonly has: (pick: PickKey) => boolean
  readonly toggle: (pick: Pick) => void
  readonly clear: () => void
}

type PickKey = globalThis.Pick<Pick, 'path' | 'kind' | 'ref'>

/** Where a text is among all records: file, kind and record. */
export function pickKey({ path, kind, ref }: PickKey): string {
  return `${path} ${kind}/${ref}`
}

export function usePicks(): Picks {
  const [list, setList] = useState<readonly Pick[]>([])
  const keys = useMemo(() => new Set(list.map(pickKey)), [list])
  const has = useCallback((pick: PickKey) => keys.has(pickKey(pick)), [keys])
  const toggle = useCallback((pick: Pick) => {
    const key = pickKey(pick)
    setList((before) => (before.some((other) => pickKey(other) === key) ? before.filter((other) => pickKey(other) !== key) : [...before, pick]))
  }, [])
  const clear = useCallback(() => setList([]), [])
  return useMemo(() => ({ list, has, toggle, clear }), [list, has, toggle, clear])
}
