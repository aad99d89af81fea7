import type * as Y from 'yjs'

/**
 * Makes `text` read `wanted` with one deletion and one insertion between the common beginning and end, so that what
 * others type elsewhere in it at the same moment stays. Never cuts a surrogate pair in two.
 */
export function patchText(text: Y.Text, wanted: string): void {
  const current = text.toString()
  if (current === wanted) return
  const limit = Math.min(current.length, wanted.length)
  let start = 0
  while (start < limit && current[start] === wanted[start]) start++
  if (isSurrogate(current, start - 1, 0xd800)) start--
  let end = 0
  while (end < limit - start && current[current.length - 1 - end] === wanted[wanted.length - 1 - end]) end++
  if (isSurrogate(current, current.length - end, 0xdc00)) end--
  const removed = current.length - start - end
  if (removed > 0) text.delete(start, removed)
  const added = wanted.slice(start, wanted.length - end)
  if (added) text.insert(start, added)
}

/** `first` is 0xd800 for the leading half of a pair, 0xdc00 for the trailing one. */
function isSurrogate(value: string, index: number, first: number): boolean {
  const code = value.charCodeAt(index)
  return code >= first && code < first + 0x400
}
