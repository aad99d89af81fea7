import { expect, test } from 'vitest'
import type { StageEvent } from '../../shared/schema/floor.ts'
import type { Round } from '../../shared/schema/round.ts'
import { stageOf } from '../../shared/room/stageOf.ts'

const at = (minute: number): string => `2026-03-05T06:${String(minute).padStart(2, '0')}:00Z`
const call = (stage: StageEvent['stage'], minute: number): StageEvent => ({ id: `${stage}${minute}`, itemId: 'i', stage, at: at(minute), by: 'p' })
const round = (openedAt: number, revealedAt: number | null, isVoid = false): Round => ({
  id: `r${openedAt}`, itemId: 'i', number: 1, frame: '{}', entitledDepartmentIds: [], votedDepartmentIds: [], openedAt: at(openedAt), openedBy: 'p',
  revealedAt: revealedAt === null ? null : at(revealedAt), revealedBy: revealedAt === null ? null : 'p', voidedAt: isVoid ? at(59) : null,
})

test.each([
  ['not begun', 'pending', [call('positions', 1)], [], 'pending'],
  ['nothing called', 'discussing', [], [], 'discussion'],
  ['the last call', 'discussing', [call('positions', 3), call('frame', 1)], [], 'positions'],
  ['a sealed round, whatever was called', 'discussing', [call('positions', 9)], [round(2, null)], 'silent'],
  ['revealed', 'discussing', [call('frame', 1)], [round(2, 5)], 'discussion'],
  ['called after the reveal', 'discussing', [call('positions', 6)], [round(2, 5)], 'positions'],
  ['a second round is sealed', 'discussing', [call('positions', 6)], [round(2, 5), round(7, null)], 'silent'],
  ['a round given up counts for nothing', 'discussing', [call('frame', 1)], [round(2, null, true)], 'frame'],
  ['another item’s calls', 'discussing', [{ ...call('frame', 1), itemId: 'j' }], [{ ...round(2, null), itemId: 'j' }], 'discussion'],
  ['ended', 'deferred', [call('positions', 6)], [round(2, null)], 'ended'],
] as const)('[C2] stage: %s', (_name, status, events, rounds, expected) => {
  expect(stageOf('i', status, events, rounds)).toBe(expected)
})
