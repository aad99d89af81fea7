import { SEARCH_KINDS, type SearchAnswer, type SearchRequest } from '../../../../shared/archive/search/answer.ts'
import { bm25 } from '../../../../shared/archive/search/bm25.ts'
import { normalise } from '../../../../shared/archive/search/normalise.ts'
import { readQuery } from '../../../../shared/archive/search/query.ts'
import { snippetOf } from '../../../../shared/archive/search/snippet.ts'
import { hitsOf } from './directSearch.ts'
import type { CatalogueYear } from './CatalogueYear.ts'
import type { SearchedRecord, RecordFile } from './searchedRecords.ts'
import type { KindCounts, NewestHits, Ranking, Shard, StoredHit } from './Shard.ts'
import { dayNumber, dayOf, kindOf } from './shardFormat.ts'
import { shardSearch, type ShardSearch } from './shardSearch.ts'

/** Hits beyond these are too old to be ranked: ranking all would take a second where there are a hundred thousand. */
const MOST_RANKED = 3_000

export interface SearchedYears {
  /** Newest first. */
  readonly years: readonly CatalogueYear[]
  /** Works on a year's shard. Undefined if it turned out to be damaged; its records are pending from then on. */
  readonly withShard: <T>(year: CatalogueYear, work: (shard: Shard) => T) => Promise<T | undefined>
  /** Undefined if the record can't be read. */
  readonly read: (file: RecordFile) => Promise<SearchedRecord | undefined>
  /** True once reading records one by one has taken long enough. */
  readonly isTimeUp: () => boolean
}

/** Where a hit is: in a shard, or as it was read from its record. */
type FoundHit = { readonly day: number } & (ShardHit | { readonly hit: StoredHit })

interface ShardHit {
  readonly year: CatalogueYear
  /** Of the year when it was found. */
  readonly generation: number
  readonly id: number
}

interface Found {
  readonly hits: FoundHit[]
  readonly byKind: KindCounts
  readonly byYear: Map<string, number>
  /** How many each record has: as its shard knows, or by its path, of those that are listed or were read themselves. */
  readonly inRecord: Map<CatalogueYear, NewestHits['inRecord']>
  readonly byPath: Map<string, number>
  /** Of records that are read themselves: hash of what each corrects → its path. */
  readonly corrections: Map<string, string>
}

/** Searches the catalogue, and the records themselves for what is not in it yet. */
export async function searchYears(parts: SearchedYears, request: SearchRequest): Promise<SearchAnswer> {
  const search = searchOf(request)
  const most = request.offset + request.limit
  const found: Found = { hits: [], byKind: SEARCH_KINDS.map(() => 0), byYear: new Map(), inRecord: new Map(), byPath: new Map(), corrections: new Map() }
  const pending = await searchShards(parts, search, found, most)
  await searchRecords(parts, search, found, pending)
  const isComplete = pending.length === 0
  const inOrder = request.order === 'relevance' && isComplete ? await byRelevance(parts, search, found.hits) : found.hits.toSorted((a, b) => b.day - a.day)
  const hits = await readHits(parts, found, inOrder.slice(request.offset, most))
  const correctionOf = (sha256: string): string | null => found.corrections.get(sha256) ?? parts.years.map(({ corrections }) => corrections.get(sha256)).find((path) => path !== undefined) ?? null
  return {
    total: found.byKind.reduce((sum, count) => sum + count, 0),
    hits: hits.map(({ record, ...hit }) => ({ ...hit, ...snippetOf(hit.text, search.query), supersededBy: correctionOf(record.sha256) })),
    counts: {
      byKind: Object.fromEntries(SEARCH_KINDS.map((kind, number) => [kind, found.byKind[number] ?? 0] as const).filter(([, count]) => count > 0)),
      byYear: Object.fromEntries(found.byYear),
      byMeeting: Object.fromEntries(hits.map(({ path }) => [path, found.byPath.get(path) ?? 0])),
    },
    isComplete,
  }
}

function searchOf({ q, from, to, kind, body, department }: SearchRequest): ShardSearch {
  return shardSearch({
    query: readQuery(q),
    days: [from === undefined ? -Infinity : dayNumber(from), to === undefined ? Infinity : dayNumber(to)],
    kinds: kind.map((name) => SEARCH_KINDS.indexOf(name)),
    body: body === undefined ? undefined : normalise(body),
    department: department === undefined ? undefined : normalise(department),
  })
}

interface PendingRecord {
  readonly year: CatalogueYear
  readonly file: RecordFile
}

/**
 * @returns the records that were in no shard at the moment when it was searched, newest first: while they are read they
 * may come into it, and would be missed or counted twice if anybody looked again.
 */
async function searchShards({ years, withShard }: SearchedYears, search: ShardSearch, found: Found, most: number): Promise<readonly PendingRecord[]> {
  const pending: PendingRecord[] = []
  for (const year of years) {
    const part = year.overlaps(search.days) ? await withShard(year, (shard) => ({ ...shard.newest(search, Math.max(0, most - found.hits.length)), files: year.pending, generation: year.generation })) : undefined
    for (const file of part?.files ?? year.pending) pending.push({ year, file })
    if (!part) continue
    countHits(found, year.year, part.byKind)
    found.inRecord.set(year, part.inRecord)
    for (const id of part.ids) found.hits.push({ day: dayOf(id), year, generation: part.generation, id })
  }
  return pending
}

async function searchRecords({ read, isTimeUp }: SearchedYears, search: ShardSearch, found: Found, pending: readonly PendingRecord[]): Promise<void> {
  for (const { year, file } of pending) {
    if (isTimeUp()) return
    const record = await read(file)
    const hits = record ? hitsOf(search, record) : []
    if (record?.supersedes) found.corrections.set(record.supersedes, record.path)
    countHits(found, year.year, SEARCH_KINDS.map((kind) => hits.filter((hit) => hit.kind === kind).length))
    if (record) found.byPath.set(record.path, hits.length)
    for (const hit of hits) found.hits.push({ day: dayNumber(hit.heldOn), hit })
  }
}

function countHits({ byKind, byYear }: Found, year: string, more: KindCounts): void {
  more.forEach((hits, kind) => (byKind[kind] = (byKind[kind] ?? 0) + hits))
  const sum = more.reduce((all, hits) => all + hits, 0)
  if (sum > 0) byYear.set(year, (byYear.get(year) ?? 0) + sum)
}

/** The newest hits by BM25, the others after them as they are. */
async function byRelevance({ years, withShard }: SearchedYears, search: ShardSearch, newest: readonly FoundHit[]): Promise<readonly FoundHit[]> {
  const ranked: { readonly year: CatalogueYear; readonly generation: number; readonly ranking: Ranking }[] = []
  for (const year of years) {
    const left = MOST_RANKED - ranked.reduce((sum, { ranking }) => sum + ranking.hits.length, 0)
    const ranking = left > 0 && year.overlaps(search.days) ? await withShard(year, (shard) => ({ year, generation: year.generation, ranking: shard.ranking(search, left) })) : undefined
    if (ranking) ranked.push(ranking)
  }
  const rankings = ranked.map(({ ranking }) => ranking).filter(({ hits }) => hits.length > 0)
  if (rankings.length === 0) return newest
  const texts = rankings.reduce((sum, ranking) => sum + ranking.texts, 0)
  const overall = {
    texts,
    meanLength: rankings.reduce((sum, ranking) => sum + ranking.meanLength * ranking.texts, 0) / texts,
    textsWith: (rankings[0]?.textsWith ?? []).map((_, term) => rankings.reduce((sum, { textsWith }) => sum + (textsWith[term] ?? 0), 0)),
  }
  const scored = ranked.flatMap(({ year, generation, ranking }) => ranking.hits.map(({ id, counts, length }) => ({ year, generation, id, day: dayOf(id), score: bm25(counts, length, kindOf(id), overall) })))
  return [...scored.toSorted((a, b) => b.score - a.score || b.id - a.id), ...newest.slice(scored.length)]
}

/** Notes as well how many hits their records have. */
async function readHits({ withShard }: SearchedYears, { inRecord, byPath }: Found, hits: readonly FoundHit[]): Promise<readonly StoredHit[]> {
  const read: StoredHit[] = []
  for (let at = 0; at < hits.length; ) {
    const found = hits[at++]
    if (!found) break
    if ('hit' in found) {
      read.push(found.hit)
      continue
    }
    const { year, generation, id } = found
    const ids = [id]
    for (let next = hits[at]; next && 'id' in next && next.year === year; next = hits[++at]) ids.push(next.id)
    // Of a year that is being made anew since it was searched, ids say nothing any more; the next search finds them again.
    for (const hit of (await withShard(year, (shard) => (year.generation === generation ? shard.read(ids) : []))) ?? []) {
      read.push(hit)
      if (!byPath.has(hit.path)) byPath.set(hit.path, inRecord.get(year)?.(hit.record) ?? 0)
    }
  }
  return read
}
