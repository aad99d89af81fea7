import type { UsualAttendance } from '../../shared/schema/attendance.ts'
import type { ResolutionOutcome } from '../../shared/schema/meeting.ts'
import type { NoteBlock } from './noteBlocks.ts'

/** A meeting of another system as what it becomes here. Names refer to departments by `key`. */
export interface ImportedMeeting {
  /** The record it came from, `meeting/1`. */
  readonly source: string
  readonly title: string
  /** ISO 8601 with offset; null if the file has none. */
  readonly startsAt: string | null
  readonly place: string
  readonly departments: readonly { readonly key: string; readonly name: string }[]
  readonly people: readonly ImportedPerson[]
  readonly agenda: readonly ImportedItem[]
  /** What belongs to no agenda item, for the board. */
  readonly cards: readonly { readonly title: string; readonly detail: string }[]
}

export interface ImportedPerson {
  readonly source: string
  readonly name: string
  readonly departmentKey: string | null
  readonly status: UsualAttendance
}

export interface ImportedItem {
  readonly source: string
  readonly title: string
  readonly ask: string
  readonly minutesAllotted: number
  readonly isClosed: boolean
  readonly resolution: { readonly text: string; readonly outcome: ResolutionOutcome } | null
  readonly notes: readonly NoteBlock[]
}

/** One record of the file that did not become a record of ours. */
export interface ReportRow {
  readonly collection: string
  readonly id: number
  /** `as-text`: its words stand in notes or on a card. `left-out`: nothing of it was taken over. */
  readonly kept: 'as-text' | 'left-out'
  /** Kebab-case; `docs/import.md` has a sentence for each. */
  readonly reason: string
}

/** Collects what was not taken over as it was, once per record and reason. */
export class ImportReport {
  readonly #rows = new Map<string, ReportRow>()
  readonly #taken = new Set<string>()

  /** The record is fully ours now. */
  taken(collection: string, id: number): void {
    this.#taken.add(`${collection}/${id}`)
  }

  asText(collection: string, id: number, reason: string): void {
    this.#add({ collection, id, kept: 'as-text', reason })
  }

  leftOut(collection: string, id: number, reason: string): void {
    this.#add({ collection, id, kept: 'left-out', reason })
  }

  isAccountedFor(collection: string, id: number): boolean {
    return this.#taken.has(`${collection}/${id}`)
  }

  rows(): readonly ReportRow[] {
    return [...this.#rows.values()].toSorted((a, b) => (a.collection < b.collection ? -1 : a.collection > b.collection ? 1 : a.id - b.id))
  }

  #add(row: ReportRow): void {
    this.#rows.set(`${row.collection}/${row.id} ${row.reason}`, row)
    this.taken(row.collection, row.id)
  }
}
