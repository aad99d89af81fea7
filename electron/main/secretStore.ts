import type { SafeStorage } from 'electron'
import { z } from 'zod'
import type { SecretSeal } from '../hub/archive/ledger/ledgerKey.ts'
import { jsonFile } from './jsonFile.ts'
import type { Log } from './log.ts'

const SecretSchema = z.union([z.object({ sealed: z.base64() }), z.object({ plain: z.string() })])
const SecretsSchema = z.array(z.tuple([z.string(), SecretSchema]))
type Secret = z.infer<typeof SecretSchema>

export type Keychain = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>

export interface SecretStore {
  /** Null if there is none, or if this machine's keychain can no longer open it. */
  read(name: string): Promise<string | null>
  /** `null` forgets. `isProtected` is false where only the file's permissions guard the value. @throws the system's error. */
  write(name: string, value: string | null): Promise<{ readonly isProtected: boolean }>
  settle(): Promise<void>
}

/** Session tokens, sealed by the system's keychain where it has one. The keychain is asked at the first use, after ready. */
export function openSecrets(path: string, keychain: Keychain, platform: NodeJS.Platform, log: Log): SecretStore {
  const file = jsonFile(path, SecretsSchema, log)
  // A Map, because a name may be `__proto__`.
  const loading = file.read().then((secrets) => new Map<string, Secret>(secrets ?? []))

  async function seal(value: string): Promise<Secret> {
    if (!(await isProtecting(keychain, platform))) return { plain: value }
    return { sealed: (await keychain.encryptStringAsync(value)).toString('base64') }
  }

  async function put(name: string, secret: Secret | undefined): Promise<void> {
    const secrets = await loading
    const before = secrets.get(name)
    if (secret) secrets.set(name, secret)
    else secrets.delete(name)
    try {
      await file.write([...secrets])
    } catch (error) {
      if (before) secrets.set(name, before)
      else secrets.delete(name)
      throw error
    }
  }

  return {
    read: async (name) => {
      const secret = (await loading).get(name)
      if (!secret) return null
      if ('plain' in secret) return secret.plain
      try {
        const { result, shouldReEncrypt } = await keychain.decryptStringAsync(Buffer.from(secret.sealed, 'base64'))
        if (shouldReEncrypt) await put(name, await seal(result)).catch(() => log('a secret could not be sealed again'))
        return result
      } catch {
        log('a secret can not be opened by the keychain')
        return null
      }
    },
    write: async (name, value) => {
      const secret = value === null ? undefined : await seal(value)
      await put(name, secret)
      return { isProtected: secret ? 'sealed' in secret : await isProtecting(keychain, platform) }
    },
    settle: () => file.settle(),
  }
}

/** The same keychain for the hub that this machine runs: it seals the ledger's key, and says so where it cannot. */
export function keychainSeal(keychain: Keychain, platform: NodeJS.Platform): SecretSeal {
  return {
    seal: async (text) => ((await isProtecting(keychain, platform)) ? (await keychain.encryptStringAsync(text)).toString('base64') : null),
    open: (sealed) => keychain.decryptStringAsync(Buffer.from(sealed, 'base64')).then(({ result }) => result, () => null),
  }
}

/** On Linux without a keyring Electron "encrypts" with a constant everybody knows; that is not protection. */
async function isProtecting(keychain: Keychain, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await keychain.isAsyncEncryptionAvailable())) return false
  if (platform !== 'linux') return true
  const backend = keychain.getSelectedStorageBackend()
  return backend !== 'basic_text' && backend !== 'unknown'
}
