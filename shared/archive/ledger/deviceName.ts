import { toHexString } from 'lib0/buffer'
import type { Sha256 } from './merkle.ts'

const SHORT_BYTES = 4

/** What a device's key is called in notes: whose device it is, and the beginning of SHA-256 of the key itself. */
export function deviceName(sha256: Sha256, personId: string, publicKey: Uint8Array): string {
  return `huishang-device/${personId}/${toHexString(sha256(publicKey).subarray(0, SHORT_BYTES))}`
}
