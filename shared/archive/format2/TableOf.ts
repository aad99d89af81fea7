import type { MeetingSnapshot } from '../../schema/snapshot.ts'
import type { MemberTable, RecordTable } from '../RecordTable.ts'

type FieldsOf<T, IsList extends boolean> = { [K in keyof T & string]: (T[K] extends readonly unknown[] ? true : false) extends IsList ? K : never }[keyof T & string]
type KindOf<V> = NonNullable<V> extends boolean ? 'boolean' : NonNullable<V> extends number ? 'integer' | 'real' : 'text'
type ColumnFor<V> = null extends V ? readonly [column: string, kind: KindOf<V>, maybe: 'maybe'] : readonly [column: string, kind: KindOf<V>]

/** Names every field of `T`: a field added to a schema does not compile until it has a column. */
export interface TableOf<T> extends RecordTable {
  readonly fields: { readonly [K in FieldsOf<T, false>]: ColumnFor<T[K]> }
  readonly lists: { readonly [K in FieldsOf<T, true>]: MemberTable }
}

export type Section = Exclude<keyof MeetingSnapshot, 'info' | 'skipped'>
export type SectionTables<S extends Section> = { readonly [K in S]: TableOf<MeetingSnapshot[K][number]> }
