import { expect, test } from 'vitest'
import { ROLES } from '../../shared/lib/roles.ts'
import { MEETING_SECTIONS } from '../../shared/model/MeetingDocument.ts'
import { mayAsk, mayWrite, mayWriteSomewhere, WRITE_POLICY, type Writer } from '../../shared/sync/access.ts'
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
