import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Sha256Schema } from '../../../../shared/archive/ledger/entry.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'

/** Where a foreign record came from. */
const ProvenanceSchema = z.object({
  v: z.literal(1),
  /** Of the record. */
  sha256: Sha256Schema,
  /** Its file's name there. */
  name: z.string(),
  takenAt: z.string(),
  /** Whose ledger proved it, and the short form of its key; null if it came without proof. */
  ledger: z.object({ name: z.string(), key: z.string(), root: z.string(), treeSize: z.int() }).nullable(),
  /** As it came. */
  proof: z.object({ entry: z.string(), proof: z.string(), checkpoint: z.string() }).nullable(),
})
export type Provenance = z.infer<typeof ProvenanceSchema>

const FOLDER = 'foreign'

/** Keeps it beside the ledger; the first that was kept of a record stays. @throws the system's error. */
export async function keepProvenance(dataDir: string, provenance: Provenance): Promise<void> {
  const path = provenancePath(dataDir, provenance.sha256)
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  if (!(await stat(path).then(() => true, () => false))) await writeFileAtomic(path, `${JSON.stringify(provenance, null, 2)}\n`)
}

/** Null if nothing is kept, or nothing that reads. */
export async function readProvenance(dataDir: string, sha256: string): Promise<Provenance | null> {
  const text = await readFile(provenancePath(dataDir, sha256), 'utf8').catch(() => '')
  try {
    return ProvenanceSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function provenancePath(dataDir: string, sha256: string): string {
  return join(dataDir, 'ledger', FOLDER, `${sha256}.json`)
}
