/** Rises with every change of the tables, of what goes into them, or of how text becomes words. */
export const CATALOGUE_VERSION = 3

/** `HSCA` in the file header. */
export const CATALOGUE_ID = 0x48534341

/**
 * One year of the catalogue but for its index, which is a file beside it. A row's id says its day, its kind and its place:
 * newest first is the order of ids. `sha256`: of the record, by which a correction names it.
 * `party`: departments that rows are about; `key` holds their ids and their normalised names, each between 0x1f; `name`
 * is that of the leading one.
 */
export const SHARD_DDL = `
CREATE TABLE archive (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, meeting_id TEXT NOT NULL, title TEXT NOT NULL,
  held_on TEXT NOT NULL, body TEXT NOT NULL, body_key TEXT NOT NULL, first_id INTEGER NOT NULL, last_id INTEGER NOT NULL
);
CREATE INDEX archive_first ON archive (first_id);
CREATE TABLE party (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE row (
  id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, party INTEGER NOT NULL, ref TEXT NOT NULL, item TEXT, text TEXT NOT NULL
);
`

/** Between the parts of a party's key, and around them. */
export const PARTY_SEPARATOR = '\u001F'

const KINDS = 16
const ROWS_OF_DAY = 2 ** 20
const DAY = ROWS_OF_DAY * KINDS

/** Of a day, `2026-03-05`: days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

/** The ids that rows of these days have, both included. */
export function idsOfDays(first: number, last: number): readonly [lowest: number, highest: number] {
  return [first * DAY, (last + 1) * DAY - 1]
}

/** `place` counts the rows of a day, from 0; undefined if a day cannot hold so many. */
export function rowId(day: number, place: number, kind: number): number | undefined {
  return place < ROWS_OF_DAY ? day * DAY + place * KINDS + kind : undefined
}

export function placeOf(id: number): number {
  return Math.floor((id - dayOf(id) * DAY) / KINDS)
}

export function dayOf(id: number): number {
  return Math.floor(id / DAY)
}

export function kindOf(id: number): number {
  return ((id % KINDS) + KINDS) % KINDS
}
