import type { AgendaStatus } from '../../../../../shared/schema/agenda.ts'

export interface TimedItem {
  readonly minutes: number
  readonly status: AgendaStatus
  /** When its discussion began, in ms; null while it has not. */
  readonly begunAt: number | null
}

export interface Forecast {
  /** Minutes of all items. */
  readonly planned: number
  /** When the last item ends if everything still to come takes its time, in ms; null when nothing is left. */
  readonly endsAt: number | null
  /** Minutes that this is behind the plan; negative when ahead. */
  readonly behind: number
}

/**
 * What is still to come: every item not begun takes its minutes, one under discussion what is left of them, none when
 * it is over time. Nothing is expected to be made up.
 */
export function forecast(items: readonly TimedItem[], startsAt: number, now: number): Forecast {
  const planned = items.reduce((sum, item) => sum + item.minutes, 0)
  const open = items.filter((item) => item.status === 'pending' || item.status === 'discussing')
  if (open.length === 0) return { planned, endsAt: null, behind: 0 }
  const hasBegun = open.length < items.length || items.some((item) => item.begunAt !== null)
  const from = hasBegun ? now : Math.max(now, startsAt)
  const left = open.reduce((sum, item) => sum + leftOf(item, now), 0)
  const endsAt = from + left
  return { planned, endsAt, behind: Math.round((endsAt - startsAt) / MINUTE - planned) }
}

const MINUTE = 60_000

function leftOf(item: TimedItem, now: number): number {
  const elapsed = item.begunAt === null ? 0 : Math.max(0, now - item.begunAt)
  return Math.max(0, item.minutes * MINUTE - elapsed)
}
