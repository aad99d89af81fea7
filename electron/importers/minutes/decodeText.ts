/**
 * The bytes as text: by their byte order mark, by the encoding the document names (`charset=`), as UTF-8, and as what
 * older Chinese and western systems wrote. Control characters that no text needs are taken out. Never throws; null for
 * bytes that are no text in any of these.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = byMark(bytes)
  const named = marked ?? namedEncoding(bytes)
  for (const encoding of [named, 'utf-8', 'gb18030', 'windows-1252']) {
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
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // Not in this encoding, or one that this machine does not know: the next is tried.
    return null
  }
}

/** One character in a hundred that no text has: a picture, an archive, a program. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 20_000)
  return (sample.match(CONTROL)?.length ?? 0) > sample.length / 100
}
