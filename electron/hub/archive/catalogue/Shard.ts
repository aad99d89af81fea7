import { normalise } from '../../../../shared/archive/search/normalise.ts'
import { SEARCH_KINDS, type SearchHit } from '../../../../shared/archive/search/answer.ts'
import { assert } from '../../../../shared/lib/assert.ts'
import type { SqlEngine } from '../../sqlite.ts'
import type { RowSearch } from './grams/findRows.ts'
import { GramIndex } from './grams/GramIndex.ts'
import type { SegmentLists } from './grams/Segment.ts'
import type { SearchedRecord } from './searchedRecords.ts'
import { ShardFile } from './ShardFile.ts'
import { CATALOGUE_ID, CATALOGUE_VERSION, dayNumber, idsOfDays, kindOf, PARTY_SEPARATOR, placeOf, rowId, SHARD_DDL } from './shardFormat.ts'
import type { ShardSearch } from './shardSearch.ts'

/** A hit that may be ranked: for each term how often the row has it; the row's length, in 16-bit units. */
export interface RankedHit {
  readonly id: number
  readonly counts: readonly number[]
  readonly length: number
}

export interface Ranking {
  readonly hits: readonly RankedHit[]
  readonly texts: number
  readonly meanLength: number
  /** For each term, rows of this shard that have it. */
  readonly textsWith: readonly number[]
}

/** A hit as it is stored; snippet and correction are the caller's to find. */
export type StoredHit = Omit<SearchHit, 'snippet' | 'highlights' | 'supersededBy'> & {
  readonly record: {
    readonly sha256: string
    /** Of its rows in the shard; none if it is in none. */
    readonly ids?: readonly [lowest: number, highest: number]
  }
}

/** By number of the kind. */
export type KindCounts = number[]

export interface NewestHits {
  readonly byKind: KindCounts
  /** Newest first; fewer than were wanted are all. */
  readonly ids: readonly number[]
  /** How many the record of a hit has. */
  readonly inRecord: (record: StoredHit['record']) => number
}

/** What a shard is kept as: rows are in a database, their index is in a file of its own. */
export interface ShardBytes {
  readonly rows: Uint8Array
  readonly grams: Uint8Array
}

type StoredArchive = Pick<StoredHit, 'meetingId' | 'meeting' | 'heldOn' | 'path' | 'body' | 'record'>

/** One year of the catalogue, in memory. */
export class Shard {
  readonly #file: ShardFile
  readonly #grams: GramIndex
  /** Read from the database once. */
  readonly #archives = new Map<number, StoredArchive>()
  readonly #parties = new Map<number, string>()

  private constructor(file: ShardFile, grams: GramIndex) {
    this.#file = file
    this.#grams = grams
  }

  static create(engine: SqlEngine): Shard {
    const file = new ShardFile(engine)
    file.exec(`PRAGMA application_id = ${CATALOGUE_ID}; PRAGMA user_version = ${CATALOGUE_VERSION}`)
    file.exec(SHARD_DDL)
    return new Shard(file, GramIndex.create())
  }

  /** Undefined if the bytes are no shard of this version; `grams` are used where they are. */
  static open(engine: SqlEngine, bytes: ShardBytes): Shard | undefined {
    const grams = GramIndex.open(bytes.grams)
    if (!grams) return undefined
    const file = new ShardFile(engine, bytes.rows)
    try {
      const [id, version] = [file.row('PRAGMA application_id')?.[0], file.row('PRAGMA user_version')?.[0]]
      if (id === CATALOGUE_ID && version === CATALOGUE_VERSION) return new Shard(file, grams)
    } catch {
      // No database.
    }
    file.close()
    return undefined
  }

  /** Puts a record in that is not in yet. False if its day has too many rows for the catalogue. */
  add({ path, sha256, meetingId, title, heldOn, body, rows, departmentNames }: SearchedRecord): boolean {
    const day = dayNumber(heldOn)
    const lowest = this.#freePlace(day)
    const ids = rows.map(({ kind }, index) => rowId(day, lowest + rows.length - 1 - index, SEARCH_KINDS.indexOf(kind)))
    const [highestId, lowestId] = [ids[0] ?? rowId(day, lowest, 0), ids.at(-1) ?? rowId(day, lowest, 0)]
    if (highestId === undefined || lowestId === undefined) return false
    const numbers = this.#file.transaction(() => {
      const bodyKey = normalise(body)
      this.#file.run(
        'INSERT INTO archive (path, sha256, meeting_id, title, held_on, body, body_key, first_id, last_id) VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS INTEGER), CAST(? AS INTEGER))',
        path, sha256, meetingId, title, heldOn, body, bodyKey, String(lowestId), String(highestId),
      )
      const archive = this.#number('SELECT last_insert_rowid()')
      return rows.map(({ ref, itemId, text, departmentIds }, index) => {
        const party = this.#party(departmentIds, departmentIds.map((of) => departmentNames.get(of) ?? ''))
        this.#file.run('INSERT INTO row (id, archive, party, ref, item, text) VALUES (CAST(? AS INTEGER), ?, ?, ?, ?, ?)', String(ids[index]), archive, party, ref, itemId, text)
        return { archive, party }
      })
    })
    this.#grams.add(rows.map(({ text }, index) => ({ id: ids[index] ?? 0, archive: numbers[index]?.archive ?? 0, party: numbers[index]?.party ?? 0, text: normalise(text) })))
    return true
  }

  /** How many hits there are, and the newest of them. */
  newest(search: ShardSearch, most: number): NewestHits {
    const parts = this.#grams.find(this.#rowSearch(search), false)
    const byKind = SEARCH_KINDS.map(() => 0)
    const ids: number[] = []
    for (const { segment, rows } of parts) {
      countKinds(segment.kinds, rows, byKind)
      for (let at = 0; at < rows.length && at < most; at++) ids.push(segment.lists.ids[rows[at] ?? 0] ?? 0)
    }
    return {
      byKind,
      ids: ids.toSorted((a, b) => b - a).slice(0, most),
      inRecord: ({ ids: [lowest, highest] = [0, -1] }) => parts.reduce((sum, { segment: { lists }, rows }) => sum + countAbove(lists, rows, lowest - 1) - countAbove(lists, rows, highest), 0),
    }
  }

  /** The newest hits with what BM25 needs; of a query without terms, none. */
  ranking(search: ShardSearch, most: number): Ranking {
    const parts = search.terms.length === 0 ? [] : this.#grams.find(this.#rowSearch(search), true)
    const hits = parts.flatMap(({ segment: { lists }, rows, terms }) => {
      const next = terms.map(() => 0)
      const countIn = (row: number, term: number): number => {
        const { rows: having, counts } = terms[term] ?? { rows: [], counts: [] }
        let at = next[term] ?? 0
        while ((having[at] ?? Infinity) < row) at++
        next[term] = at
        return counts[at] ?? 0
      }
      return Array.from(rows.subarray(0, most), (row): RankedHit => ({ id: lists.ids[row] ?? 0, counts: terms.map((_, term) => countIn(row, term)), length: (lists.starts[row + 1] ?? 0) - (lists.starts[row] ?? 0) }))
    })
    const texts = parts.reduce((sum, { segment }) => sum + segment.rows, 0)
    const units = parts.reduce((sum, { segment }) => sum + (segment.lists.starts.at(-1) ?? 0), 0)
    return {
      hits: hits.toSorted((a, b) => b.id - a.id).slice(0, most),
      texts,
      meanLength: units / Math.max(texts, 1),
      textsWith: search.terms.map((_, term) => parts.reduce((sum, { terms }) => sum + (terms[term]?.rows.length ?? 0), 0)),
    }
  }

  /** In the order of `ids`. */
  read(ids: readonly number[]): readonly StoredHit[] {
    return ids.map((id) => {
      const row = this.#file.row("SELECT archive, party, ref, item, 'x' || text FROM row WHERE id = CAST(? AS INTEGER)", String(id))
      const kind = SEARCH_KINDS[kindOf(id)]
      assert(row !== undefined && kind !== undefined, 'a row that was found is there, and is one of the kinds')
      const [archive, party, ref, itemId, text] = row
      return { ...this.#archive(Number(archive)), kind, ref: String(ref), text: String(text).slice(1), itemId: typeof itemId === 'string' && itemId !== '' ? itemId : null, department: this.#partyName(Number(party)) || null }
    })
  }

  /** After many records were added: smaller, and faster to search. */
  tidy(): void {
    this.#grams.tidy()
  }

  export(): ShardBytes {
    return { rows: this.#file.export(), grams: this.#grams.bytes() }
  }

  close(): void {
    this.#file.close()
  }

  #rowSearch({ terms, days, kinds, body, department }: ShardSearch): RowSearch {
    return {
      terms,
      days,
      kinds: kinds.length === 0 ? undefined : new Set(kinds),
      archives: body === undefined ? undefined : this.#numbers('SELECT id FROM archive WHERE body_key = ?', body),
      parties: department === undefined ? undefined : this.#numbers('SELECT id FROM party WHERE instr(key, ?) > 0', `${PARTY_SEPARATOR}${department}${PARTY_SEPARATOR}`),
    }
  }

  #archive(number: number): StoredArchive {
    const known = this.#archives.get(number)
    if (known) return known
    const row = this.#file.row("SELECT meeting_id, 'x' || title, held_on, path, 'x' || body, sha256, first_id, last_id FROM archive WHERE id = ?", number)
    const [meetingId = '', meeting = '', heldOn = '', path = '', body = '', sha256 = '', lowest = '', highest = ''] = (row ?? []).map(String)
    const archive = { meetingId, meeting: meeting.slice(1), heldOn, path, body: body.slice(1), record: { sha256, ids: [Number(lowest), Number(highest)] as const } }
    this.#archives.set(number, archive)
    return archive
  }

  #partyName(number: number): string {
    const name = this.#parties.get(number) ?? String(this.#file.row('SELECT name FROM party WHERE id = ?', number)?.[0] ?? '')
    this.#parties.set(number, name)
    return name
  }

  #freePlace(day: number): number {
    const [lowest, highest] = idsOfDays(day, day)
    const [last] = this.#file.row('SELECT max(last_id) FROM archive WHERE first_id BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)', String(lowest), String(highest)) ?? []
    return last === null || last === undefined ? 0 : placeOf(Number(last)) + 1
  }

  #party(ids: readonly string[], names: readonly string[]): number {
    const key = ['', ...ids, ...names.map(normalise), ''].join(PARTY_SEPARATOR)
    const known = this.#file.row('SELECT id FROM party WHERE key = ?', key)
    if (known) return Number(known[0])
    this.#file.run('INSERT INTO party (key, name) VALUES (?, ?)', key, names[0] ?? '')
    return this.#number('SELECT last_insert_rowid()')
  }

  #numbers(sql: string, value: string): ReadonlySet<number> {
    return new Set([...this.#file.rows(sql, value)].map(([found]) => Number(found)))
  }

  #number(sql: string): number {
    return Number(this.#file.row(sql)?.[0])
  }
}

function countKinds(kinds: Uint8Array, rows: Uint32Array, byKind: KindCounts): void {
  for (let at = 0; at < rows.length; at++) {
    const kind = kinds[rows[at] ?? 0] ?? 0
    byKind[kind] = (byKind[kind] ?? 0) + 1
  }
}

/** Of rows whose ids fall, how many have more than this. */
function countAbove({ ids }: SegmentLists, rows: Uint32Array, id: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[rows[middle] ?? 0] ?? 0) > id) low = middle + 1
    else high = middle
  }
  return low
}
