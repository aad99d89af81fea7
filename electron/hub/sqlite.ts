// oxlint-disable-next-line typescript/triple-slash-reference -- the tests are another program, which would not see the declaration otherwise
/// <reference path="./sqlJsInline.d.ts" />
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js'
import type { SqlDatabase, SqlStatement, SqlValue } from '../../shared/archive/SqlDatabase.ts'

/** A statement that is read row by row: bind, step and get until step says no, reset. */
export interface MemoryStatement extends SqlStatement {
  bind(values: SqlValue[]): boolean
  step(): boolean
  get(): readonly SqlValue[]
  reset(): void
}

/** A database in memory. `close` it: its memory is not garbage-collected. */
export interface MemoryDatabase extends SqlDatabase {
  prepare(sql: string): MemoryStatement
  /** The whole file. The same statements give the same bytes. */
  export(): Uint8Array
  close(): void
}

export interface SqlEngine {
  /** An empty database, or a copy of the file's bytes. Bytes that are no database are only noticed by the first query. */
  open(bytes?: Uint8Array): MemoryDatabase
}

/** The engine is compiled once per process, by the library itself; later calls are free. */
export async function openSqlite(): Promise<SqlEngine> {
  const { Database } = await initSqlJs()
  // Copied, because sql.js writes into a Buffer that it is given.
  return { open: (bytes) => new Database(bytes && new Uint8Array(bytes)) }
}
