/**
 * What one update may hold. A legitimate update is far below: 100,000 edits made offline are at most as many structs,
 * and what people type merges into runs. An update above is refused before it is read any further.
 */
export const UPDATE_LIMITS = {
  /** Structs of all clients together: in an answer to sync step 1, which may bring days of offline work. */
  replyStructs: 300_000,
  /** The same in a live edit: one command, one paste, one undo. */
  liveStructs: 50_000,
  /** Deleted ranges of all clients together; a returning client sends every range of its document. */
  deletedRanges: 300_000,
  /** Client ids with deleted ranges, and with structs in an answer. */
  clients: 20_000,
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
  /**
   * Steps that finding the place of the update's items may take, in this check and again in Yjs, which would stand still
   * for minutes over what somebody made up for that. Ten million take about a second.
   */
  steps: 10_000_000,
} as const
