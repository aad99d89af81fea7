import type { LedgerEntry } from '../../../../shared/archive/ledger/entry.ts'

export interface FoundEntry {
  readonly entry: LedgerEntry
  /** Paths of the meeting's other records: what the found one corrects, or what was closed apart. */
  readonly others: readonly string[]
}

/**
 * The record that somebody names by its meeting's id, or by its path: below the workspace's folder, below `records`, or
 * its bare name, with or without the ending. Of a meeting with several, the newest that no other corrects.
 */
export function findEntry(entries: readonly LedgerEntry[], wanted: string): FoundEntry | undefined {
  const path = wanted.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\.sqlite$/, '')
  const named = entries.find((entry) => [entry.path, entry.path.replace(/^records\//, ''), `${entry.archiveId}.sqlite`].includes(`${path}.sqlite`))
  const ofMeeting = entries.filter(({ meetingId }) => meetingId === (named?.meetingId ?? wanted))
  const superseded = new Set(ofMeeting.map(({ supersedes }) => supersedes))
  const entry = named ?? ofMeeting.findLast(({ sha256 }) => !superseded.has(sha256)) ?? ofMeeting.at(-1)
  return entry && { entry, others: [...new Set(ofMeeting.map((other) => other.path))].filter((other) => other !== entry.path) }
}
