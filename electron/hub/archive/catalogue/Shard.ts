import { indexText } from '../../../../shared/archive/search/grams.ts'
import { normalise } from '../../../../shared/archive/search/normalise.ts'
import { matches } from '../../../../shared/archive/search/query.ts'
import { SEARCH_KINDS, type SearchHit } from '../../../../shared/archive/search/answer.ts'
import { assert } from '../../../../shared/lib/assert.ts'
import type { SqlEngine } from '../../sqlite.ts'
import type { SearchedRecord } from './searchedRecords.ts'
import { ShardFile } from './ShardFile.ts'
import { CATALOGUE_ID, CATALOGUE_VERSION, dayNumber, idsOfDays, kindOf, PARTY_SEPARATOR, placeOf, rowId, SHARD_DDL } from './shardFormat.ts'
import type { ShardSearch } from './shardSearch.ts'

/** A hit that may be ranked: for each term how often the row has it, how many rows of this year have it; the row's length. */
export interface RankedHit {
  readonly id: number
  readonly counts: readonly number[]
  readonly length: number
}

export interface Ranking {
  readonly hits: readonly RankedHit[]
  readonly texts: number
  readonly meanLength: number
  readonly textsWith: readonly number[]
}

/** A hit as it is stored; the snippet is the caller's to make. */
export type StoredHit = Omit<SearchHit, 'snippet' | 'highlights'>

/** By number of the kind. */
export type KindCounts = number[]

/** One year of the catalogue, in memory. */
export class Shard {
  readonly #file: ShardFile

  private constructor(file: ShardFile) {
    this.#file = file
  }

  static create(engine: SqlEngine): Shard {
    const file = new ShardFile(engine)
    file.exec(`PRAGMA application_id = ${CATALOGUE_ID}; PRAGMA user_version = ${CATALOGUE_VERSION}`)
    file.exec(SHARD_DDL)
    return new Shard(file)
  }

  /** Undefined if the bytes are no shard of this version. */
  static open(engine: SqlEngine, bytes: Uint8Array): Shard | undefined {
    const file = new ShardFile(engine, bytes)
    try {
      const [id, version] = [file.row('PRAGMA application_id')?.[0], file.row('PRAGMA user_version')?.[0]]
      if (id === CATALOGUE_ID && version === CATALOGUE_VERSION) return new Shard(file)
    } catch {
      // No database.
    }
    file.close()
    return undefined
  }

  /** Puts a record in that is not in yet. False if its day has too many rows for the catalogue. */
  add({ path, meetingId, title, heldOn, body, rows, departmentNames }: SearchedRecord): boolean {
    const day = dayNumber(heldOn)
    const lowest = this.#freePlace(day)
    const ids = rows.map(({ kind }, index) => rowId(day, lowest + rows.length - 1 - index, SEARCH_KINDS.indexOf(kind)))
    const [highestId, lowestId] = [ids[0] ?? rowId(day, lowest, 0), ids.at(-1) ?? rowId(day, lowest, 0)]
    if (highestId === undefined || lowestId === undefined) return false
    this.#file.transaction(() => {
      const bodyKey = normalise(body)
      this.#file.run('INSERT INTO archive (path, meeting_id, title, held_on, body, body_key, first_id, last_id) VALUES (?, ?, ?, ?, ?, ?, CAST(? AS INTEGER), CAST(? AS INTEGER))', path, meetingId, title, heldOn, body, bodyKey, String(lowestId), String(highestId))
      const archive = this.#number('SELECT last_insert_rowid()')
      rows.forEach(({ ref, itemId, text, departmentIds }, index) => {
        const id = String(ids[index])
        const party = this.#party(departmentIds, departmentIds.map((of) => departmentNames.get(of) ?? ''))
        this.#file.run('INSERT INTO row (id, archive, party, ref, item, text) VALUES (CAST(? AS INTEGER), ?, ?, ?, ?, ?)', id, archive, party, ref, itemId, text)
        this.#file.run('INSERT INTO gram (docid, words) VALUES (CAST(? AS INTEGER), ?)', id, indexText(normalise(text)))
      })
    })
    return true
  }

  /** Hits by kind, and the newest of them, newest first; fewer than `most` are all. */
  newest(search: ShardSearch, most: number): { readonly byKind: KindCounts; readonly ids: readonly number[] } {
    if (!search.isExact) return this.#readThrough(search, most)
    const { sql, values } = search
    // One more than asked for tells whether these are all.
    const ids = most === 0 ? [] : [...this.#file.rows(sql.newest, ...values, most + 1)].map(([found]) => Number(found))
    if (most > 0 && ids.length <= most) return { byKind: countKinds(ids), ids }
    const byKind = countKinds([])
    for (const [kind, count] of this.#file.rows(sql.kinds, ...values)) byKind[Number(kind)] = Number(count)
    return { byKind, ids: ids.slice(0, most) }
  }

  /** The newest hits with what BM25 needs; of a query whose terms have no words, none. */
  ranking(search: ShardSearch, most: number): Ranking {
    const { query, isExact, sql, values } = search
    if (sql.ranking === null) return { hits: [], texts: 0, meanLength: 0, textsWith: [] }
    const hits: RankedHit[] = []
    const overall = { texts: 0, meanLength: 0, textsWith: [] as readonly number[] }
    for (const [row, blob, text] of this.#file.rows(sql.ranking, ...values)) {
      assert(blob instanceof Uint8Array, 'matchinfo gives bytes')
      // p and c, texts, mean length, this length, then for each term: here, everywhere, texts with it.
      const [terms = 0, , texts = 0, meanLength = 0, length = 0, ...numbers] = new Uint32Array(blob.slice().buffer)
      const per = (which: number): number[] => Array.from({ length: terms }, (_, term) => numbers[term * 3 + which] ?? 0)
      if (hits.length === 0) Object.assign(overall, { texts, meanLength, textsWith: per(2) })
      if (isExact || matches(query, normalise(String(text).slice(1)))) hits.push({ id: Number(row), counts: per(0), length })
      if (hits.length >= most) break
    }
    return { hits, ...overall }
  }

  /** In the order of `ids`. */
  read(ids: readonly number[]): readonly StoredHit[] {
    return ids.map((id) => {
      const row = this.#file.row(
        `SELECT a.meeting_id, 'x' || a.title, a.held_on, r.ref, 'x' || r.text, a.path, r.item, p.name, 'x' || a.body
         FROM row r JOIN archive a ON a.id = r.archive JOIN party p ON p.id = r.party WHERE r.id = CAST(? AS INTEGER)`,
        String(id),
      )
      assert(row !== undefined, 'a row that was found is there')
      const [meetingId = '', meeting = '', heldOn = '', ref = '', text = '', path = '', itemId = '', department = '', body = ''] = row.map((value) => (value === null ? '' : String(value)))
      const kind = SEARCH_KINDS[kindOf(id)]
      assert(kind !== undefined, 'a row has one of the kinds')
      return { meetingId, meeting: meeting.slice(1), heldOn, kind, ref, text: text.slice(1), path, itemId: itemId || null, department: department || null, body: body.slice(1) }
    })
  }

  /** After many records were added: smaller, and faster to search. */
  tidy(): void {
    this.#file.exec("INSERT INTO gram (gram) VALUES ('optimize')")
    this.#file.compact()
  }

  export(): Uint8Array {
    return this.#file.export()
  }

  close(): void {
    this.#file.close()
  }

  #readThrough(search: ShardSearch, most: number): { readonly byKind: KindCounts; readonly ids: readonly number[] } {
    const byKind = countKinds([])
    const ids: number[] = []
    for (const [row, text] of this.#file.rows(search.sql.texts, ...search.values)) {
      if (!matches(search.query, normalise(String(text).slice(1)))) continue
      const found = Number(row)
      byKind[kindOf(found)] = (byKind[kindOf(found)] ?? 0) + 1
      if (ids.length < most) ids.push(found)
    }
    return { byKind, ids }
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

  #number(sql: string): number {
    return Number(this.#file.row(sql)?.[0])
  }
}

function countKinds(ids: readonly number[]): KindCounts {
  const counts = SEARCH_KINDS.map(() => 0)
  for (const id of ids) counts[kindOf(id)] = (counts[kindOf(id)] ?? 0) + 1
  return counts
}
