import type { AgendaStatus } from '../schema/agenda.ts'

export interface TimedItem {
  readonly minutes: number
  readonly status: AgendaStatus
  /** How long it has been before the room, in ms. */
  readonly elapsed: number
}

export interface Forecast {
  /** Minutes of all items. */
  readonly planned: number
  /** Minutes that items have taken until now. */
  readonly taken: number
  /** When the last item ends if everything still to come takes its time, in ms; null when nothing is left. */
  readonly endsAt: number | null
  /** Minutes that this is behind the plan; negative when ahead. */
  readonly behind: number
}

const MINUTE = 60_000

/**
 * What is still to come: every item not ended takes what is left of its minutes, none when it is over time. Nothing is
 * expected to be made up, and time that no item's clock took is lost all the same.
 */
export function forecast(items: readonly TimedItem[], startsAt: number, now: number): Forecast {
  const planned = items.reduce((sum, item) => sum + item.minutes, 0)
  const taken = Math.round(items.reduce((sum, item) => sum + item.elapsed, 0) / MINUTE)
  const open = items.filter((item) => item.status === 'pending' || item.status === 'discussing')
  if (open.length === 0) return { planned, taken, endsAt: null, behind: 0 }
  const hasBegun = open.length < items.length || items.some((item) => item.status === 'discussing' || item.elapsed > 0)
  const from = hasBegun ? now : Math.max(now, startsAt)
  const endsAt = open.reduce((end, item) => end + Math.max(0, item.minutes * MINUTE - item.elapsed), from)
  return { planned, taken, endsAt, behind: Math.round((endsAt - startsAt) / MINUTE - planned) }
}
