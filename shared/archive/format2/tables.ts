import type { ColumnOf, MemberTable, RecordTable } from '../RecordTable.ts'
import { MEETING_TABLE, SECTION_TABLES } from './columns.ts'

/** A position that is stated again may keep a condition under its id. */
const UNKEYED = 'condition'
const TYPES = { text: 'TEXT', integer: 'INTEGER', real: 'REAL', boolean: 'INTEGER' } as const

/**
 * The tables of format 2, word for word as `sqlite_schema` keeps them: a file with other ones is not read. What is made
 * here from the columns must never come out otherwise, or every written archive becomes unreadable; a test holds its
 * hash.
 *
 * CHECK rather than STRICT, which SQLite before 3.37 can't open. A table that is its own index takes one page of a small
 * meeting's file, not two. No reference between records is a foreign key, because records made offline may name what somebody removed meanwhile;
 * only the rows of a list belong to their record.
 */
export const DDL: readonly string[] = [
  `CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY CHECK (typeof(key) = 'text'),
  value TEXT NOT NULL CHECK (typeof(value) = 'text')
) WITHOUT ROWID`,
  ...[MEETING_TABLE, ...Object.values<RecordTable>(SECTION_TABLES)].flatMap(tableAndLists),
  `CREATE TABLE skipped_record (
  section TEXT NOT NULL PRIMARY KEY CHECK (typeof(section) = 'text'),
  count INTEGER NOT NULL CHECK (typeof(count) = 'integer')
) WITHOUT ROWID`,
  `CREATE TABLE document (
  position INTEGER PRIMARY KEY,
  encoding TEXT NOT NULL CHECK (encoding = 'yjs-update-v1'),
  state BLOB NOT NULL CHECK (typeof(state) = 'blob'),
  sha256 TEXT NOT NULL CHECK (typeof(sha256) = 'text' AND length(sha256) = 64)
)`,
]

function tableAndLists({ table, fields, lists }: RecordTable): readonly string[] {
  const isKeyed = 'id' in fields && table !== UNKEYED
  const columns = Object.entries(fields).map(([field, column]) => columnText(column, isKeyed && field === 'id'))
  const position = isKeyed ? "position INTEGER NOT NULL CHECK (typeof(position) = 'integer')" : 'position INTEGER PRIMARY KEY'
  const owner = fields['id']?.[0] ?? ''
  return [
    `CREATE TABLE ${table} (\n  ${[position, ...columns].join(',\n  ')}\n)${isKeyed ? ' WITHOUT ROWID' : ''}`,
    ...Object.values(lists).map((list) => listText(list, `${table} (${owner})`)),
  ]
}

function columnText([column, kind, maybe]: ColumnOf, isKey: boolean): string {
  const check = kind === 'boolean' ? `${column} IN (0, 1)` : maybe ? `typeof(${column}) IN ('${kind}', 'null')` : `typeof(${column}) = '${kind}'`
  return `${column} ${TYPES[kind]}${maybe ? '' : ' NOT NULL'}${isKey ? ' PRIMARY KEY' : ''} CHECK (${check})`
}

function listText({ table, owner, member }: MemberTable, owners: string): string {
  return `CREATE TABLE ${table} (
  ${owner} TEXT NOT NULL CHECK (typeof(${owner}) = 'text') REFERENCES ${owners},
  position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
  ${member} TEXT NOT NULL CHECK (typeof(${member}) = 'text'),
  PRIMARY KEY (${owner}, position)
) WITHOUT ROWID`
}
