import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordProblem } from '../../../../shared/api.ts'
import { checkpointText, cosignedAt } from '../../../../shared/archive/ledger/checkpoint.ts'
import type { LedgerEntry, RecordFacts } from '../../../../shared/archive/ledger/entry.ts'
import type { MerkleTree } from '../../../../shared/archive/ledger/merkle.ts'
import { formatNote, signNote, type NoteSignature, type VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { errorCode } from '../../disk.ts'
import type { Report } from '../../inside/events.ts'
import { sha256 } from '../../sha256.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'
import { ledgerProblems, unsignedLines } from '../problems.ts'
import { CHECKPOINTS_NAME, deviceKey, DEVICES_NAME, readCheckpoints, readDevices, type Device, type KeptCheckpoint } from './checkpoints.ts'
import { findEd25519, type Ed25519 } from './ed25519.ts'
import { LedgerFile, type LedgerChanged, type LedgerFiles } from './LedgerFile.ts'
import { openLedgerKey, type LedgerKey, type SecretSeal } from './ledgerKey.ts'

export interface SignedLedgerOptions {
  /** `ledger` below the workspace's folder; created if absent. */
  readonly ledgerDir: string
  readonly report: Report
  readonly files?: LedgerFiles
  /** The host's store for secrets, where it has one. */
  readonly secrets?: SecretSeal
  /** Null where nobody on this machine knows Ed25519; found out unless said. */
  readonly ed25519?: Ed25519 | null
}

export type CosignError =
  /** There is no checkpoint of that size. */
  | { readonly kind: 'checkpoint-unknown' }
  /** The signature is not the device's, or not of this checkpoint. */
  | { readonly kind: 'signature-invalid' }
  | { readonly kind: 'too-many' }

const MOST_COSIGNATURES = 500
/** So many of the newest checkpoints are looked at when a hub starts; `huishang verify` looks at all. */
const LOOKED_AT = 100

/** The ledger with what was signed of it. One process has it open. */
export class SignedLedger {
  readonly #options: SignedLedgerOptions
  readonly #file: LedgerFile
  readonly #verify: VerifyEd25519
  #checkpoints: readonly KeptCheckpoint[]
  #devices: readonly Device[]
  readonly key: LedgerKey | null
  /** What is wrong with the ledger itself, as of the start. */
  readonly problems: readonly RecordProblem[]

  private constructor(options: SignedLedgerOptions, parts: { file: LedgerFile; key: LedgerKey | null; verify: VerifyEd25519; checkpoints: readonly KeptCheckpoint[]; devices: readonly Device[] }) {
    this.#options = options
    this.#file = parts.file
    this.#verify = parts.verify
    this.#checkpoints = parts.checkpoints
    this.#devices = parts.devices
    this.key = parts.key
    this.problems = ledgerProblems(parts.file, parts.checkpoints)
  }

  /** @throws the system's error if the folder cannot be read or written. */
  static async open(options: SignedLedgerOptions): Promise<SignedLedger> {
    const { ledgerDir, report } = options
    await mkdir(join(ledgerDir, CHECKPOINTS_NAME), { recursive: true, mode: 0o700 })
    const ed25519 = options.ed25519 === undefined ? await findEd25519() : options.ed25519
    const key = await openLedgerKey(ledgerDir, ed25519, options.secrets)
    const file = await LedgerFile.open(ledgerDir, options.files)
    if (file.isTorn) {
      report({ event: 'file-torn', file: 'ledger' })
      // On a full disk there is no room for the copy: then it is cut before the next line.
      await file.cutTornEnd().catch(() => undefined)
    }
    const verify = ed25519?.verify ?? (async () => false)
    const ledger = new SignedLedger(options, { file, key, verify, checkpoints: await readCheckpoints(ledgerDir, key, verify, LOOKED_AT), devices: await readDevices(ledgerDir) })
    for (const { kind } of ledger.problems) report({ event: 'record-problem', kind })
    if (!key?.sign) report({ event: 'message', text: `the ledger of records is not signed: ${ed25519 ? 'its key cannot be used' : 'nothing on this machine knows Ed25519'}` })
    return ledger
  }

  /** False if it contradicts itself or what was signed of it: then nothing more is signed, and no file enters it unasked. */
  get isSound(): boolean {
    return !this.problems.some(({ kind }) => kind === 'ledger-broken' || kind === 'ledger-truncated')
  }

  get tree(): MerkleTree {
    return this.#file.tree
  }

  entries(): readonly LedgerEntry[] {
    return this.#file.entries()
  }

  entryOf(file: { readonly path: string; readonly sha256: string }): LedgerEntry | undefined {
    return this.#file.entryOf(file)
  }

  /** The line as it stands, without its line feed. */
  line(seq: number): string | undefined {
    return this.#file.lines()[seq]?.text
  }

  /** Lines at the end that nothing signed covers. */
  get unsigned(): number {
    return unsignedLines(this.#file, this.#checkpoints)
  }

  /** The newest signed one, with everybody who co-signed; null if nothing was signed yet. */
  newest(): KeptCheckpoint | null {
    return this.#checkpoints.findLast(({ note }) => note !== null) ?? null
  }

  /** Adds a line, see `LedgerFile`. It is not signed yet. */
  append(facts: RecordFacts): Promise<Result<LedgerEntry, LedgerChanged>> {
    return this.#file.append(facts)
  }

  /** Signs what was added. If the disk refuses, that is made up for at the next line or start: the records are safe without. */
  async signIfNeeded(): Promise<void> {
    const { size } = this.tree
    if (!this.key?.sign || !this.isSound || size === 0 || this.newest()?.size === size) return
    const text = checkpointText({ origin: this.key.name, size, root: this.tree.root() })
    const signature = await signNote(text, this.key, sha256, this.key.sign)
    try {
      await this.#keep(size, text, [signature])
    } catch (error) {
      const code = errorCode(error)
      if (code === '') throw error
      this.#options.report({ event: 'message', text: `a checkpoint of the ledger could not be written: ${code}` })
    }
  }

  /**
   * Adds what a device signed to the checkpoint of that size. Again changes nothing.
   * @throws the system's error.
   */
  async cosign(size: number, device: Device, signature: NoteSignature): Promise<Result<void, CosignError>> {
    const note = this.#checkpoints.find((kept) => kept.size === size)?.note
    if (!note) return err({ kind: 'checkpoint-unknown' })
    if (signature.name !== device.name || typeof (await cosignedAt({ text: note.text, signatures: [signature] }, deviceKey(device), sha256, this.#verify)) !== 'number')
      return err({ kind: 'signature-invalid' })
    if (note.signatures.some(({ name }) => name === device.name)) return ok()
    if (note.signatures.length > MOST_COSIGNATURES) return err({ kind: 'too-many' })
    // The key first: a signature by a key that nobody knows proves nothing.
    if (!this.#devices.some(({ name }) => name === device.name)) {
      const devices = [...this.#devices, device]
      await writeFileAtomic(join(this.#options.ledgerDir, DEVICES_NAME), `${JSON.stringify(devices, null, 2)}\n`)
      this.#devices = devices
    }
    await this.#keep(size, note.text, [...note.signatures, signature])
    return ok()
  }

  async #keep(size: number, text: string, signatures: readonly NoteSignature[]): Promise<void> {
    const path = `${CHECKPOINTS_NAME}/${size}.note`
    await writeFileAtomic(join(this.#options.ledgerDir, path), formatNote({ text, signatures }))
    const note = { text, signatures, origin: this.key?.name ?? '', size, root: this.tree.root(size) }
    this.#checkpoints = [...this.#checkpoints.filter((kept) => kept.size !== size), { path, size, note }].toSorted((a, b) => a.size - b.size)
  }
}
