import { generateKeyBetween } from 'fractional-indexing'

export interface Ordered {
  readonly id: string
  /** Fractional index: positions are strings, so that moving one record changes one field of that record only. */
  readonly order: string
}

/** Equal keys happen when two people insert at the same place at once; the id breaks the tie the same way everywhere. */
export function compareOrdered(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * A key that puts a record at `index` of `sorted` (which must not hold the record itself), at the nearest end if there
 * is no such index: others may have removed records since it was computed. Between records with equal
 * keys there is no room; the new one then comes after all of them. Records without a real key count for nothing.
 */
export function orderAt(sorted: readonly Ordered[], index: number): string {
  const place = Math.min(Math.max(0, index), sorted.length)
  const before = sorted.slice(0, place).findLast(hasKey)?.order ?? null
  const after = sorted.slice(place).find((other) => (before === null || other.order > before) && hasKey(other))?.order ?? null
  return generateKeyBetween(before, after)
}

/** Whether there are keys on both sides of the record's: it comes from others and may be any text. */
function hasKey({ order }: Ordered): boolean {
  try {
    generateKeyBetween(order, null)
    generateKeyBetween(null, order)
    return true
  } catch {
    return false
  }
}

export function orderLast(sorted: readonly Ordered[]): string {
  return orderAt(sorted, sorted.length)
}
