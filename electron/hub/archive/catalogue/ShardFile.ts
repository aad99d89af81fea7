import type { SqlValue } from '../../../../shared/archive/SqlDatabase.ts'
import type { MemoryDatabase, MemoryStatement, SqlEngine } from '../../sqlite.ts'

type Row = readonly SqlValue[]

/** The rows of one year, a database in memory. Statements are prepared once; none may be run again while its rows are being read. */
export class ShardFile {
  readonly #db: MemoryDatabase
  readonly #statements = new Map<string, MemoryStatement>()

  /** @throws Error if the bytes are no database, at the first statement at the latest. */
  constructor(engine: SqlEngine, bytes?: Uint8Array) {
    this.#db = engine.open(bytes)
    // Nobody else has this memory: without it every statement looks whether another process left a journal.
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE')
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  run(sql: string, ...values: SqlValue[]): void {
    this.#statement(sql).run(values)
  }

  *rows(sql: string, ...values: SqlValue[]): Generator<Row, void> {
    const statement = this.#statement(sql)
    statement.bind(values)
    try {
      while (statement.step()) yield statement.get()
    } finally {
      statement.reset()
    }
  }

  row(sql: string, ...values: SqlValue[]): Row | undefined {
    for (const row of this.rows(sql, ...values)) return row
    return undefined
  }

  /** All or nothing. */
  transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN')
    try {
      const done = work()
      this.#db.exec('COMMIT')
      return done
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  export(): Uint8Array {
    return this.#db.export()
  }

  close(): void {
    for (const statement of this.#statements.values()) statement.free()
    this.#statements.clear()
    this.#db.close()
  }

  #statement(sql: string): MemoryStatement {
    const prepared = this.#statements.get(sql) ?? this.#db.prepare(sql)
    this.#statements.set(sql, prepared)
    return prepared
  }
}
