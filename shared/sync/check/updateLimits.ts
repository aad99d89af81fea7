/** How much one update may bring. Above that it is refused before it is read any further. */
export interface UpdateSize {
  /** Structs of all clients together. */
  readonly structs: number
  /** Deleted ranges of all clients together. */
  readonly deletedRanges: number
  /** Client ids with structs, and with deleted ranges. */
  readonly clients: number
  /**
   * Steps that finding the place of the update's items may take, in this check and again in Yjs, which would stand still
   * for minutes over what somebody made up for that. Ten million take about a second.
   */
  readonly steps: number
}

/**
 * Days of work offline: 100,000 edits are at most as many structs, and what people type merges into runs. Of deletions a
 * returning client sends every range of its document.
 */
const REPLY: UpdateSize = { structs: 300_000, deletedRanges: 300_000, clients: 20_000, steps: 10_000_000 }

export const UPDATE_SIZES = {
  /** One command, one paste, one undo. */
  live: { ...REPLY, structs: 50_000 },
  /** An answer to sync step 1. */
  reply: REPLY,
  /** The same while a hub recovers: a whole meeting, whoever wrote it. */
  whole: { structs: 1_000_000, deletedRanges: 1_000_000, clients: 20_000, steps: 30_000_000 },
  /** From another hub of the workspace, where all of it passed these limits piece by piece; together there is none. */
  hub: { structs: Infinity, deletedRanges: Infinity, clients: Infinity, steps: Infinity },
} as const satisfies Record<string, UpdateSize>

/** What any update may hold. */
export const UPDATE_LIMITS = {
  /** Client ids that one update may use for the first time: each window that was open offline has one. */
  newClients: 256,
  /** UTF-8 bytes of one run of text. */
  textBytes: 4_000_000,
  /** UTF-8 bytes of a key: record ids, fields, members of sets, names of elements, attributes and formats. */
  keyBytes: 512,
  /** Arrays and objects inside each other in a plain value. */
  valueDepth: 16,
  /** Types inside each other below a root: Yjs deletes them recursively, so that endless nesting would overflow its stack. */
  typeDepth: 100,
  /** Highest clock. Yjs counts in doubles. */
  clock: 2 ** 45,
} as const
