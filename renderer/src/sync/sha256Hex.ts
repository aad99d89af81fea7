import { digest } from 'lib0/hash/sha256'
import { windowCrypto } from './witness/windowEd25519.ts'

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. Without the browser's own, which plain http does not have. */
export function sha256Hex(text: string): string {
  return hex(digest(new TextEncoder().encode(text)))
}

/** The same of bytes, however many: off the window's own thread where the browser can. */
export async function sha256HexOf(bytes: Uint8Array<ArrayBuffer>, subtle = windowCrypto()): Promise<string> {
  return hex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : digest(bytes))
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
