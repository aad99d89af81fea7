import * as nodeFiles from 'node:fs/promises'
import { join } from 'node:path'
import { nextLine, parseLine, type LedgerEntry, type RecordFacts } from '../../../../shared/archive/ledger/entry.ts'
import { readLedger, type LedgerLine } from '../../../../shared/archive/ledger/readLedger.ts'
import type { MerkleTree } from '../../../../shared/archive/ledger/merkle.ts'
import { assert } from '../../../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { errorCode, syncFolder } from '../../disk.ts'
import { keepAside } from '../../keepAside.ts'
import { sha256 } from '../../sha256.ts'

/** What is used of `node:fs/promises`; a test passes one that fails. */
export type LedgerFiles = Pick<typeof nodeFiles, 'open' | 'readFile'>

/** The file is not what this process wrote last: somebody else changed it. It stays as it is. */
export interface LedgerChanged {
  readonly kind: 'ledger-changed'
}

export const LEDGER_NAME = 'ledger.jsonl'

/** `ledger.jsonl`: one line per record, which only grows. One process writes it. */
export class LedgerFile {
  readonly #path: string
  readonly #files: LedgerFiles
  readonly #lines: LedgerLine[]
  readonly #entries: LedgerEntry[]
  readonly #byFile = new Map<string, LedgerEntry>()
  /** Every whole line as a leaf. */
  readonly tree: MerkleTree
  /** Numbers of lines that are no entry, or do not follow the one before. */
  readonly broken: readonly number[]
  /** Bytes of whole lines; what is behind them is half a line of a crash or a full disk. */
  #end: number
  #isTorn: boolean

  private constructor(path: string, files: LedgerFiles, bytes: Uint8Array) {
    const { lines, tree, broken, wholeBytes } = readLedger(bytes, sha256)
    this.#path = path
    this.#files = files
    this.#lines = [...lines]
    this.#entries = lines.flatMap(({ entry }) => (entry ? [entry] : []))
    for (const entry of this.#entries) this.#byFile.set(fileKey(entry), entry)
    this.tree = tree
    this.broken = broken
    this.#end = wholeBytes
    this.#isTorn = wholeBytes < bytes.length
  }

  /** @throws the system's error if the file is there and cannot be read. */
  static async open(ledgerDir: string, files: LedgerFiles = nodeFiles): Promise<LedgerFile> {
    const path = join(ledgerDir, LEDGER_NAME)
    const bytes = await files.readFile(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return new Uint8Array()
      throw error
    })
    return new LedgerFile(path, files, bytes)
  }

  get isTorn(): boolean {
    return this.#isTorn
  }

  lines(): readonly LedgerLine[] {
    return this.#lines
  }

  entries(): readonly LedgerEntry[] {
    return this.#entries
  }

  /** The entry of this very file, if it has one. */
  entryOf(file: { readonly path: string; readonly sha256: string }): LedgerEntry | undefined {
    return this.#byFile.get(fileKey(file))
  }

  /** Cuts half a line off; a copy of the file is kept as it was. @throws the system's error. */
  async cutTornEnd(): Promise<void> {
    if (!this.#isTorn) return
    await keepAside(this.#path)
    const handle = await this.#files.open(this.#path, 'r+')
    try {
      await handle.truncate(this.#end)
      await handle.sync()
    } finally {
      await handle.close()
    }
    this.#isTorn = false
  }

  /**
   * Adds one line, durably. Not to be called again before it is done.
   * @throws the system's error (`ENOSPC`, …); nothing was added then.
   */
  async append(facts: RecordFacts): Promise<Result<LedgerEntry, LedgerChanged>> {
    await this.cutTornEnd()
    const text = nextLine(sha256, this.#lines.length, this.#lines.at(-1)?.text, facts)
    const entry = parseLine(text)
    assert(entry !== undefined, 'a line that was just made is an entry')
    const bytes = Buffer.from(`${text}\n`)
    const handle = await this.#openToAppend()
    if (!handle) return err({ kind: 'ledger-changed' })
    try {
      if ((await handle.stat()).size !== this.#end) return err({ kind: 'ledger-changed' })
      await this.#write(handle, bytes)
    } finally {
      await handle.close()
    }
    if (this.#end === 0) await syncFolder(join(this.#path, '..'), this.#files)
    this.#end += bytes.length
    this.#lines.push({ text, entry })
    this.#entries.push(entry)
    this.#byFile.set(fileKey(entry), entry)
    this.tree.append(bytes.subarray(0, -1))
    return ok(entry)
  }

  /** Null if somebody took the file away while we ran: then it is not ours to make anew. */
  #openToAppend(): Promise<nodeFiles.FileHandle | null> {
    if (this.#end === 0) return this.#files.open(this.#path, 'a+', 0o644)
    return this.#files.open(this.#path, 'r+').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null
      throw error
    })
  }

  async #write(handle: nodeFiles.FileHandle, bytes: Uint8Array): Promise<void> {
    try {
      for (let offset = 0; offset < bytes.length; ) offset += (await handle.write(bytes, offset, bytes.length - offset, this.#end + offset)).bytesWritten
      await handle.sync()
    } catch (error) {
      // If this fails as well, half a line is left: it is cut before the next is added, or at the next start.
      await handle.truncate(this.#end).catch(() => (this.#isTorn = true))
      throw error
    }
  }
}

function fileKey({ path, sha256: sum }: { readonly path: string; readonly sha256: string }): string {
  return `${sum} ${path}`
}
