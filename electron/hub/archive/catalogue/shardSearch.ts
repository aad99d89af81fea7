import { isIndexExact, matchExpression, type SearchQuery } from '../../../../shared/archive/search/query.ts'
import type { SqlValue } from '../../../../shared/archive/SqlDatabase.ts'
import { idsOfDays, KIND_BITS, PARTY_SEPARATOR } from './shardFormat.ts'

/** What is looked for. */
export interface SearchFor {
  readonly query: SearchQuery
  /** Days since 1970, both included. */
  readonly days: readonly [first: number, last: number]
  /** Numbers of kinds; none means all. */
  readonly kinds: readonly number[]
  /** Normalised, like the department. */
  readonly body: string | undefined
  readonly department: string | undefined
}

/** The same as it is asked of every shard. */
export interface ShardSearch extends SearchFor {
  /** True if what the statements find need not be looked at again. */
  readonly isExact: boolean
  readonly values: readonly SqlValue[]
  readonly sql: {
    /** Ids, newest first; takes one value more, the most that are wanted. */
    readonly newest: string
    /** Number of each kind, and how many there are of it. */
    readonly kinds: string
    /** Ids and texts, newest first. */
    readonly texts: string
    /** Ids, `matchinfo`, and texts unless `isExact`, newest first; null if the index is not asked at all. */
    readonly ranking: string | null
  }
}

export function shardSearch(wanted: SearchFor): ShardSearch {
  const { query, days, kinds, body, department } = wanted
  const expression = matchExpression(query, 'fts4')
  const id = expression === null ? 'r.id' : 'gram.docid'
  const [lowest, highest] = idsOfDays(...days)
  const conditions: readonly (readonly [sql: string, ...values: SqlValue[]])[] = [
    ...(expression === null ? [] : [['gram MATCH ?', expression] as const]),
    ...(Number.isFinite(lowest) ? [[`${id} >= CAST(? AS INTEGER)`, String(lowest)] as const] : []),
    ...(Number.isFinite(highest) ? [[`${id} <= CAST(? AS INTEGER)`, String(highest)] as const] : []),
    ...(kinds.length > 0 ? [[`(${id} & ${KIND_BITS}) IN (${kinds.join(', ')})`] as const] : []),
    ...(body === undefined ? [] : [['r.archive IN (SELECT id FROM archive WHERE body_key = ?)', body] as const]),
    ...(department === undefined ? [] : [['r.party IN (SELECT id FROM party WHERE instr(key, ?) > 0)', `${PARTY_SEPARATOR}${department}${PARTY_SEPARATOR}`] as const]),
  ]
  const isExact = isIndexExact(query)
  // CROSS JOIN keeps the order: the index first, then the row it names.
  const withRow = expression === null ? 'row r' : 'gram CROSS JOIN row r ON r.id = gram.docid'
  const from = expression === null || body !== undefined || department !== undefined ? withRow : 'gram'
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`
  const order = ` ORDER BY ${id} DESC`
  return {
    ...wanted,
    isExact,
    values: conditions.flatMap(([, ...values]) => values),
    sql: {
      newest: `SELECT ${id} FROM ${from}${where}${order} LIMIT ?`,
      kinds: `SELECT ${id} & ${KIND_BITS}, count(*) FROM ${from}${where} GROUP BY 1`,
      texts: `SELECT ${id}, 'x' || r.text FROM ${withRow}${where}${order}`,
      ranking: expression === null ? null : `SELECT ${id}, matchinfo(gram, 'pcnalx')${isExact ? ` FROM ${from}` : `, 'x' || r.text FROM ${withRow}`}${where}${order}`,
    },
  }
}
