/**
 * What `mine` becomes when `base` was changed to `theirs` meanwhile: both changes, where they touch different places.
 * Where they overlap, `mine` stands: its author sees the result.
 */
export function mergeText(base: string, theirs: string, mine: string): string {
  if (theirs === base) return mine
  if (mine === base) return theirs
  const own = spliceBetween(base, mine)
  const other = spliceBetween(base, theirs)
  if (own.end <= other.start) return join(base, own, other)
  if (other.end <= own.start) return join(base, other, own)
  return mine
}

/** One piece of a text taken out and another put in its place. */
export interface Splice {
  /** What was taken out stood from here to `end`, in UTF-16 units of the text before. */
  readonly start: number
  readonly end: number
  readonly added: string
}

/** The one splice that makes `after` of `before`; nothing is taken out or added where they are equal. */
export function spliceBetween(before: string, after: string): Splice {
  const limit = Math.min(before.length, after.length)
  let start = 0
  while (start < limit && before[start] === after[start]) start++
  let tail = 0
  while (tail < limit - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { start, end: before.length - tail, added: after.slice(start, after.length - tail) }
}

function join(base: string, first: Splice, second: Splice): string {
  return base.slice(0, first.start) + first.added + base.slice(first.end, second.start) + second.added + base.slice(second.end)
}
