import * as fc from 'fast-check'
import { TEMPLATES } from '../../shared/schema/directory.ts'
import { ROLES } from '../../shared/lib/roles.ts'
import { ActionEventKindSchema, ActionStatusSchema, EvidenceKindSchema } from '../../shared/schema/action.ts'
import { AGENDA_STATUSES, AgendaEventKindSchema } from '../../shared/schema/agenda.ts'
import { CountersignKindSchema, DecisionResultSchema } from '../../shared/schema/adoption.ts'
import { AttendanceStatusSchema } from '../../shared/schema/attendance.ts'
import { ShareOperatorSchema } from '../../shared/schema/body.ts'
import { SpeakerRequestKindSchema, STAGES } from '../../shared/schema/floor.ts'
import { DecisionRuleSchema, StanceSchema } from '../../shared/schema/decisionRule.ts'
import { PrioritySchema, ResolutionOutcomeSchema } from '../../shared/schema/meeting.ts'
import { BallotKindSchema } from '../../shared/schema/round.ts'
import type { MeetingSnapshot } from '../../shared/schema/snapshot.ts'

/** Text that breaks careless storage, lone surrogates included. */
export const HOSTILE_TEXTS = [
  '', ' ', '\0', 'a\0b', '\uFEFF', '\uFEFF开头的字节序标记', '会商\r\n纪要\u2028行', "'; DROP TABLE meeting; --", '?1 :a @b $c', '\u202Eתירבע\u202C العربية',
  '👩‍👩‍👧‍👦 🏙️ 𠮷野家', '\uD800', '半\uDC00个', '\uDFFF\uD800', 'NULL', '9007199254740993', '1e5', '\uFFFD\uFFFF', 'e\u0301 é', '<script>&amp;"</script>',
]

const wildText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  // Any 16-bit units at all, so also half pairs in any place.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
)
const line = wildText
const text = fc.oneof({ weight: 20, arbitrary: wildText }, { weight: 1, arbitrary: fc.constantFrom('长'.repeat(100_000), '\uFEFF' + '🏙'.repeat(40_000)) })
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/)
const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const instant = fc.tuple(day, fc.constantFrom('T00:00:00Z', 'T14:30:00+08:00', 'T23:59:59.999-11:30', 'T09:00:00.123456+05:45')).map((parts) => parts.join(''))
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null })
const listOf = <T extends { id: string }>(record: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(record, { selector: (member) => member.id, maxLength: 6 })
const order = fc.string({ maxLength: 8 })
/** Minus zero is the same number, and comes back as zero. */
const real = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const count = fc.integer({ min: 0, max: 1000 })
const hash = fc.stringMatching(/^[0-9a-f]{64}$/)
const event = { id, at: instant, by: id }
const share = { Numerator: count, Denominator: fc.integer({ min: 1, max: 1000 }), Operator: fc.constantFrom(...ShareOperatorSchema.options) }

/** Any closed meeting that the schema allows, whatever its records point to. */
export const arbitrarySnapshot: fc.Arbitrary<MeetingSnapshot> = fc.record({
  info: fc.record({
    id,
    schemaVersion: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(2 ** 31, 2 ** 52, Number.MAX_SAFE_INTEGER)),
    title: line,
    startsAt: instant,
    place: line,
    template: fc.constantFrom(...TEMPLATES),
    currentItemId: maybe(id),
    closedAt: instant,
  }),
  bodies: listOf(
    fc.record({
      id,
      order,
      name: line,
      memberDepartmentIds: fc.array(id, { maxLength: 4 }),
      quorumNumerator: share.Numerator,
      quorumDenominator: share.Denominator,
      quorumOperator: share.Operator,
      noticeHours: count,
      paperHours: count,
      countersignHours: count,
    }),
  ),
  departments: listOf(fc.record({ id, order, name: line })),
  itemAttendance: listOf(fc.record({ ...event, itemId: id, personId: id, status: fc.constantFrom(...AttendanceStatusSchema.options) })),
  dossiers: listOf(
    fc.record({
      id,
      submissionId: id,
      departmentId: id,
      background: text,
      basis: text,
      disagreement: text,
      matterClass: line,
      place: line,
      submittedAt: instant,
      submittedBy: id,
      acceptedAt: instant,
      acceptedBy: id,
      note: text,
    }),
  ),
  papers: listOf(fc.record({ ...event, ownerId: id, departmentId: maybe(id), name: line, version: fc.integer({ min: 1, max: 99 }), type: line, bytes: fc.nat(), sha256: hash })),
  stageEvents: listOf(fc.record({ ...event, itemId: id, stage: fc.constantFrom(...STAGES) })),
  clockEvents: listOf(fc.record({ ...event, itemId: id, kind: fc.constantFrom('started' as const, 'stopped' as const) })),
  speakerRequests: listOf(
    fc.record({ ...event, itemId: id, kind: fc.constantFrom(...SpeakerRequestKindSchema.options), withdrawsId: maybe(id), name: line, departmentId: maybe(id) }),
  ),
  floorEvents: listOf(fc.record({ ...event, requestId: id, kind: fc.constantFrom('started' as const, 'ended' as const, 'passed-over' as const) })),
  options: listOf(fc.record({ id, order, itemId: id, title: line, detail: text, isDoNothing: fc.boolean() })),
  gates: listOf(fc.record({ id, order, itemId: id, name: line })),
  gateVerdicts: listOf(fc.record({ ...event, gateId: id, optionId: id, isPassed: fc.boolean(), reason: text })),
  criteria: listOf(fc.record({ id, order, itemId: id, name: line, unit: line, worst: real, best: real })),
  itemRules: listOf(
    fc.record({
      id,
      entitledDepartmentIds: fc.array(id, { maxLength: 4 }),
      supportNumerator: share.Numerator,
      supportDenominator: share.Denominator,
      supportOperator: share.Operator,
      of: fc.constantFrom('entitled' as const, 'voting' as const),
      conditionalCounts: fc.constantFrom(...DecisionRuleSchema.shape.conditionalCounts.options),
      vetoDepartmentIds: fc.array(id, { maxLength: 4 }),
      isChairDeciding: fc.boolean(),
    }),
  ),
  rounds: listOf(
    fc.record({
      id,
      itemId: id,
      number: fc.integer({ min: 1, max: 9 }),
      frame: text,
      entitledDepartmentIds: fc.array(id, { maxLength: 4 }),
      votedDepartmentIds: fc.array(id, { maxLength: 4 }),
      openedAt: instant,
      openedBy: id,
      revealedAt: maybe(instant),
      revealedBy: maybe(id),
      voidedAt: maybe(instant),
    }),
  ),
  ballots: listOf(fc.record({ id, roundId: id, departmentId: id, kind: fc.constantFrom(...BallotKindSchema.options), remark: text, castAt: instant, castBy: id })),
  weights: fc.array(fc.record({ ballotId: id, criterionId: id, value: fc.double({ min: 0, max: 1e9, noNaN: true }).filter((value) => !Object.is(value, -0)) }), { maxLength: 6 }),
  scores: fc.array(fc.record({ ballotId: id, optionId: id, criterionId: id, value: maybe(real) }), { maxLength: 6 }),
  positions: listOf(fc.record({ ...event, itemId: id, subjectId: id, departmentId: id, kind: fc.constantFrom(...StanceSchema.options), reason: text })),
  conditions: fc.array(fc.record({ id, positionId: id, text, ownerDepartmentId: maybe(id), dueOn: maybe(day) }), { maxLength: 6 }),
  conditionEvents: listOf(fc.record({ ...event, positionId: id, conditionId: id, isMet: fc.boolean(), note: text })),
  positionAnswers: listOf(fc.record({ ...event, positionId: id, text })),
  adoptions: listOf(
    fc.record({
      ...event,
      itemId: id,
      resolutionId: id,
      outcome: fc.constantFrom(...ResolutionOutcomeSchema.options),
      text,
      result: maybe(fc.constantFrom(...DecisionResultSchema.options)),
      reason: text,
      snapshot: text,
      snapshotSha256: hash,
      methodVersion: fc.integer({ min: 1, max: 9 }),
      seed: fc.oneof(fc.nat(), fc.constant(2 ** 32)),
    }),
  ),
  countersignRequests: listOf(fc.record({ ...event, resolutionId: id, departmentIds: fc.array(id, { maxLength: 4 }), deadline: instant })),
  countersigns: listOf(fc.record({ ...event, requestId: id, departmentId: id, kind: fc.constantFrom(...CountersignKindSchema.options), remark: text })),
  attendance: listOf(fc.record({ id, name: line, role: fc.constantFrom(...ROLES), departmentId: maybe(id), status: fc.constantFrom(...AttendanceStatusSchema.options), proxyForDepartmentId: maybe(id), at: instant })),
  agenda: listOf(
    fc.record({
      id,
      order,
      title: line,
      ask: text,
      minutesAllotted: fc.integer({ min: 0, max: 600 }),
      presenterDepartmentId: maybe(id),
      status: fc.constantFrom(...AGENDA_STATUSES),
      nextOn: maybe(day),
    }),
  ),
  agendaEvents: listOf(fc.record({ id, itemId: id, kind: fc.constantFrom(...AgendaEventKindSchema.options), nextOn: maybe(day), at: instant, by: id })),
  notes: listOf(fc.record({ id, text, html: text })),
  columns: listOf(fc.record({ id, order, name: line, limit: maybe(fc.integer({ min: 1, max: 999 })) })),
  issues: listOf(
    fc.record({
      id,
      order,
      columnId: id,
      title: line,
      detail: text,
      priority: fc.constantFrom(...PrioritySchema.options),
      leadDepartmentId: maybe(id),
      agendaItemIds: fc.array(id, { maxLength: 4 }),
    }),
  ),
  resolutions: listOf(fc.record({ id, order, itemId: id, text, outcome: fc.constantFrom(...ResolutionOutcomeSchema.options), needsFollowUp: fc.boolean() })),
  actions: listOf(
    fc.record({
      id,
      order,
      task: text,
      itemId: maybe(id),
      resolutionId: maybe(id),
      leadDepartmentId: maybe(id),
      supportingDepartmentIds: fc.array(id, { maxLength: 4 }),
      dueOn: maybe(day),
      closingCriterion: text,
      evidenceKinds: fc.array(fc.constantFrom(...EvidenceKindSchema.options), { maxLength: 4 }),
      status: fc.constantFrom(...ActionStatusSchema.options),
    }),
  ),
  actionEvents: listOf(fc.record({ id, actionId: id, kind: fc.constantFrom(...ActionEventKindSchema.options), at: instant, by: id })),
  skipped: fc.dictionary(fc.constantFrom('agenda', 'issues', 'actions'), fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER))),
})
