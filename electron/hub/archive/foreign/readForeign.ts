import { constants } from 'node:fs'
import { lstat, open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { MOST_FOREIGN_BYTES, PROOF_NAMES } from '../../../../shared/archive/foreign.ts'
import type { ProofTexts } from '../../../../shared/archive/ledger/proof.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'

/** An archive that comes from elsewhere, as bytes; nothing has looked into it. */
export interface ForeignArchive {
  /** What its file was called there; only ever shown. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly proof: ProofTexts | null
}

/**
 * `not-one-archive`: the folder holds none, or several. `proof-incomplete`: some of the proof's files are there and some
 * not. `too-large`: see `MOST_FOREIGN_BYTES`; nothing of it was read.
 */
export type ForeignReadError = { readonly kind: 'not-readable' | 'not-one-archive' | 'proof-incomplete' | 'too-large' }

const MOST_PROOF_BYTES = 1024 * 1024

/**
 * The file, or what a folder holds that was exported with its proof. In a folder only plain files of its own are read,
 * by names that are fixed or its own listing's; what its files say is never a path.
 */
export async function readForeign(path: string): Promise<Result<ForeignArchive, ForeignReadError>> {
  const isFolder = await stat(path).then((found) => found.isDirectory(), () => null)
  if (isFolder === null) return err({ kind: 'not-readable' })
  if (!isFolder) return withBytes(path, null)
  const names = await readdir(path).catch(() => null)
  if (!names) return err({ kind: 'not-readable' })
  const [name, ...others] = names.filter((each) => /^[^.].*\.sqlite$/i.test(each))
  if (name === undefined || others.length > 0) return err({ kind: 'not-one-archive' })
  const proof = await readProof(path, names)
  if (!proof.ok) return proof
  // The person chose the folder, and somebody else what is in it: a link may lead anywhere.
  return (await isPlain(join(path, name))) ? withBytes(join(path, name), proof.value) : err({ kind: 'not-readable' })
}

async function withBytes(path: string, proof: ProofTexts | null): Promise<Result<ForeignArchive, ForeignReadError>> {
  const bytes = await readCapped(path, MOST_FOREIGN_BYTES)
  return bytes.ok ? ok({ name: basename(path), bytes: bytes.value, proof }) : bytes
}

async function readProof(folder: string, names: readonly string[]): Promise<Result<ProofTexts | null, ForeignReadError>> {
  const files = Object.values(PROOF_NAMES)
  if (!files.some((name) => names.includes(name))) return ok(null)
  if (!files.every((name) => names.includes(name))) return err({ kind: 'proof-incomplete' })
  const texts: string[] = []
  for (const name of files) {
    const bytes = (await isPlain(join(folder, name))) ? await readCapped(join(folder, name), MOST_PROOF_BYTES) : err({ kind: 'not-readable' as const })
    if (!bytes.ok) return bytes
    texts.push(Buffer.from(bytes.value).toString('utf8'))
  }
  const [entry = '', proof = '', checkpoint = ''] = texts
  return ok({ entry, proof, checkpoint })
}

function isPlain(path: string): Promise<boolean> {
  return lstat(path).then((found) => found.isFile(), () => false)
}

/** Not more than so much, also of a file that grows meanwhile or has no end. */
async function readCapped(path: string, most: number): Promise<Result<Uint8Array, ForeignReadError>> {
  try {
    // A pipe that nobody writes into would be waited for.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await handle.stat()
      if (!found.isFile()) return err({ kind: 'not-readable' })
      if (found.size > most) return err({ kind: 'too-large' })
      const bytes = Buffer.alloc(found.size)
      let offset = 0
      for (let read = 1; read > 0 && offset < bytes.length; offset += read) read = (await handle.read(bytes, offset, bytes.length - offset, offset)).bytesRead
      return ok(new Uint8Array(bytes.subarray(0, offset)))
    } finally {
      await handle.close()
    }
  } catch {
    return err({ kind: 'not-readable' })
  }
}
