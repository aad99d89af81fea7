/// <reference lib="es2024.string" preserve="true" />
import type { MeetingSnapshot } from '../schema/snapshot.ts'

export interface WellFormed {
  readonly snapshot: MeetingSnapshot
  /** True if some text held half a surrogate pair, which no file can keep; each is now U+FFFD. */
  readonly isRepaired: boolean
}

/** The snapshot as an archive can hold it: UTF-8 knows no lone surrogates, and SQLite would return three U+FFFD for one. */
export function wellFormed(snapshot: MeetingSnapshot): WellFormed {
  const found = { broken: false }
  const repaired = repair(snapshot, found)
  return { snapshot: repaired, isRepaired: found.broken }
}

function repair<T>(value: T, found: { broken: boolean }): T
function repair(value: unknown, found: { broken: boolean }): unknown {
  if (typeof value === 'string') {
    if (value.isWellFormed()) return value
    found.broken = true
    return value.toWellFormed()
  }
  if (Array.isArray(value)) return value.map((member) => repair<unknown>(member, found))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [repair(key, found), repair<unknown>(field, found)]))
}
