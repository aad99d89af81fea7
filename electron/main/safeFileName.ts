// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/g
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const BYTE_LIMIT = 200

/**
 * A file name that every system accepts, close to `name`: no separators, control or direction characters (which can
 * disguise an extension), no device names, at most 200 bytes with the extension kept.
 */
export function safeFileName(name: string): string {
  const plain = name.replace(FORBIDDEN, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const named = WINDOWS_DEVICE.test(plain) ? `_${plain}` : plain
  const [, stem = named, extension = ''] = /^(.*)(\.\w{1,10})$/s.exec(named) ?? []
  return `${truncated(stem, BYTE_LIMIT - extension.length)}${extension}` || '会商'
}

function truncated(text: string, bytes: number): string {
  const characters = [...text]
  while (Buffer.byteLength(characters.join('')) > bytes) characters.pop()
  return characters.join('')
}
