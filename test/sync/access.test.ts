import { expect, test } from 'vitest'
import { ROLES } from '../../shared/lib/roles.ts'
import { MEETING_SECTIONS } from '../../shared/model/MeetingDocument.ts'
import { judgeTouched, mayAsk, mayRead, mayWrite, mayWriteSomewhere, WRITE_POLICY, type ReadRecord, type Writer } from '../../shared/sync/access.ts'
import type { FieldChange, TouchedRecord } from '../../shared/sync/check/TouchedRecord.ts'
import { CLOSE_CODES, closeReason, type CloseReason } from '../../shared/sync/protocol.ts'

function writer(role: Writer['role'], departmentId: string | null = 'd1'): Writer {
  return { personId: 'p1', role, departmentId }
}

test('[F5] the policy names the sections of a meeting, no more and no fewer', () => {
  expect(Object.keys(WRITE_POLICY.meeting).toSorted()).toEqual([...MEETING_SECTIONS].toSorted())
})

test('[F5] who may write in a room at all', () => {
  expect(ROLES.map((role) => [role, mayWriteSomewhere('directory', writer(role)), mayWriteSomewhere('meeting', writer(role))])).toEqual([
    ['secretary', false, true],
    ['chair', false, true],
    ['delegate', false, true],
    ['coordinator', false, true],
    ['observer', false, false],
  ])
})

test('[H3] who is sent which rooms: the pool of a department goes to its members, the secretary and the chair', () => {
  const rooms = [{ kind: 'directory' }, { kind: 'meeting' }, { kind: 'pool', departmentId: 'd1' }, { kind: 'pool', departmentId: 'd2' }] as const
  expect(ROLES.map((role) => [role, ...rooms.map((room) => mayRead(writer(role), room))])).toEqual([
    ['secretary', true, true, true, true],
    ['chair', true, true, true, true],
    ['delegate', true, true, true, false],
    ['coordinator', true, true, true, false],
    ['observer', true, true, false, false],
  ])
  expect(ROLES.filter((role) => mayRead(writer(role, null), { kind: 'pool', departmentId: 'd1' }))).toEqual(['secretary', 'chair'])
})

test('[F5] a delegate writes what is of the own department', () => {
  const delegate = writer('delegate')
  expect([
    mayWrite('meeting', 'issues', delegate),
    mayWrite('meeting', 'issues', delegate, { departmentId: 'd1' }),
    mayWrite('meeting', 'issues', delegate, { departmentId: 'd2' }),
    mayWrite('meeting', 'issues', writer('delegate', null), { departmentId: null }),
    mayWrite('meeting', 'resolutions', delegate),
    mayWrite('meeting', 'attendance', delegate, { personId: 'p1' }),
    mayWrite('meeting', 'attendance', delegate, { personId: 'p2' }),
  ]).toEqual([true, true, false, false, false, true, false])
})

test('[F5] what a role may ask of the hub', () => {
  const rights = ['edit-workspace', 'invite-people', 'edit-departments', 'edit-people', 'create-meeting', 'close-meeting'] as const
  expect(Object.fromEntries(ROLES.map((role) => [role, rights.filter((right) => mayAsk(right, role))]))).toEqual({
    secretary: rights,
    chair: ['create-meeting', 'close-meeting'],
    delegate: [],
    coordinator: [],
    observer: [],
  })
})

test('[F7] every close reason is found by its code', () => {
  const reasons = Object.keys(CLOSE_CODES) as CloseReason[]
  expect([reasons.map((reason) => closeReason(CLOSE_CODES[reason].code)), closeReason(1006)]).toEqual([reasons, undefined])
})

function stopsStockClients(code: number): boolean {
  return code >= 4400 && code < 4500
}

test('[F7] stock clients of y-websocket stop at the codes that are final, and come back after the others', () => {
  const reasons = Object.keys(CLOSE_CODES) as CloseReason[]
  // 1009 is the one that the WebSocket layer itself closes with.
  expect(reasons.filter((reason) => stopsStockClients(CLOSE_CODES[reason].code) !== CLOSE_CODES[reason].isFinal)).toEqual(['message-too-large'])
})

type Fields = Readonly<Record<string, FieldChange>>

function touched(change: TouchedRecord['change'], subject: string, fields: Fields = {}): TouchedRecord {
  const [section = '', recordId = ''] = subject.split('/')
  return { section, recordId, change, fields: new Map(Object.entries(fields)) }
}

const set = (value?: unknown): FieldChange => (value === undefined ? { kind: 'set' } : { kind: 'set', value })
const EDITED: FieldChange = { kind: 'edited' }
const REMOVED: FieldChange = { kind: 'removed' }

/** The hub's view: an issue and an action of each of two departments. */
const readRecord: ReadRecord = (section, recordId) => {
  const departments: Readonly<Record<string, string>> = { own: 'd1', theirs: 'd2' }
  const departmentId = section === 'issues' || section === 'actions' ? departments[recordId] : undefined
  return departmentId === undefined ? undefined : new Map([['leadDepartmentId', departmentId]])
}

function verdict(role: Writer['role'], ...records: readonly TouchedRecord[]): string {
  const judged = judgeTouched('meeting', writer(role), records, readRecord)
  return judged === 'allowed' ? judged : judged.about
}

test('[H2] events are never changed, replaced or taken away, and a new one names its author', () => {
  const event = { actionId: set('own'), kind: set('dispatched') }
  expect([
    verdict('secretary', touched('created', 'actionEvents/e', { ...event, by: set('p1') })),
    verdict('secretary', touched('created', 'actionEvents/e', { ...event, by: set('p2') })),
    verdict('secretary', touched('created', 'actionEvents/e', event)),
    verdict('secretary', touched('changed', 'actionEvents/e', { kind: set('completed') })),
    verdict('secretary', touched('replaced', 'agendaEvents/e', { by: set('p1') })),
    verdict('chair', touched('removed', 'agendaEvents/e')),
    verdict('chair', touched('changed', 'agendaEvents/e')),
  ]).toEqual(['allowed', 'actionEvents/e', 'actionEvents/e', 'actionEvents/e', 'agendaEvents/e', 'agendaEvents/e', 'agendaEvents/e'])
})

test("[H2] a delegate's records are their department's before and after, in the hub's view", () => {
  const lead = (value: unknown): Fields => ({ leadDepartmentId: set(value) })
  expect([
    verdict('delegate', touched('changed', 'issues/own', { title: set('x'), detail: EDITED })),
    verdict('delegate', touched('changed', 'issues/own', lead('d1'))),
    verdict('delegate', touched('created', 'issues/new', lead('d1'))),
    verdict('delegate', touched('replaced', 'issues/own', lead('d1'))),
    verdict('delegate', touched('removed', 'issues/own')),
    verdict('delegate', touched('removed', 'issues/nobody-knows')),
  ]).toEqual(Array(6).fill('allowed'))
  const refused = [
    touched('changed', 'issues/own', lead('d2')),
    touched('changed', 'issues/own', lead(null)),
    touched('changed', 'issues/own', { leadDepartmentId: REMOVED }),
    touched('changed', 'issues/own', { leadDepartmentId: set() }),
    touched('changed', 'issues/theirs', { ...lead('d1'), title: set('mine now') }),
    touched('changed', 'issues/nobody-knows', lead('d1')),
    touched('created', 'issues/new'),
    touched('created', 'issues/new', lead('d2')),
    touched('replaced', 'issues/theirs', lead('d1')),
    touched('replaced', 'issues/own', lead('d2')),
    touched('removed', 'issues/theirs'),
  ]
  expect(refused.map((record) => verdict('delegate', record))).toEqual(refused.map(({ recordId }) => `issues/${recordId}`))
  expect(judgeTouched('meeting', writer('delegate', null), [touched('created', 'issues/new', lead(null))], readRecord)).toEqual({ reason: 'write-refused', about: 'issues/new' })
})

test("[H2] an event is the department's whose action it belongs to, also if both come together; one about what was taken away meanwhile does no harm", () => {
  const event = (actionId: string): TouchedRecord => touched('created', 'actionEvents/e', { actionId: set(actionId), by: set('p1') })
  const drafted = touched('created', 'actions/new', { leadDepartmentId: set('d1') })
  expect([
    verdict('delegate', event('own')),
    verdict('delegate', drafted, event('new')),
    verdict('delegate', event('theirs')),
    verdict('delegate', event('new')),
    verdict('delegate', touched('created', 'actions/theirs', { leadDepartmentId: set('d1') }), event('theirs')),
    verdict('delegate', touched('created', 'actionEvents/e', { by: set('p1') })),
  ]).toEqual(['allowed', 'allowed', 'actionEvents/e', 'allowed', 'actions/theirs', 'actionEvents/e'])
})

test('[H2] one signs in oneself, as what one is', () => {
  const as = (role: string, departmentId: string | null): Fields => ({ role: set(role), departmentId: set(departmentId), status: set('present') })
  expect([
    verdict('delegate', touched('created', 'attendance/p1', as('delegate', 'd1'))),
    verdict('delegate', touched('changed', 'attendance/p1', { status: set('leave') })),
    verdict('delegate', touched('removed', 'attendance/p1')),
    verdict('secretary', touched('created', 'attendance/p2', as('delegate', 'd2'))),
    verdict('delegate', touched('created', 'attendance/p1', as('secretary', 'd1'))),
    verdict('delegate', touched('changed', 'attendance/p1', { departmentId: set('d2') })),
    verdict('delegate', touched('created', 'attendance/p2', as('delegate', 'd1'))),
    verdict('delegate', touched('removed', 'attendance/p2')),
    verdict('observer', touched('created', 'attendance/p1', as('observer', 'd1'))),
  ]).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'attendance/p1', 'attendance/p1', 'attendance/p2', 'attendance/p2', 'attendance/p1'])
})

test('[H2][C2] for whom one stands in others say: of oneself it is left alone or emptied', () => {
  const as = (proxyForDepartmentId: FieldChange): TouchedRecord => touched('changed', 'attendance/p1', { status: set('proxy'), proxyForDepartmentId })
  const fresh = touched('created', 'attendance/p1', { role: set('delegate'), departmentId: set('d1'), status: set('proxy'), proxyForDepartmentId: set('d2') })
  expect([
    verdict('delegate', touched('changed', 'attendance/p1', { status: set('proxy') })),
    verdict('delegate', as(set(null))),
    verdict('delegate', as(REMOVED)),
    verdict('secretary', as(set('d2'))),
    ...[as(set('d2')), as(set()), as(EDITED), fresh, { ...fresh, change: 'replaced' as const }].map((record) => verdict('delegate', record)),
  ]).toEqual(['allowed', 'allowed', 'allowed', 'allowed', ...Array.from({ length: 5 }, () => 'attendance/p1')])
})

test('[H2][C2] who stands in for a department at an item speaks for it there, by what the hub knows of the item', () => {
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'options/o1': { itemId: 'i1' }, 'resolutions/r1': { itemId: 'i1' }, 'options/o2': { itemId: 'i2' },
    'positions/s1': { departmentId: 'd2', subjectId: 'o1', itemId: 'i1' }, 'positions/s2': { departmentId: 'd2', subjectId: 'o2', itemId: 'i1' },
    'countersignRequests/q1': { resolutionId: 'r1' },
  }
  const read: ReadRecord = (section, recordId) => known[`${section}/${recordId}`] && new Map(Object.entries(known[`${section}/${recordId}`] ?? {}))
  const judge = (record: TouchedRecord, role: Writer['role'] = 'delegate'): string => {
    const judged = judgeTouched('meeting', writer(role, null), [record], read, (departmentId, itemId) => departmentId === 'd2' && itemId === 'i1')
    return judged === 'allowed' ? judged : judged.about
  }
  const position = (fields: Readonly<Record<string, string>>): TouchedRecord => touched('created', 'positions/p', Object.fromEntries(Object.entries({ by: 'p1', departmentId: 'd2', subjectId: 'o1', itemId: 'i1', ...fields }).map(([name, value]) => [name, set(value)])))
  const settled = (positionId: string): TouchedRecord => touched('created', 'conditionEvents/c', { by: set('p1'), positionId: set(positionId) })
  const countersigned = (departmentId: string, requestId = 'q1'): TouchedRecord => touched('created', 'countersigns/k', { by: set('p1'), departmentId: set(departmentId), requestId: set(requestId) })
  expect([
    [position({}), position({ subjectId: 'r1' }), settled('s1'), countersigned('d2')].map((record) => judge(record)),
    [position({ departmentId: 'd3' }), position({ subjectId: 'o2' }), position({ subjectId: 'o2', itemId: 'i2' }), position({ itemId: 'i2' }), position({ subjectId: 'gone' }), position({ by: 'p2' })].map((record) => judge(record)),
    [settled('s2'), countersigned('d3'), countersigned('d2', 'gone')].map((record) => judge(record)),
    [touched('created', 'speakerRequests/s', { by: set('p1'), departmentId: set('d2'), itemId: set('i1') }), touched('created', 'issues/s', { leadDepartmentId: set('d2'), itemId: set('i1') })].map((record) => judge(record)),
    (['coordinator', 'observer'] as const).map((role) => judge(position({}), role)),
    mayWrite('meeting', 'positions', writer('delegate'), { departmentId: 'd2', itemId: 'i1' }, () => true),
    mayWrite('meeting', 'positions', writer('delegate'), { departmentId: 'd2' }, () => true),
    mayWrite('meeting', 'issues', writer('delegate'), { departmentId: 'd2', itemId: 'i1' }, () => true),
  ]).toEqual([
    ['allowed', 'allowed', 'allowed', 'allowed'],
    Array.from({ length: 6 }, () => 'positions/p'),
    ['conditionEvents/c', 'countersigns/k', 'countersigns/k'],
    ['speakerRequests/s', 'issues/s'],
    ['positions/p', 'positions/p'],
    true, false, false,
  ])
})

test('[H2] shared notes are written in by all, and come and go with the agenda alone', () => {
  expect([
    verdict('delegate', touched('changed', 'notes/i', { body: EDITED })),
    verdict('secretary', touched('created', 'notes/i', { body: set() })),
    verdict('delegate', touched('created', 'notes/i', { body: set() })),
    verdict('delegate', touched('replaced', 'notes/i', { body: set() })),
    verdict('coordinator', touched('removed', 'notes/i')),
    verdict('secretary', touched('changed', 'notes/i', { body: REMOVED })),
    verdict('secretary', touched('changed', 'notes/i', { body: set() })),
    verdict('observer', touched('changed', 'notes/i', { body: EDITED })),
  ]).toEqual(['allowed', 'allowed', 'notes/i', 'notes/i', 'notes/i', 'notes/i', 'notes/i', 'notes/i'])
})

test("[H2] what a meeting is, is one record; some of its fields are the hub's alone", () => {
  expect([
    verdict('chair', touched('changed', 'info/m', { title: set('x'), place: set('y'), startsAt: set('z'), currentItemId: set('i') })),
    ...['closedAt', 'schemaVersion', 'template', 'id'].map((field) => verdict('secretary', touched('changed', 'info/m', { [field]: set('x') }))),
    verdict('secretary', touched('changed', 'info/m', { closedAt: REMOVED })),
    verdict('secretary', touched('created', 'info/other', { title: set('x') })),
    verdict('secretary', touched('replaced', 'info/m', { title: set('x') })),
    verdict('secretary', touched('removed', 'info/m')),
  ]).toEqual(['allowed', 'info/m', 'info/m', 'info/m', 'info/m', 'info/m', 'info/other', 'info/m', 'info/m'])
})

test('[H2] nobody writes the directory by the wire, an observer nothing at all, and one record refuses the whole update', () => {
  expect([
    judgeTouched('directory', writer('secretary'), [touched('changed', 'people/p1', { role: set('secretary') })], readRecord),
    judgeTouched('directory', writer('secretary'), [], readRecord),
    judgeTouched('meeting', writer('observer'), [], readRecord),
    judgeTouched('meeting', writer('delegate'), [], readRecord),
    verdict('delegate', touched('changed', 'issues/own', { title: set('x') }), touched('changed', 'issues/theirs', { title: set('x') })),
    verdict('secretary', touched('changed', 'toString/x')),
    verdict('delegate', touched('created', `resolutions/${'x'.repeat(200)}`)),
  ]).toEqual([
    { reason: 'write-refused', about: 'people/p1' },
    { reason: 'write-refused', about: 'directory' },
    { reason: 'write-refused', about: 'meeting' },
    'allowed',
    'issues/theirs',
    'toString/x',
    'resolutions',
  ])
})
