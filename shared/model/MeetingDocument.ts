import * as Y from 'yjs'
import { ActionEventSchema, ActionSchema, type Action, type ActionEvent } from '../schema/action.ts'
import { AgendaEventSchema, AgendaItemSchema, type AgendaEvent, type AgendaItem } from '../schema/agenda.ts'
import { AdoptionSchema, CountersignRequestSchema, CountersignSchema, type Adoption, type Countersign, type CountersignRequest } from '../schema/adoption.ts'
import { AttendanceSchema, type Attendance } from '../schema/attendance.ts'
import { BodySchema, type Body } from '../schema/body.ts'
import { ClockEventSchema, FloorEventSchema, ItemAttendanceSchema, ProjectorSchema, SpeakerRequestSchema, StageEventSchema } from '../schema/floor.ts'
import type { ClockEvent, FloorEvent, ItemAttendance, Projector, SpeakerRequest, StageEvent } from '../schema/floor.ts'
import { CriterionSchema, ItemRuleSchema, GateSchema, GateVerdictSchema, OptionSchema } from '../schema/frame.ts'
import type { Criterion, ItemRule, Gate, GateVerdict, Option } from '../schema/frame.ts'
import { ColumnSchema, IssueSchema, MeetingInfoSchema, ResolutionSchema } from '../schema/meeting.ts'
import type { Column, Issue, MeetingInfo, Resolution } from '../schema/meeting.ts'
import { ConditionEventSchema, PositionAnswerSchema, PositionSchema } from '../schema/position.ts'
import type { ConditionEvent, Position, PositionAnswer } from '../schema/position.ts'
import { BallotSchema, RoundSchema, type Ballot, type Round } from '../schema/round.ts'
import { DossierSchema, PaperSchema, type Dossier, type Paper } from '../schema/submission.ts'
import { Collection, type CollectionShape } from './Collection.ts'
import type { CommandContext } from './context.ts'

/** Names of the document's roots, which are also the sections of the access policy. */
export const MEETING_SECTIONS = [
  'info', 'bodies', 'attendance', 'itemAttendance', 'agenda', 'agendaEvents', 'dossiers', 'papers', 'stageEvents', 'clockEvents', 'speakerRequests', 'floorEvents',
  'notes', 'columns', 'issues', 'options', 'gates', 'gateVerdicts', 'criteria', 'itemRules', 'rounds', 'ballots', 'positions', 'conditionEvents', 'positionAnswers',
  'resolutions', 'adoptions', 'countersignRequests', 'countersigns', 'actions', 'actionEvents', 'projector',
] as const
export type MeetingSection = (typeof MEETING_SECTIONS)[number]

/** The room `meeting/<id>` as typed records. Holds no state of its own besides the collections' caches. */
export interface MeetingDocument {
  readonly doc: Y.Doc
  /** One record, under the meeting's id. */
  readonly info: Collection<MeetingInfo>
  /** The body that meets, one record or none. */
  readonly bodies: Collection<Body>
  readonly attendance: Collection<Attendance>
  readonly itemAttendance: Collection<ItemAttendance>
  readonly agenda: Collection<AgendaItem>
  readonly agendaEvents: Collection<AgendaEvent>
  readonly dossiers: Collection<Dossier>
  readonly papers: Collection<Paper>
  readonly stageEvents: Collection<StageEvent>
  readonly clockEvents: Collection<ClockEvent>
  readonly speakerRequests: Collection<SpeakerRequest>
  readonly floorEvents: Collection<FloorEvent>
  readonly columns: Collection<Column>
  readonly issues: Collection<Issue>
  readonly options: Collection<Option>
  readonly gates: Collection<Gate>
  readonly gateVerdicts: Collection<GateVerdict>
  readonly criteria: Collection<Criterion>
  readonly itemRules: Collection<ItemRule>
  readonly rounds: Collection<Round>
  readonly ballots: Collection<Ballot>
  readonly positions: Collection<Position>
  readonly conditionEvents: Collection<ConditionEvent>
  readonly positionAnswers: Collection<PositionAnswer>
  readonly resolutions: Collection<Resolution>
  readonly adoptions: Collection<Adoption>
  readonly countersignRequests: Collection<CountersignRequest>
  readonly countersigns: Collection<Countersign>
  readonly actions: Collection<Action>
  readonly actionEvents: Collection<ActionEvent>
  /** One record, under the meeting's id. */
  readonly projector: Collection<Projector>
  /** Rich-text bodies by agenda item; see `noteBody`. */
  readonly notes: Y.Map<Y.Map<unknown>>
}

export function openMeetingDocument(doc: Y.Doc): MeetingDocument {
  const collection = <T extends { readonly id: string }>(section: MeetingSection, shape: CollectionShape<T>) =>
    new Collection<T>(doc.getMap(section), shape)
  return {
    doc,
    info: collection('info', { schema: MeetingInfoSchema }),
    bodies: collection('bodies', { schema: BodySchema, sets: ['memberDepartmentIds'] }),
    attendance: collection('attendance', { schema: AttendanceSchema }),
    itemAttendance: collection('itemAttendance', { schema: ItemAttendanceSchema }),
    agenda: collection('agenda', { schema: AgendaItemSchema, texts: ['ask'] }),
    agendaEvents: collection('agendaEvents', { schema: AgendaEventSchema }),
    dossiers: collection('dossiers', { schema: DossierSchema }),
    papers: collection('papers', { schema: PaperSchema }),
    stageEvents: collection('stageEvents', { schema: StageEventSchema }),
    clockEvents: collection('clockEvents', { schema: ClockEventSchema }),
    speakerRequests: collection('speakerRequests', { schema: SpeakerRequestSchema }),
    floorEvents: collection('floorEvents', { schema: FloorEventSchema }),
    options: collection('options', { schema: OptionSchema, texts: ['detail'] }),
    gates: collection('gates', { schema: GateSchema }),
    gateVerdicts: collection('gateVerdicts', { schema: GateVerdictSchema }),
    criteria: collection('criteria', { schema: CriterionSchema }),
    itemRules: collection('itemRules', { schema: ItemRuleSchema, sets: ['entitledDepartmentIds', 'vetoDepartmentIds'] }),
    rounds: collection('rounds', { schema: RoundSchema, sets: ['entitledDepartmentIds', 'votedDepartmentIds'] }),
    ballots: collection('ballots', { schema: BallotSchema }),
    positions: collection('positions', { schema: PositionSchema }),
    conditionEvents: collection('conditionEvents', { schema: ConditionEventSchema }),
    positionAnswers: collection('positionAnswers', { schema: PositionAnswerSchema }),
    adoptions: collection('adoptions', { schema: AdoptionSchema }),
    countersignRequests: collection('countersignRequests', { schema: CountersignRequestSchema }),
    countersigns: collection('countersigns', { schema: CountersignSchema }),
    projector: collection('projector', { schema: ProjectorSchema }),
    columns: collection('columns', { schema: ColumnSchema }),
    issues: collection('issues', { schema: IssueSchema, texts: ['detail'], sets: ['agendaItemIds'] }),
    resolutions: collection('resolutions', { schema: ResolutionSchema, texts: ['text'] }),
    actions: collection('actions', {
      schema: ActionSchema,
      texts: ['task', 'closingCriterion'],
      sets: ['supportingDepartmentIds', 'evidenceKinds'],
    }),
    actionEvents: collection('actionEvents', { schema: ActionEventSchema }),
    notes: doc.getMap('notes'),
  }
}

/** One command = one transaction = one update on the wire. */
export function transact(meeting: { readonly doc: Y.Doc }, context: CommandContext, write: () => void): void {
  meeting.doc.transact(write, context)
}

/** The meeting's own record, or undefined while the document has not arrived. */
export function meetingInfo(meeting: MeetingDocument): MeetingInfo | undefined {
  return meeting.info.list()[0]
}
