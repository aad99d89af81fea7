import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { cosignedAt, parseCheckpoint, type Checkpoint } from '../../../../shared/archive/ledger/checkpoint.ts'
import { isSignedBy, parseNote, type NoteKey, type SignedNote, type VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { sha256 } from '../../sha256.ts'

export const CHECKPOINTS_NAME = 'checkpoints'
export const DEVICES_NAME = 'devices.json'

/** A device that co-signs: the public part of its key, and whose session brought it first. */
export const DeviceSchema = z.object({ name: z.string().regex(/^[^\s+]+$/), publicKey: z.base64(), personId: z.string(), since: z.string() })
export type Device = z.infer<typeof DeviceSchema>

/** A signed tree head as it lies in the folder; `note` is null if its signature, its form or its name is not right. */
export interface KeptCheckpoint {
  /** Below the ledger's folder. */
  readonly path: string
  /** As the file's name says. */
  readonly size: number
  readonly note: (SignedNote & Checkpoint) | null
}

/**
 * The checkpoints of the folder, smallest first; all, or the newest so many. One counts if the ledger's own key signed it and no co-signature of a
 * known device is wrong.
 */
export async function readCheckpoints(ledgerDir: string, key: NoteKey | null, verify: VerifyEd25519, most = Infinity): Promise<readonly KeptCheckpoint[]> {
  const devices = await readDevices(ledgerDir)
  const names = (await readdir(join(ledgerDir, CHECKPOINTS_NAME)).catch(() => [])).filter((name) => /^(?:0|[1-9]\d{0,14})\.note$/.test(name))
  const sizes = names.map((name) => Number.parseInt(name, 10)).toSorted((a, b) => a - b).slice(-most)
  const kept: KeptCheckpoint[] = []
  for (const size of sizes) {
    const path = `${CHECKPOINTS_NAME}/${size}.note`
    const text = await readFile(join(ledgerDir, path), 'utf8').catch(() => '')
    const note = await verifiedNote(text, key, devices, verify)
    kept.push({ path, size, note: note?.size === size ? note : null })
  }
  return kept
}

/** The note with what it says, or null unless the key signed it and no known device's co-signature is wrong. */
export async function verifiedNote(text: string, key: NoteKey | null, devices: readonly Device[], verify: VerifyEd25519): Promise<(SignedNote & Checkpoint) | null> {
  const note = parseNote(text)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!checkpoint || !key || checkpoint.origin !== key.name || (await isSignedBy(note, key, sha256, verify)) !== true) return null
  for (const device of devices) if ((await cosignedAt(note, deviceKey(device), sha256, verify)) === false) return null
  return { ...note, ...checkpoint }
}

export function deviceKey({ name, publicKey }: Pick<Device, 'name' | 'publicKey'>): NoteKey {
  return { name, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64')) }
}

/** None if there is no such file, or one that cannot be read: then co-signatures prove nothing here. */
export async function readDevices(ledgerDir: string): Promise<readonly Device[]> {
  const text = await readFile(join(ledgerDir, DEVICES_NAME), 'utf8').catch(() => '[]')
  try {
    return z.array(DeviceSchema).parse(JSON.parse(text))
  } catch {
    return []
  }
}
