/** The last record of each key by (time, person, id), the same on every replica that holds the same records. */
export function latestBy<T extends { readonly id: string; readonly at: string; readonly by: string }>(records: readonly T[], keyOf: (record: T) => string): ReadonlyMap<string, T> {
  const latest = new Map<string, T>()
  for (const record of records) {
    const key = keyOf(record)
    const known = latest.get(key)
    if (known === undefined || isAfter(record, known)) latest.set(key, record)
  }
  return latest
}

function isAfter(a: { readonly id: string; readonly at: string; readonly by: string }, b: typeof a): boolean {
  const [at, other] = [Date.parse(a.at), Date.parse(b.at)]
  if (at !== other) return at > other
  return a.by === b.by ? a.id > b.id : a.by > b.by
}
