import type { Note } from '../schema/meeting.ts'
import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { roundState } from './rounds.ts'

export type ChangedSection =
  | 'agenda' | 'notes' | 'options' | 'criteria' | 'rounds' | 'positions' | 'positionAnswers' | 'issues' | 'resolutions' | 'adoptions' | 'countersignRequests' | 'countersigns' | 'actions' | 'attendance'

/** One record that is not as it was. `title` is what people know it by, after the change where there is one; of what a department said, the department. */
export interface RecordChange {
  readonly section: ChangedSection
  readonly kind: 'added' | 'changed' | 'removed'
  readonly id: string
  readonly title: string
}

/** What happened between two states of the same meeting, for the report after an absence. */
export function changesBetween(before: MeetingSnapshot, after: MeetingSnapshot): readonly RecordChange[] {
  const department = ({ departmentId }: { readonly departmentId: string }): string => [...after.departments, ...before.departments].find(({ id }) => id === departmentId)?.name ?? ''
  const resolution = ({ resolutionId }: { readonly resolutionId: string }): string => [...after.resolutions, ...before.resolutions].find(({ id }) => id === resolutionId)?.text ?? ''
  return [
    ...compare('agenda', before.agenda, after.agenda, (item) => item.title),
    ...compare('notes', writtenNotes(before), writtenNotes(after), (note) => itemTitle(after, note.id) ?? itemTitle(before, note.id) ?? ''),
    ...compare('options', before.options, after.options, (option) => option.title),
    ...compare('criteria', before.criteria, after.criteria, (criterion) => criterion.name),
    ...compare('rounds', revealedRounds(before), revealedRounds(after), (round) => itemTitle(after, round.itemId) ?? ''),
    ...compare('positions', before.positions, after.positions, department),
    ...compare('positionAnswers', before.positionAnswers, after.positionAnswers, (answer) => answer.text),
    ...compare('issues', before.issues, after.issues, (issue) => issue.title),
    ...compare('resolutions', before.resolutions, after.resolutions, (resolved) => resolved.text),
    ...compare('adoptions', before.adoptions, after.adoptions, (adoption) => adoption.text),
    ...compare('countersignRequests', before.countersignRequests, after.countersignRequests, resolution),
    ...compare('countersigns', before.countersigns, after.countersigns, department),
    ...compare('actions', before.actions, after.actions, (action) => action.task),
    ...compare('attendance', before.attendance, after.attendance, (person) => person.name),
  ]
}

/** One that is sealed, or was given up, tells nothing yet. */
function revealedRounds(meeting: MeetingSnapshot): MeetingSnapshot['rounds'] {
  return meeting.rounds.filter((round) => roundState(round) === 'revealed')
}

/** Without the empty ones, which come and go with their items. */
function writtenNotes(meeting: MeetingSnapshot): readonly Note[] {
  return meeting.notes.filter((note) => note.text.trim() !== '')
}

function itemTitle(meeting: MeetingSnapshot, itemId: string): string | undefined {
  return meeting.agenda.find((item) => item.id === itemId)?.title
}

function compare<T extends { readonly id: string }>(
  section: ChangedSection,
  before: readonly T[],
  after: readonly T[],
  titleOf: (record: T) => string,
): RecordChange[] {
  const old = new Map(before.map((record) => [record.id, record]))
  const kept = new Set(after.map((record) => record.id))
  const changes: RecordChange[] = []
  for (const record of after) {
    const earlier = old.get(record.id)
    if (!earlier) changes.push({ section, kind: 'added', id: record.id, title: titleOf(record) })
    else if (JSON.stringify(earlier) !== JSON.stringify(record)) changes.push({ section, kind: 'changed', id: record.id, title: titleOf(record) })
  }
  for (const record of before) if (!kept.has(record.id)) changes.push({ section, kind: 'removed', id: record.id, title: titleOf(record) })
  return changes
}
