export type SqlValue = string | number | Uint8Array | null

/** The part of an open SQLite database that the archive needs; sql.js has exactly this shape. Statements throw on error. */
export interface SqlDatabase {
  /** Runs one or more statements; one result per statement that returned rows. */
  exec(sql: string): readonly { readonly values: readonly (readonly SqlValue[])[] }[]
  prepare(sql: string): SqlStatement
}

export interface SqlStatement {
  /** Binds, runs to the end and resets, ready for the next values. */
  run(values: SqlValue[]): void
  free(): unknown
}
