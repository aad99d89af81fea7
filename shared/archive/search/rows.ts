import type { MeetingSnapshot } from '../../schema/snapshot.ts'
import type { SearchKind } from './answer.ts'
import { decidedRows, proposedRows, speakerRows } from './consultationRows.ts'

/** The part of a meeting that is searched. */
export type SearchedMeeting = Pick<
  MeetingSnapshot,
  | 'info' | 'bodies' | 'departments' | 'attendance' | 'agenda' | 'dossiers' | 'papers' | 'speakerRequests' | 'notes' | 'issues' | 'options' | 'gates' | 'gateVerdicts' | 'criteria'
  | 'rounds' | 'ballots' | 'positions' | 'conditions' | 'conditionEvents' | 'positionAnswers' | 'resolutions' | 'adoptions' | 'countersignRequests' | 'countersigns' | 'actions'
>

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

/** Makes a row of its texts and of the ids of the departments it is about. */
export type MakeRow = (kind: SearchKind, ref: string, texts: readonly string[], itemId: string | null, departmentIds: readonly (string | null | undefined)[]) => SearchableRow

/** Everything of a meeting that people wrote or said, in the order of the record; rows without text are left out. */
export function searchableRows(meeting: SearchedMeeting): readonly SearchableRow[] {
  const { info, bodies, departments, attendance, agenda, notes, issues, resolutions, actions } = meeting
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const presenters = new Map(agenda.map(({ id, presenterDepartmentId }) => [id, presenterDepartmentId]))
  const row: MakeRow = (kind, ref, texts, itemId, departmentIds) => {
    const known = departmentIds.filter((id) => id !== null && id !== undefined)
    const named = known.map((id) => names.get(id) ?? '').filter((name) => name !== '')
    return { kind, ref, text: [...texts, named.join('、')].filter((text) => text.trim() !== '').join('\n'), itemId, departmentIds: known }
  }
  // What was resolved is about the department that presented it, without being found by its name.
  const resolved = (ref: string, texts: readonly string[], itemId: string): SearchableRow => ({
    ...row('resolution', ref, texts, itemId, []),
    departmentIds: [presenters.get(itemId)].filter((of) => typeof of === 'string'),
  })
  const rows = [
    row('meeting', info.id, [info.title, info.place, ...bodies.map(({ name }) => name)], null, []),
    ...agenda.map(({ id, title, ask, presenterDepartmentId }) => row('agenda-item', id, [title, ask], id, [presenterDepartmentId])),
    ...proposedRows(meeting, row),
    ...notes.map(({ id, text }) => row('note', id, [text], id, [])),
    ...resolutions.map(({ id, text, itemId }) => resolved(id, [text], itemId)),
    ...decidedRows(meeting, row, resolved),
    ...actions.map(({ id, task, closingCriterion, itemId, leadDepartmentId, supportingDepartmentIds }) =>
      row('action', id, [task, closingCriterion], itemId, [leadDepartmentId, ...supportingDepartmentIds]),
    ),
    ...issues.map(({ id, title, detail, agendaItemIds, leadDepartmentId }) => row('issue', id, [title, detail], agendaItemIds[0] ?? null, [leadDepartmentId])),
    ...attendance.map(({ id, name, departmentId }) => row('attendance', id, [name], null, [departmentId])),
    ...speakerRows(meeting, row),
  ]
  return rows.filter(({ text }) => text !== '')
}
