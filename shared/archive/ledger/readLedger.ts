import { decodeUtf8 } from 'lib0/string'
import { FIRST_PREV, hexDigest, parseLine, type LedgerEntry } from './entry.ts'
import { MerkleTree, type Sha256 } from './merkle.ts'

export interface LedgerLine {
  readonly text: string
  /** Null if the line is no entry. */
  readonly entry: LedgerEntry | null
}

export interface LedgerReading {
  readonly lines: readonly LedgerLine[]
  /** Over every line as it stands, also over one that is no entry. */
  readonly tree: MerkleTree
  /** How many bytes are whole lines; what follows was torn off in the middle of a line. */
  readonly wholeBytes: number
  /** Numbers of the lines that are no entry, stand at another place than they say, or do not follow the line before. */
  readonly broken: readonly number[]
}

const LINE_FEED = 0x0a

/** Reads `ledger.jsonl` whatever it holds. */
export function readLedger(bytes: Uint8Array, sha256: Sha256): LedgerReading {
  const lines: LedgerLine[] = []
  const broken: number[] = []
  const tree = new MerkleTree(sha256)
  let prev = FIRST_PREV
  let start = 0
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    const line = bytes.subarray(start, end)
    const text = decoded(line)
    const entry = parseLine(text) ?? null
    if (entry?.seq !== lines.length || entry.prev !== prev) broken.push(lines.length)
    lines.push({ text, entry })
    tree.append(line)
    prev = hexDigest(sha256, line)
    start = end + 1
  }
  return { lines, tree, wholeBytes: start, broken }
}

/** Empty, which is no entry, if the bytes are no UTF-8. */
function decoded(line: Uint8Array): string {
  try {
    return decodeUtf8(line)
  } catch {
    return ''
  }
}
