import type { UsualAttendance } from '../../../shared/schema/attendance.ts'
import type { Role } from '../../../shared/lib/roles.ts'
import type { NoteBlock } from '../noteBlocks.ts'

/** A meeting of the past as its minutes tell it, before it becomes a record here. Texts are as they were written. */
export interface Minutes {
  readonly title: string
  /** ISO 8601 with offset; null if neither the text nor the name of its file says when. */
  readonly startsAt: string | null
  readonly place: string
  readonly people: readonly MinutesPerson[]
  /** What belongs to the meeting as a whole: scribes, organisers, links. Stands before the first topic's notes. */
  readonly about: readonly NoteBlock[]
  readonly topics: readonly MinutesTopic[]
}

export interface MinutesPerson {
  readonly name: string
  /** As it stood that day behind the name, `李明（城管局）`. */
  readonly department: string | null
  readonly role: Role
  readonly status: UsualAttendance
}

export interface MinutesTopic {
  readonly title: string
  readonly notes: readonly NoteBlock[]
  readonly resolutions: readonly string[]
  readonly actions: readonly MinutesAction[]
}

export interface MinutesAction {
  /** The words with the owner, without brackets of the tools (`[recorded in …]`, `[due …]`). */
  readonly task: string
  /** First the one who leads; full names where the list of those present tells them. */
  readonly owners: readonly string[]
  readonly dueOn: string | null
  /** Only where the minutes say so; otherwise it is unknown what became of it. */
  readonly isDone: boolean
}

/** What the readers tell besides the meeting. Kebab-case; `docs/import.md` has a sentence for each. */
export type MinutesNotice = 'start-missing' | 'date-differs-from-name'
