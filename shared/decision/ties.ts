/** Results that are nearer than this are the same: arithmetic leaves less, no method means less. */
export const TIE = 1e-9

export interface Place {
  /** 1 for the first. Those who share a place leave the next ones out: 1, 1, 3. */
  readonly rank: number
  /** In the order in which they were given; a tie is never broken. */
  readonly options: readonly string[]
}

/** Greatest first. */
export function placesOf(results: readonly { readonly option: string; readonly result: number }[]): readonly Place[] {
  const order = results.map(({ option, result }, index) => ({ option, result, index })).toSorted((a, b) => b.result - a.result || a.index - b.index)
  const places: { rank: number; best: number; members: typeof order }[] = []
  order.forEach((entry, index) => {
    const last = places.at(-1)
    // Compared with the best of a place, so that a chain of near results does not become one place.
    if (last && last.best - entry.result <= TIE) last.members.push(entry)
    else places.push({ rank: index + 1, best: entry.result, members: [entry] })
  })
  return places.map(({ rank, members }) => ({ rank, options: members.toSorted((a, b) => a.index - b.index).map(({ option }) => option) }))
}
