export type ColumnKind = 'text' | 'integer' | 'real' | 'boolean'

/** `maybe`: it may be NULL. Format 1 does not say, its tables stand written out. */
export type ColumnOf = readonly [column: string, kind: ColumnKind] | readonly [column: string, kind: ColumnKind, maybe: 'maybe']

/** Where the lists of a record go: one row per member, `owner` naming the record. */
export interface MemberTable {
  readonly table: string
  readonly owner: string
  readonly member: string
}

/** One list of a snapshot as a table; its rows keep the order of the list in `position`. */
export interface RecordTable {
  readonly table: string
  /** Field of the record → its column. */
  readonly fields: Readonly<Record<string, ColumnOf>>
  readonly lists: Readonly<Record<string, MemberTable>>
}
