import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, webcrypto } from 'node:crypto'
import type { VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'

export interface KeyPair {
  /** 32 bytes, as in RFC 8032. */
  readonly publicKey: Uint8Array
  /** PKCS #8, DER. */
  readonly privateKey: Uint8Array
}

export interface Ed25519 {
  generate(): Promise<KeyPair>
  sign(privateKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>
  readonly verify: VerifyEd25519
}

/** What comes before the 32 bytes of a key in its DER form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

export const NODE_ED25519: Ed25519 = {
  async generate() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32), privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }) }
  },
  async sign(privateKey, message) {
    return sign(null, message, createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }))
  },
  async verify(publicKey, message, signature) {
    try {
      return verify(null, message, createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' }), signature)
    } catch {
      return false
    }
  },
}

export const WEB_ED25519: Ed25519 = {
  async generate() {
    const pair = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
    const [publicKey, privateKey] = await Promise.all([webcrypto.subtle.exportKey('raw', pair.publicKey), webcrypto.subtle.exportKey('pkcs8', pair.privateKey)])
    return { publicKey: new Uint8Array(publicKey), privateKey: new Uint8Array(privateKey) }
  },
  async sign(privateKey, message) {
    const key = await webcrypto.subtle.importKey('pkcs8', privateKey, 'Ed25519', false, ['sign'])
    return new Uint8Array(await webcrypto.subtle.sign('Ed25519', key, message))
  },
  async verify(publicKey, message, signature) {
    try {
      return await webcrypto.subtle.verify('Ed25519', await webcrypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']), signature, message)
    } catch {
      return false
    }
  },
}

/** The first engine that gives the known answer; null if this machine has none. Electron's Node is built on another library than Node. */
export async function findEd25519(engines: readonly Ed25519[] = [NODE_ED25519, WEB_ED25519]): Promise<Ed25519 | null> {
  for (const engine of engines) if (await isTrustworthy(engine)) return engine
  return null
}

/** Test 1 of RFC 8032, section 7.1: the empty message. */
const KNOWN = {
  seed: Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
  publicKey: Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
  signature: Buffer.from('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b', 'hex'),
}

async function isTrustworthy(engine: Ed25519): Promise<boolean> {
  try {
    const nothing = new Uint8Array()
    const signature = await engine.sign(Buffer.concat([PKCS8_PREFIX, KNOWN.seed]), nothing)
    const { publicKey, privateKey } = await engine.generate()
    const own = await engine.sign(privateKey, KNOWN.seed)
    return (
      KNOWN.signature.equals(signature) &&
      (await engine.verify(KNOWN.publicKey, nothing, KNOWN.signature)) &&
      !(await engine.verify(KNOWN.publicKey, KNOWN.seed, KNOWN.signature)) &&
      (await engine.verify(publicKey, KNOWN.seed, own))
    )
  } catch {
    return false
  }
}
