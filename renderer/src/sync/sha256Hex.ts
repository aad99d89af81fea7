import { digest } from 'lib0/hash/sha256'

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. Without the browser's own, which plain http does not have. */
export function sha256Hex(text: string): string {
  return [...digest(new TextEncoder().encode(text))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
