/** The build with the WebAssembly inside: one file to bundle, nothing to find at run time. Only what `sqlite.ts` uses. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  interface Statement {
    run(values: (string | number | Uint8Array | null)[]): void
    bind(values: (string | number | Uint8Array | null)[]): boolean
    step(): boolean
    get(): (string | number | Uint8Array | null)[]
    reset(): void
    free(): boolean
  }
  interface Database {
    exec(sql: string): { columns: string[]; values: (string | number | Uint8Array | null)[][] }[]
    prepare(sql: string): Statement
    export(): Uint8Array
    close(): void
  }
  const initSqlJs: () => Promise<{ Database: new (bytes?: Uint8Array) => Database }>
  export default initSqlJs
}
