import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { ThreadCatalogue } from '../../electron/hub/archive/catalogue/ThreadCatalogue.ts'
import { openSqlite, type MemoryDatabase } from '../../electron/hub/sqlite.ts'
import { SearchRequestSchema, type SearchRequest } from '../../shared/archive/search/answer.ts'
import { normalise } from '../../shared/archive/search/normalise.ts'
import { matches, readQuery } from '../../shared/archive/search/query.ts'
import { searchableRows } from '../../shared/archive/search/rows.ts'
import { assert } from '../../shared/lib/assert.ts'
import type { Corpus } from './corpus.ts'
import { someMeeting } from './makeRecords.ts'
import type { BenchQuery } from './queries.ts'

const ROUNDS = 3
const MOST_LISTED = 1_000

/** All rows as the records have them. */
export function allRows(corpus: Corpus, meetings: number): readonly string[] {
  return Array.from({ length: meetings }, (_, number) => searchableRows(someMeeting(corpus, number, meetings)).map(({ text }) => text)).flat()
}

export function openThread(worker: string, dataDir: string): ThreadCatalogue {
  return new ThreadCatalogue(worker, dataDir)
}

/** Making the catalogue of records that it has never seen. @returns seconds, and MB on the disk */
export async function measureRebuild(catalogue: ThreadCatalogue, dataDir: string): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const before = performance.now()
  await catalogue.rebuild()
  const seconds = (performance.now() - before) / 1_000
  const folder = join(dataDir, 'catalogue')
  return { seconds, megabytes: readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6 }
}

/** Milliseconds for each query, the median of some rounds, as the hub has it: asked of the thread, with snippets and counts. */
export async function measureQueries(catalogue: ThreadCatalogue, queries: readonly BenchQuery[], request: Partial<SearchRequest> = {}): Promise<readonly number[]> {
  const times: number[] = []
  for (const { q } of queries) {
    const rounds: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now()
      await catalogue.search({ ...SearchRequestSchema.parse({ q }), ...request })
      rounds.push(performance.now() - before)
    }
    times.push(rounds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0)
  }
  return times
}

/** What a plain `LIKE` takes for the same rows in the same engine, for each query once; of several terms the first. */
export async function measureLike(dataDir: string, queries: readonly BenchQuery[]): Promise<readonly number[]> {
  const engine = await openSqlite()
  const folder = join(dataDir, 'catalogue')
  const shards: MemoryDatabase[] = readdirSync(folder).filter((name) => name.endsWith('.sqlite')).map((name) => engine.open(readFileSync(join(folder, name))))
  try {
    return queries.map(({ q }) => {
      const pattern = `%${(q.split(' ')[0] ?? '').replaceAll(/[%_\\']/g, '')}%`
      const before = performance.now()
      for (const shard of shards) shard.exec(`SELECT id FROM row WHERE text LIKE '${pattern}' ORDER BY id DESC`)
      return performance.now() - before
    })
  } finally {
    for (const shard of shards) shard.close()
  }
}

export interface Recall {
  readonly group: string
  /** Texts that hold a query, over all queries of the group, and how many of them were found. */
  readonly there: number
  readonly found: number
  /** Hits that do not hold it. */
  readonly wrong: number
}

/** Against a scan of every row: how many there are, and of the hits listed whether each holds the query. */
export async function measureRecall(catalogue: ThreadCatalogue, rows: readonly string[], queries: readonly BenchQuery[]): Promise<readonly Recall[]> {
  const normal = rows.map(normalise)
  const byGroup = new Map<string, { there: number; found: number; wrong: number }>()
  for (const { group, q } of queries) {
    const query = readQuery(q)
    const there = normal.reduce((sum, text) => sum + (matches(query, text) ? 1 : 0), 0)
    const { total, hits } = await catalogue.search({ ...SearchRequestSchema.parse({ q }), limit: MOST_LISTED })
    const wrong = hits.filter(({ text }) => !matches(query, normalise(text))).length
    assert(hits.length === Math.min(total, MOST_LISTED), 'every hit up to the limit is listed')
    const distinct = new Set(hits.map(({ path, kind, ref }) => `${path} ${kind} ${ref}`)).size
    const known = byGroup.get(group) ?? { there: 0, found: 0, wrong: 0 }
    byGroup.set(group, { there: known.there + there, found: known.found + Math.min(there, total) - (hits.length - distinct), wrong: known.wrong + wrong + Math.max(0, total - there) })
  }
  return [...byGroup].map(([group, counts]) => ({ group, ...counts }))
}

/** Milliseconds from the hub's word that there is a new record to its being found and on the disk. */
export async function measureAdding(catalogue: ThreadCatalogue, addRecord: (number: number) => Promise<string>, times: number): Promise<readonly number[]> {
  const taken: number[] = []
  for (let number = 0; number < times; number++) {
    const path = await addRecord(number)
    const before = performance.now()
    await catalogue.add(path)
    taken.push(performance.now() - before)
  }
  return taken
}
