/**
 * The bytes as text: by their byte order mark, by the encoding the document names (`charset=`), as UTF-8, and as what
 * older Chinese and western systems wrote. Control characters that no text needs are taken out. Never throws; null for
 * bytes that are no text in any of these.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = byMark(bytes)
  const named = marked ?? namedEncoding(bytes)
  for (const encoding of [named, 'utf-8', ...(isInPairs(bytes) ? ['gb18030'] : []), 'windows-1252']) {
    if (encoding === undefined) continue
    const text = decode(bytes, encoding)
    if (text !== null && !isBinary(text)) return text.replaceAll(CONTROL, '').replaceAll(/\r\n?/g, '\n')
  }
  return null
}

// eslint-disable-next-line no-control-regex -- these are what is to be found
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufeff]/g

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

/** From a `<meta>` or an XML declaration, which stand in the first kilobytes and in ASCII. */
function namedEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const name = /<meta[^>]{1,200}charset\s*=\s*["']?([\w.:-]{2,30})/i.exec(head)?.[1] ?? /<\?xml[^>]{1,100}encoding\s*=\s*["']([\w.:-]{2,30})/i.exec(head)?.[1]
  return name?.toLowerCase()
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    // Node reads all of these as Latin 1, which has no characters there.
    return LATIN.test(encoding) ? text.replaceAll(/[\u0080-\u009f]/g, (code) => WINDOWS.charAt(code.charCodeAt(0) - 0x80)) : text
  } catch {
    // Not in this encoding, or one that this machine does not know: the next is tried.
    return null
  }
}

const LATIN = /^(?:windows-1252|cp1252|iso-8859-1|iso8859-1|latin1|us-ascii|ascii)$/
/** What Windows 1252 has from 0x80 to 0x9f. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Chinese letters are two high bytes each; of western ones single letters have accents. Both would decode as either. */
function isInPairs(bytes: Uint8Array): boolean {
  let high = 0
  let paired = 0
  for (const [index, byte] of bytes.subarray(0, 100_000).entries()) {
    if (byte < 0x80) continue
    high++
    if ((bytes[index - 1] ?? 0) >= 0x80 || (bytes[index + 1] ?? 0) >= 0x80) paired++
  }
  return paired > high * 0.7
}

/** One character in a hundred that no text has: a picture, an archive, a program. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 20_000)
  return (sample.match(CONTROL)?.length ?? 0) > sample.length / 100
}
