import { randomUUID } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { NoteKey } from '../../../../shared/archive/ledger/note.ts'
import { errorCode } from '../../disk.ts'
import { keepAside } from '../../keepAside.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'
import type { Ed25519 } from './ed25519.ts'

/** The host's store for secrets, where it has one that protects: only this machine's user opens what it sealed. */
export interface SecretSeal {
  /** Null if it cannot now. */
  seal(text: string): Promise<string | null>
  /** Null if it is not its own. */
  open(sealed: string): Promise<string | null>
}

/**
 * What guards the key: the host's secret store, or nothing but the file's permissions. `none`: it cannot sign, because
 * the key is lost or locked, or nobody here knows Ed25519.
 */
export type KeyProtection = 'secret-store' | 'file' | 'none'

export interface LedgerKey extends NoteKey {
  readonly protection: KeyProtection
  /** Null if this process cannot sign. */
  readonly sign: ((message: Uint8Array) => Promise<Uint8Array>) | null
}

const KeyFileSchema = z.object({
  v: z.literal(1),
  algorithm: z.literal('ed25519'),
  /** Also the origin of every checkpoint. */
  name: z.string().regex(/^[^\s+]+$/),
  publicKey: z.base64(),
  privateKey: z.union([z.object({ sealed: z.string() }), z.object({ plain: z.base64() })]),
})
type KeyFile = z.infer<typeof KeyFileSchema>

export const KEY_NAME = 'key.json'

/**
 * The key by which the hub signs its ledger; made at the first start. A file that is damaged is kept and not replaced:
 * with another key, what was signed before could no longer be told from a forgery.
 * @returns null if there is no key and none can be made, or the file is damaged.
 * @throws the system's error.
 */
export async function openLedgerKey(ledgerDir: string, ed25519: Ed25519 | null, secrets?: SecretSeal): Promise<LedgerKey | null> {
  const path = join(ledgerDir, KEY_NAME)
  const found = await readKeyFile(path)
  if (found === 'damaged') {
    await keepAside(path)
    return null
  }
  if (found) return unlocked(path, found, ed25519, secrets)
  if (!ed25519) return null
  const { publicKey, privateKey } = await ed25519.generate()
  const plain = Buffer.from(privateKey).toString('base64')
  const made: KeyFile = { v: 1, algorithm: 'ed25519', name: `huishang/${randomUUID()}`, publicKey: Buffer.from(publicKey).toString('base64'), privateKey: { plain } }
  return unlocked(path, made, ed25519, secrets)
}

/** Whose signatures count, for whoever only verifies; null if there is no key, or a damaged one. */
export async function readLedgerKey(ledgerDir: string): Promise<LedgerKey | null> {
  const found = await readKeyFile(join(ledgerDir, KEY_NAME))
  if (!found || found === 'damaged') return null
  return { ...publicPart(found), protection: 'sealed' in found.privateKey ? 'secret-store' : 'file', sign: null }
}

async function readKeyFile(path: string): Promise<KeyFile | 'damaged' | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return KeyFileSchema.parse(JSON.parse(text))
  } catch {
    return 'damaged'
  }
}

/** Sealed on the way as soon as there is somebody to seal it. */
async function unlocked(path: string, file: KeyFile, ed25519: Ed25519 | null, secrets: SecretSeal | undefined): Promise<LedgerKey> {
  const { privateKey } = file
  const plain = 'plain' in privateKey ? privateKey.plain : ((await secrets?.open(privateKey.sealed)) ?? null)
  const sealed = 'sealed' in privateKey ? privateKey.sealed : ((await secrets?.seal(privateKey.plain)) ?? null)
  const kept: KeyFile = sealed === null ? file : { ...file, privateKey: { sealed } }
  if (kept.privateKey !== privateKey || !(await readKeyFile(path))) {
    await mkdir(join(path, '..'), { recursive: true })
    await writeFileAtomic(path, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  }
  if (plain === null || !ed25519) return { ...publicPart(file), protection: 'none', sign: null }
  const key = Buffer.from(plain, 'base64')
  return { ...publicPart(file), protection: sealed === null ? 'file' : 'secret-store', sign: (message) => ed25519.sign(key, message) }
}

function publicPart({ name, publicKey }: KeyFile): NoteKey {
  return { name, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64')) }
}
