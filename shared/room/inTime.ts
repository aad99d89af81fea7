interface Happening {
  readonly id: string
  /** ISO 8601 instant with offset. */
  readonly at: string
  readonly by: string
}

/** By (time, person, id), the same on every replica that holds the same events. */
export function inTime<T extends Happening>(events: readonly T[]): readonly T[] {
  return events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || compareText(a.by, b.by) || compareText(a.id, b.id))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
