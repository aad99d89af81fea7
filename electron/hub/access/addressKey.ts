/**
 * What counts as one address when guesses are counted: an IPv4 address, written in IPv6 or not; of an IPv6 address the
 * first 64 bits, since whoever has one has all that begin so.
 */
export function addressKey(remoteAddress: string): string {
  const address = remoteAddress.split('%', 1)[0] ?? ''
  const v4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (v4 !== undefined) return v4
  const [head = '', tail] = address.toLowerCase().split('::', 2)
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last]
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}
