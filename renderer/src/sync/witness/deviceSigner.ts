import type { Host } from '../../../../shared/host.ts'
import { settled, withDatabase } from '../openDatabase.ts'

/** The key of this device, or of this browser, by which it co-signs. */
export interface DeviceSigner {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** @throws Error if the key is gone. */
  sign(message: Uint8Array): Promise<Uint8Array>
}

/** Null where this machine has no such key and can make none: then it only verifies. */
export async function openDeviceSigner(host: Pick<Host, 'device'>, subtle: SubtleCrypto | null, personId: string): Promise<DeviceSigner | null> {
  return host.device ? desktopSigner(host.device) : subtle && browserSigner(subtle, personId)
}

async function desktopSigner(device: NonNullable<Host['device']>): Promise<DeviceSigner | null> {
  const key = await device.publicKey()
  if (!key.ok) return null
  return {
    publicKey: key.value.publicKey,
    sign: async (message) => {
      const signed = await device.sign(message)
      if (!signed.ok) throw new Error(`the device did not sign: ${signed.error.kind}`)
      return signed.value
    },
  }
}

const STORE = 'keys'
const KEY = 'device'

/** The private key is not extractable: no page can read it, only have it sign. A browser that keeps nothing has none. */
async function browserSigner(subtle: SubtleCrypto, personId: string): Promise<DeviceSigner | null> {
  const inStore = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> =>
    withDatabase(`huishang/${personId}/device`, [STORE], (db) => settled(ask(db.transaction(STORE, mode).objectStore(STORE))))
  try {
    const kept = await inStore<unknown>('readonly', (store) => store.get(KEY))
    const pair = isKeyPair(kept) ? kept : ((await subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair)
    if (pair !== kept && (await inStore('readwrite', (store) => store.put(pair, KEY))) === undefined) return null
    const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
    return { publicKey, sign: async (message) => new Uint8Array(await subtle.sign('Ed25519', pair.privateKey, new Uint8Array(message))) }
  } catch {
    // A browser that does not know Ed25519.
    return null
  }
}

function isKeyPair(kept: unknown): kept is CryptoKeyPair {
  return typeof kept === 'object' && kept !== null && 'privateKey' in kept && kept.privateKey instanceof CryptoKey && 'publicKey' in kept && kept.publicKey instanceof CryptoKey
}
