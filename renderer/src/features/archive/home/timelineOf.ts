import type { ArchiveList } from '../../../../../shared/api.ts'
import { bodyName } from '../../../../../shared/archive/search/bodyName.ts'
import { normalise } from '../../../../../shared/archive/search/normalise.ts'
import type { ArchiveRoute } from '../../../hooks/archiveRoute.ts'

export type Listed = ArchiveList['archives'][number]

export interface TimelineMonth {
  /** `2026-03` */
  readonly month: string
  readonly entries: readonly Listed[]
}

export interface TimelineYear {
  readonly year: string
  readonly count: number
  readonly months: readonly TimelineMonth[]
}

/** Meetings by year and month of the day they were held on, in the order of `archives` (newest first). */
export function timelineOf(archives: readonly Listed[]): readonly TimelineYear[] {
  const years = new Map<string, Map<string, Listed[]>>()
  for (const entry of archives) {
    const month = heldOn(entry).slice(0, 7)
    const months = years.get(month.slice(0, 4)) ?? new Map<string, Listed[]>()
    years.set(month.slice(0, 4), months)
    const entries = months.get(month)
    if (entries) entries.push(entry)
    else months.set(month, [entry])
  }
  return [...years].map(([year, months]) => ({
    year,
    count: [...months.values()].reduce((sum, entries) => sum + entries.length, 0),
    months: [...months].map(([month, entries]) => ({ month, entries })),
  }))
}

/** The day as the record says it, whatever zone this window is in: as the search filters it. */
export function heldOn({ startsAt }: Listed): string {
  return startsAt.slice(0, 10)
}

function bodyOfListed({ body, title }: Listed): string {
  return body || bodyName(title)
}

/** Meetings of the body and between the days that the address names. */
export function narrowedList(archives: readonly Listed[], { body, from, to }: Pick<ArchiveRoute, 'body' | 'from' | 'to'>): readonly Listed[] {
  const wanted = body === undefined ? undefined : normalise(body)
  return archives.filter((entry) => {
    const day = heldOn(entry)
    return (from === undefined || day >= from) && (to === undefined || day <= to) && (wanted === undefined || normalise(bodyOfListed(entry)) === wanted)
  })
}

/** Bodies that met more than once, those that met most often first. */
export function bodiesOf(archives: readonly Listed[]): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const body of archives.map(bodyOfListed)) counts.set(body, (counts.get(body) ?? 0) + 1)
  return [...counts].filter(([, count]) => count > 1).map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}

/** First and last day of `2026` or `2026-02`. */
export function daysOf(period: string): { readonly from: string; readonly to: string } {
  if (period.length === 4) return { from: `${period}-01-01`, to: `${period}-12-31` }
  const [year = 0, month = 0] = period.split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { from: `${period}-01`, to: `${period}-${String(last).padStart(2, '0')}` }
}
