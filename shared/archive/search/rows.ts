import type { MeetingSnapshot } from '../../schema/snapshot.ts'
import type { SearchKind } from './answer.ts'

/** The part of a meeting that is searched. */
export type SearchedMeeting = Pick<MeetingSnapshot, 'info' | 'departments' | 'attendance' | 'agenda' | 'notes' | 'issues' | 'resolutions' | 'actions'>

/** One thing that can be found: a record of a meeting with all its text. */
export interface SearchableRow {
  readonly kind: SearchKind
  readonly ref: string
  /** Its texts, one per line, then the names of the departments it is about. Never empty. */
  readonly text: string
  readonly itemId: string | null
  /** The leading one first. */
  readonly departmentIds: readonly string[]
}

/** Everything of a meeting that people wrote or said, in the order of the record; rows without text are left out. */
export function searchableRows({ info, departments, attendance, agenda, notes, issues, resolutions, actions }: SearchedMeeting): readonly SearchableRow[] {
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const presenters = new Map(agenda.map(({ id, presenterDepartmentId }) => [id, presenterDepartmentId]))
  const row = (kind: SearchKind, ref: string, texts: readonly string[], itemId: string | null, departmentIds: readonly (string | null | undefined)[]): SearchableRow => {
    const known = departmentIds.filter((id) => id !== null && id !== undefined)
    const named = known.map((id) => names.get(id) ?? '').filter((name) => name !== '')
    return { kind, ref, text: [...texts, named.join('、')].filter((text) => text.trim() !== '').join('\n'), itemId, departmentIds: known }
  }
  const rows = [
    row('meeting', info.id, [info.title, info.place], null, []),
    ...agenda.map(({ id, title, ask, presenterDepartmentId }) => row('agenda-item', id, [title, ask], id, [presenterDepartmentId])),
    ...notes.map(({ id, text }) => row('note', id, [text], id, [])),
    ...resolutions.map(({ id, text, itemId }) => ({ ...row('resolution', id, [text], itemId, []), departmentIds: [presenters.get(itemId)].filter((of) => typeof of === 'string') })),
    ...actions.map(({ id, task, closingCriterion, itemId, leadDepartmentId, supportingDepartmentIds }) =>
      row('action', id, [task, closingCriterion], itemId, [leadDepartmentId, ...supportingDepartmentIds]),
    ),
    ...issues.map(({ id, title, detail, agendaItemIds, leadDepartmentId }) => row('issue', id, [title, detail], agendaItemIds[0] ?? null, [leadDepartmentId])),
    ...attendance.map(({ id, name, departmentId }) => row('attendance', id, [name], null, [departmentId])),
  ]
  return rows.filter(({ text }) => text !== '')
}
