/** One or two letters for a small mark: the surname's character in Chinese, first letters of first and last name otherwise. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')]
  if (first.length === 0) return '?'
  if (/\p{Script=Han}/u.test(first[0] ?? '')) return first[0] ?? ''
  const last = words.length > 1 ? [...(words.at(-1) ?? '')] : []
  return `${first[0] ?? ''}${last[0] ?? ''}`.toUpperCase()
}
