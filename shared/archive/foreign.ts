/** The largest archive that is taken from elsewhere: a thousand times what a meeting takes. The engine holds all of it in memory, twice. */
export const MOST_FOREIGN_BYTES = 64 * 1024 * 1024

/** Names of the files that lie beside a record that was exported with its proof. */
export const PROOF_NAMES = { entry: 'entry.json', proof: 'proof.json', checkpoint: 'checkpoint.note' } as const

/** The page beside them that verifies them, for people without this program. */
export const PROOF_PAGE_NAME = 'verify.html'
