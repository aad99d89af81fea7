import type { AgendaStatus } from '../schema/agenda.ts'
import type { StageEvent } from '../schema/floor.ts'
import type { Round } from '../schema/round.ts'
import { inTime } from './inTime.ts'

/** 未开始, 定方案, 静默评分, 讨论, 表明立场, 已结束. */
export type Stage = 'pending' | 'frame' | 'silent' | 'discussion' | 'positions' | 'ended'

/**
 * How far an item is. A silent round that is sealed speaks for itself, whatever was called; its reveal leads to the
 * discussion unless something was called after it. An item that nobody called anything of is discussed.
 */
export function stageOf(itemId: string, status: AgendaStatus, stageEvents: readonly StageEvent[], rounds: readonly Round[]): Stage {
  if (status === 'pending') return 'pending'
  if (status !== 'discussing') return 'ended'
  const valid = rounds.filter((round) => round.itemId === itemId && round.voidedAt === null)
  if (valid.some(({ revealedAt }) => revealedAt === null)) return 'silent'
  const revealed = Math.max(...valid.map(({ revealedAt }) => Date.parse(revealedAt ?? '')))
  const called = inTime(stageEvents.filter((event) => event.itemId === itemId)).at(-1)
  return called && !(revealed > Date.parse(called.at)) ? called.stage : 'discussion'
}
