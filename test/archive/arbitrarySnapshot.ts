import * as fc from 'fast-check'
import { TEMPLATES } from '../../shared/schema/directory.ts'
import { ROLES } from '../../shared/lib/roles.ts'
import { ActionEventKindSchema, ActionStatusSchema, EvidenceKindSchema } from '../../shared/schema/action.ts'
import { AGENDA_STATUSES, AgendaEventKindSchema } from '../../shared/schema/agenda.ts'
import { AttendanceStatusSchema, PrioritySchema, ResolutionOutcomeSchema } from '../../shared/schema/meeting.ts'
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
  departments: listOf(fc.record({ id, order, name: line })),
  attendance: listOf(fc.record({ id, name: line, role: fc.constantFrom(...ROLES), departmentId: maybe(id), status: fc.constantFrom(...AttendanceStatusSchema.options), at: instant })),
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
