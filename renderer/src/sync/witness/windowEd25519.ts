import type { VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'

/** WebCrypto of this window; null on pages over plain http, which have none. */
export function windowCrypto(): SubtleCrypto | null {
  return (globalThis.crypto as Partial<Crypto> | undefined)?.subtle ?? null
}

/** Null where this browser does not know Ed25519. */
export async function findVerify(subtle: SubtleCrypto | null): Promise<VerifyEd25519 | null> {
  if (!subtle) return null
  const verify: VerifyEd25519 = async (publicKey, message, signature) => {
    try {
      const key = await subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
      return await subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message))
    } catch {
      return false
    }
  }
  return (await verify(KNOWN.publicKey, new Uint8Array(), KNOWN.signature)) ? verify : null
}

/** Test 1 of RFC 8032, section 7.1: the empty message. */
const KNOWN = {
  publicKey: fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
  signature: fromHex('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'),
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
