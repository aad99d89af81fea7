import { SEARCH_KINDS } from '../../../../shared/archive/search/answer.ts'
import { normalise } from '../../../../shared/archive/search/normalise.ts'
import { matches } from '../../../../shared/archive/search/query.ts'
import type { SearchedRecord } from './searchedRecords.ts'
import type { StoredHit } from './Shard.ts'
import { dayNumber } from './shardFormat.ts'
import type { SearchFor } from './shardSearch.ts'

/** What a record holds of what is looked for, by reading it: the same as the catalogue would give. */
export function hitsOf({ query, days, kinds, body, department }: SearchFor, record: SearchedRecord): readonly StoredHit[] {
  const { path, sha256, meetingId, title, heldOn, rows, departmentNames } = record
  const day = dayNumber(heldOn)
  if (day < days[0] || day > days[1] || (body !== undefined && normalise(record.body) !== body)) return []
  const namesOf = (ids: readonly string[]): string[] => ids.map((id) => departmentNames.get(id) ?? '')
  return rows
    .filter(({ kind, text, departmentIds }) => {
      if (kinds.length > 0 && !kinds.includes(SEARCH_KINDS.indexOf(kind))) return false
      if (department !== undefined && !departmentIds.includes(department) && !namesOf(departmentIds).some((name) => normalise(name) === department)) return false
      return matches(query, normalise(text))
    })
    .map(({ kind, ref, text, itemId, departmentIds }): StoredHit => ({
      meetingId,
      meeting: title,
      heldOn,
      kind,
      ref,
      text,
      path,
      record: { sha256 },
      itemId,
      department: namesOf(departmentIds)[0] || null,
      body: record.body,
    }))
}
