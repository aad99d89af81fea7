import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RecordProblem } from '../../../shared/api.ts'
import { readLedger } from '../../../shared/archive/ledger/readLedger.ts'
import { sha256 } from '../sha256.ts'
import { readCheckpoints, readDevices, verifiedNote, type KeptCheckpoint } from './ledger/checkpoints.ts'
import { findEd25519 } from './ledger/ed25519.ts'
import { LEDGER_NAME } from './ledger/LedgerFile.ts'
import { readLedgerKey, type KeyProtection, type LedgerKey } from './ledger/ledgerKey.ts'
import { byPath, fileProblem, ledgerProblems, unsignedLines, unsignedProblem } from './problems.ts'
import { fileHash, recordFiles } from './recordFiles.ts'

export interface VerifyOptions {
  /** The workspace's folder. A hub may be running on it. */
  readonly dataDir: string
  /** Checkpoints that somebody kept elsewhere, as text: what a device or a paper says was signed once. */
  readonly keptNotes?: readonly { readonly path: string; readonly text: string }[]
  /** Between two looks at a record that a running hub may be entering just now. */
  readonly pause?: () => Promise<unknown>
}

export interface Verified {
  /** Every record there is or should be. */
  readonly records: number
  readonly problems: readonly RecordProblem[]
  /** Lines at the end of the ledger that no signature covers; a hub signs them at its next start or closing. */
  readonly unsigned: number
  readonly key: KeyProtection
}

const LOOKS = 20

/** Compares every record with the ledger, the ledger with itself and with everything that was signed of it. Changes nothing. */
export async function verifyRecords(options: VerifyOptions): Promise<Verified> {
  const { dataDir } = options
  const ledgerDir = join(dataDir, 'ledger')
  // Files first, then what was signed, then the ledger: a hub that writes meanwhile does it in this order.
  const files = (await recordFiles(join(dataDir, 'records'))).map((file) => `records/${file}`)
  const key = await readLedgerKey(ledgerDir)
  const { ledger, checkpoints } = await settledLedger(options, ledgerDir, key, files)
  const known = byPath(ledger.lines.flatMap(({ entry }) => (entry ? [entry] : [])))
  const all = [...new Set([...known.keys(), ...files])].toSorted()
  const problems: RecordProblem[] = []
  for (const path of all) {
    const entries = known.get(path)
    if (entries) {
      const found = await fileHash(join(dataDir, path))
      const problem = fileProblem(path, entries, found)
      if (problem) problems.push(problem)
    } else problems.push({ path, kind: 'unlisted' })
  }
  const unsigned = unsignedLines(ledger, checkpoints)
  return { records: all.length, problems: [...problems, ...ledgerProblems(ledger, checkpoints), ...unsignedProblem(unsigned)], unsigned, key: key?.protection ?? 'none' }
}

/** A record gets its name just before its line: what is not listed yet is looked for again, as long as a hub runs. */
async function settledLedger(options: VerifyOptions, ledgerDir: string, key: LedgerKey | null, files: readonly string[]) {
  const { dataDir, pause = () => wait(100) } = options
  for (let look = 1; ; look++) {
    const checkpoints = await allCheckpoints(options, ledgerDir, key)
    const ledger = readLedger(await readFile(join(ledgerDir, LEDGER_NAME)).catch(() => new Uint8Array()), sha256)
    const listed = new Set(ledger.lines.map(({ entry }) => entry?.path))
    const isRunning = await readFile(join(dataDir, 'hub.lock')).then(() => true, () => false)
    if (look === LOOKS || !isRunning || files.every((path) => listed.has(path))) return { ledger, checkpoints }
    await pause()
  }
}

async function allCheckpoints({ keptNotes = [] }: VerifyOptions, ledgerDir: string, key: LedgerKey | null): Promise<readonly KeptCheckpoint[]> {
  const ed25519 = await findEd25519()
  const verify = ed25519?.verify ?? (async () => false)
  const devices = await readDevices(ledgerDir)
  const kept = await Promise.all(
    keptNotes.map(async ({ path, text }): Promise<KeptCheckpoint> => {
      const note = await verifiedNote(text, key, devices, verify)
      return { path, size: note?.size ?? 0, note }
    }),
  )
  return [...(await readCheckpoints(ledgerDir, key, verify)), ...kept]
}
