import { z } from 'zod'
import { COSIGNATURE_HEADER } from '../../shared/archive/ledger/checkpoint.ts'
import type { HostError } from '../../shared/ipc.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { findEd25519 } from '../hub/archive/ledger/ed25519.ts'
import type { SecretStore } from './secretStore.ts'

export interface DeviceKey {
  /** Made at the first use. `isProtected` tells whether the system's keychain guards the private key. */
  publicKey(): Promise<Result<{ readonly publicKey: Uint8Array<ArrayBuffer>; readonly isProtected: boolean }, HostError>>
  /** Signs what a witness says of a checkpoint, and refuses anything else. */
  sign(message: Uint8Array): Promise<Result<Uint8Array<ArrayBuffer>, HostError>>
}

const NAME = 'ed25519'
const KeySchema = z.object({ publicKey: z.base64(), privateKey: z.base64() })
type Key = z.infer<typeof KeySchema>

/** The key by which this machine co-signs. `secrets` is a store of its own: a window can ask it for signatures, not for the key. */
export function openDeviceKey(secrets: Pick<SecretStore, 'read' | 'write'>): DeviceKey {
  const engine = findEd25519()
  const held: { key: Promise<{ readonly key: Key; readonly isProtected: boolean } | null> | null } = { key: null }

  async function load(): Promise<{ readonly key: Key; readonly isProtected: boolean } | null> {
    const ed25519 = await engine
    if (!ed25519) return null
    const kept = KeySchema.safeParse(parseJson(await secrets.read(NAME)))
    const made = kept.success ? kept.data : newKey(await ed25519.generate())
    // Written again, so that a keychain that has come meanwhile guards it from now on.
    return { key: made, isProtected: (await secrets.write(NAME, JSON.stringify(made))).isProtected }
  }

  return {
    publicKey: async () => {
      const found = await (held.key ??= load())
      if (!found) return err({ kind: 'refused', detail: 'no Ed25519' })
      return ok({ publicKey: new Uint8Array(Buffer.from(found.key.publicKey, 'base64')), isProtected: found.isProtected })
    },
    sign: async (message) => {
      if (!Buffer.from(message).toString().startsWith(COSIGNATURE_HEADER)) return err({ kind: 'refused', detail: 'not a checkpoint' })
      const [ed25519, found] = await Promise.all([engine, (held.key ??= load())])
      if (!ed25519 || !found) return err({ kind: 'refused', detail: 'no Ed25519' })
      return ok(new Uint8Array(await ed25519.sign(Buffer.from(found.key.privateKey, 'base64'), message)))
    },
  }
}

function newKey({ publicKey, privateKey }: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array }): Key {
  return { publicKey: Buffer.from(publicKey).toString('base64'), privateKey: Buffer.from(privateKey).toString('base64') }
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
