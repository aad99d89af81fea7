import type { Department } from '../schema/directory.ts'
import type { Note } from '../schema/meeting.ts'
import type { Position } from '../schema/position.ts'
import type { Ballot } from '../schema/round.ts'
import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { assert } from '../lib/assert.ts'
import { foldAction } from './actions.ts'
import { foldAgenda } from './agenda.ts'
import { meetingInfo, type MeetingDocument } from './MeetingDocument.ts'
import { noteBody, noteHtml, noteText } from './notes.ts'

/**
 * The meeting as plain data. `departments` come from the directory: names as they are at this moment.
 * @throws Error if the document has no meeting yet.
 */
export function takeSnapshot(meeting: MeetingDocument, departments: readonly Department[]): MeetingSnapshot {
  const info = meetingInfo(meeting)
  assert(info !== undefined, 'a snapshot needs a meeting')
  const agendaEvents = meeting.agendaEvents.list()
  const actionEvents = meeting.actionEvents.list()
  return {
    info,
    departments: [...departments],
    ...plainSections(meeting),
    ...ballotSections(meeting.ballots.list()),
    ...positionSections(meeting.positions.list()),
    agenda: meeting.agenda.list().map((item) => {
      const { status, last } = foldAgenda(agendaEvents, item.id)
      return { ...item, status, nextOn: last?.nextOn ?? null }
    }),
    notes: allNotes(meeting),
    actions: meeting.actions.list().map((action) => ({ ...action, status: foldAction(actionEvents, action.id).status })),
    skipped: skippedRecords(meeting),
  }
}

/** Sections whose records are in the snapshot as they are. */
const PLAIN = [
  'bodies', 'attendance', 'itemAttendance', 'agendaEvents', 'dossiers', 'papers', 'stageEvents', 'clockEvents', 'speakerRequests', 'floorEvents', 'columns', 'issues', 'options',
  'gates', 'gateVerdicts', 'criteria', 'itemRules', 'rounds', 'conditionEvents', 'positionAnswers', 'resolutions', 'adoptions', 'countersignRequests', 'countersigns', 'actionEvents',
] as const

type PlainSection = (typeof PLAIN)[number]

function plainSections(meeting: MeetingDocument): Pick<MeetingSnapshot, PlainSection> {
  return Object.fromEntries(PLAIN.map((section) => [section, [...meeting[section].list()]])) as Pick<MeetingSnapshot, PlainSection>
}

function ballotSections(ballots: readonly Ballot[]): Pick<MeetingSnapshot, 'ballots' | 'weights' | 'scores'> {
  return {
    ballots: ballots.map(({ id, roundId, departmentId, kind, remark, castAt, castBy }) => ({ id, roundId, departmentId, kind, remark, castAt, castBy })),
    weights: ballots.flatMap(({ id, weights }) => weights.map((weight) => ({ ...weight, ballotId: id }))),
    scores: ballots.flatMap(({ id, scores }) => scores.map((score) => ({ ...score, ballotId: id }))),
  }
}

function positionSections(positions: readonly Position[]): Pick<MeetingSnapshot, 'positions' | 'conditions'> {
  return {
    positions: positions.map(({ id, itemId, subjectId, departmentId, kind, reason, at, by }) => ({ id, itemId, subjectId, departmentId, kind, reason, at, by })),
    conditions: positions.flatMap(({ id, conditions }) => conditions.map((condition) => ({ ...condition, positionId: id }))),
  }
}

/** In agenda order; then what was written under items that were taken off meanwhile. */
function allNotes(meeting: MeetingDocument): Note[] {
  const onAgenda = meeting.agenda.list().map((item) => item.id)
  const known = new Set(onAgenda)
  const others = [...meeting.notes.keys()].filter((id) => !known.has(id)).toSorted()
  const notes: Note[] = []
  for (const id of [...onAgenda, ...others]) {
    const body = noteBody(meeting, id)
    const text = body ? noteText(body) : ''
    if (body && (text !== '' || known.has(id))) notes.push({ id, text, html: noteHtml(body) })
  }
  return notes
}

function skippedRecords(meeting: MeetingDocument): Record<string, number> {
  const sections = [...PLAIN, 'agenda', 'ballots', 'positions', 'actions'] as const
  return Object.fromEntries(sections.map((section): [string, number] => [section, meeting[section].skipped()]).filter(([, count]) => count > 0))
}
