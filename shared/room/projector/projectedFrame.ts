import { foldAgenda } from '../../model/agenda.ts'
import { latestBy } from '../../model/latestBy.ts'
import { meetingInfo, type MeetingDocument } from '../../model/MeetingDocument.ts'
import { currentDraft } from '../../model/resolutions.ts'
import type { Adoption } from '../../schema/adoption.ts'
import type { AgendaEvent, AgendaItem } from '../../schema/agenda.ts'
import type { Department } from '../../schema/directory.ts'
import type { ClockEvent, FloorEvent, Projector, SpeakerRequest } from '../../schema/floor.ts'
import type { Gate, GateVerdict, Option } from '../../schema/frame.ts'
import type { MeetingInfo, Resolution } from '../../schema/meeting.ts'
import type { Ballot, Round } from '../../schema/round.ts'
import { clockOf, elapsedOf } from '../clockOf.ts'
import { floorOf } from '../floorOf.ts'
import { decisionRecords, itemDecision, type DecisionRecords } from '../itemDecision.ts'
import type { ProjectedFrame, ProjectedSpeaker, ProjectedView } from './ProjectedFrameSchema.ts'
import { projectedResults } from './projectedResults.ts'

/** What of a meeting may come into a frame. Notes, actions, cards and papers are not among it. */
export interface ProjectionRecords extends DecisionRecords {
  readonly info: Pick<MeetingInfo, 'title' | 'currentItemId' | 'closedAt'>
  readonly departments: readonly Department[]
  readonly agenda: readonly AgendaItem[]
  readonly agendaEvents: readonly AgendaEvent[]
  readonly clockEvents: readonly ClockEvent[]
  readonly speakerRequests: readonly SpeakerRequest[]
  readonly floorEvents: readonly FloorEvent[]
  readonly options: readonly Option[]
  readonly gates: readonly Gate[]
  readonly gateVerdicts: readonly GateVerdict[]
  readonly rounds: readonly Round[]
  readonly ballots: readonly Ballot[]
  readonly resolutions: readonly Resolution[]
  /** Which resolutions are drafts no more; nothing else of them. */
  readonly adoptions: readonly Pick<Adoption, 'resolutionId'>[]
}

const MINUTE = 60_000

/**
 * [C7] What the big screen shows now: made of named fields one by one, so that what a record holds besides never comes
 * along. Ballots count from the reveal of their round on, whatever the document holds before.
 * @param projector undefined as long as the chair has chosen nothing. Its `itemId` is what the chair shows instead of the
 *   item the room is at.
 */
export function projectedFrame(records: ProjectionRecords, projector: Omit<Projector, 'id'> | undefined): ProjectedFrame {
  const { info, agenda } = records
  const { isFrozen = false, isBlank = false } = projector ?? {}
  const pinned = agenda.findIndex(({ id }) => id === projector?.itemId)
  // One that is off the agenda by now pins nothing.
  const index = pinned >= 0 ? pinned : agenda.findIndex(({ id }) => id === info.currentItemId)
  const item = agenda[index]
  if (!item || isBlank) return { title: info.title, isFrozen, isBlank, content: null }
  const time = clockOf(records.clockEvents, records.agendaEvents).get(item.id)
  const isEnded = !['pending', 'discussing'].includes(foldAgenda(records.agendaEvents, item.id).status)
  const runningSince = isEnded || info.closedAt !== null ? null : (time?.runningSince ?? null)
  return {
    title: info.title,
    isFrozen,
    isBlank,
    content: {
      item: { number: index + 1, count: agenda.length, title: item.title },
      clock: { spent: time?.spent ?? 0, runningSince, planned: item.minutesAllotted * MINUTE },
      view: viewOf(records, item, projector?.view ?? 'item'),
    },
  }
}

/** The frame as it stands while the chair has frozen it: its clocks stand too. @param now in ms */
export function frozenFrame(frame: ProjectedFrame, now: number): ProjectedFrame {
  if (frame.content === null) return { ...frame, isFrozen: true }
  const { clock } = frame.content
  return { ...frame, isFrozen: true, content: { ...frame.content, clock: { ...clock, spent: elapsedOf(clock, now), runningSince: null } } }
}

function viewOf(records: ProjectionRecords, item: AgendaItem, view: Projector['view']): ProjectedView {
  const name = departmentNames(records.departments)
  switch (view) {
    case 'item':
      return { view, ask: item.ask, presenter: name(item.presenterDepartmentId), speaker: floorView(records, item.id).speaker }
    case 'speakers':
      return { view, ...floorView(records, item.id) }
    case 'options':
      return { view, options: optionRows(records, item.id) }
    case 'results':
      return { view, ...projectedResults(records, item.id) }
    case 'positions':
      return { view, ...positionsView(records, item.id) }
    case 'resolution':
      return { view, resolutions: records.resolutions.filter(({ itemId }) => itemId === item.id).map(({ text, outcome }) => ({ text, outcome })) }
  }
}

function floorView({ speakerRequests, floorEvents, departments }: ProjectionRecords, itemId: string): { speaker: ProjectedSpeaker | null; speakingSince: number | null; queue: ProjectedSpeaker[] } {
  const { speech, queue } = floorOf(speakerRequests, floorEvents)
  const name = departmentNames(departments)
  const speaker = ({ name: person, departmentId, kind }: SpeakerRequest): ProjectedSpeaker => ({ name: person, department: name(departmentId), kind: kind === 'point-of-order' ? kind : 'speak' })
  return { speaker: speech && speaker(speech.request), speakingSince: speech?.from ?? null, queue: queue.filter((request) => request.itemId === itemId).map(speaker) }
}

function optionRows({ options, gates, gateVerdicts }: ProjectionRecords, itemId: string): Extract<ProjectedView, { view: 'options' }>['options'] {
  const verdicts = [...latestBy(gateVerdicts, ({ gateId, optionId }) => `${gateId}/${optionId}`).values()]
  return options
    .filter((option) => option.itemId === itemId)
    .map(({ id, title, isDoNothing }) => ({
      title,
      isDoNothing,
      failures: gates.flatMap((gate) => verdicts.filter(({ gateId, optionId, isPassed }) => gateId === gate.id && optionId === id && !isPassed).map(({ reason }) => ({ gate: gate.name, reason }))),
    }))
}

/** About the resolution that is being drafted, else what a position was stated about last, else the last resolution. */
function positionsView(records: ProjectionRecords, itemId: string): Omit<Extract<ProjectedView, { view: 'positions' }>, 'view'> {
  const stated = latestBy(records.positions.filter((position) => position.itemId === itemId), () => itemId).get(itemId)?.subjectId
  const drafted = records.resolutions.findLast((resolution) => resolution.itemId === itemId)
  const subjectId = currentDraft(records.resolutions, records.adoptions, itemId)?.id ?? stated ?? drafted?.id
  if (subjectId === undefined) return { subject: '', rows: [], result: null }
  const { entitled, positions, met, outcome } = itemDecision(records, itemId, subjectId)
  const name = departmentNames(records.departments)
  return {
    subject: records.options.find(({ id }) => id === subjectId)?.title ?? records.resolutions.find(({ id }) => id === subjectId)?.text ?? '',
    rows: entitled.map(({ id }) => {
      const { kind, conditions } = positions.get(id) ?? { kind: null, conditions: [] }
      return { department: name(id), stance: kind, conditions: conditions.length, openConditions: conditions.filter((condition) => !met.has(condition.id)).length }
    }),
    result: outcome?.outcome ?? null,
  }
}

function departmentNames(departments: readonly Department[]): (id: string | null) => string {
  return (id) => departments.find((department) => department.id === id)?.name ?? ''
}

/** The records of an open meeting as they are now; undefined while there is none. */
export function projectionRecords(meeting: MeetingDocument, departments: readonly Department[]): ProjectionRecords | undefined {
  const info = meetingInfo(meeting)
  if (!info) return undefined
  return {
    ...decisionRecords(meeting),
    info,
    departments,
    agenda: meeting.agenda.list(),
    agendaEvents: meeting.agendaEvents.list(),
    clockEvents: meeting.clockEvents.list(),
    speakerRequests: meeting.speakerRequests.list(),
    floorEvents: meeting.floorEvents.list(),
    options: meeting.options.list(),
    gates: meeting.gates.list(),
    gateVerdicts: meeting.gateVerdicts.list(),
    rounds: meeting.rounds.list(),
    ballots: meeting.ballots.list(),
    resolutions: meeting.resolutions.list(),
    adoptions: meeting.adoptions.list(),
  }
}
