import type { AgendaEvent } from '../schema/agenda.ts'
import type { ClockEvent } from '../schema/floor.ts'
import { inTime } from './inTime.ts'

/** How long an item has been before the room. */
export interface ItemTime {
  /** Of all its closed intervals, in ms. */
  readonly spent: number
  /** Since when its clock runs, in ms; null while it stands. */
  readonly runningSince: number | null
}

/**
 * The items' clocks over all their openings. One runs at most: starting one, or opening an item for the first time,
 * stops every other; ending an item stops its own. Items that never ran are not in it.
 */
export function clockOf(clockEvents: readonly ClockEvent[], agendaEvents: readonly AgendaEvent[]): ReadonlyMap<string, ItemTime> {
  const times = new Map<string, ItemTime>()
  const stop = (itemId: string, at: number): void => {
    const time = times.get(itemId)
    if (time?.runningSince != null) times.set(itemId, { spent: time.spent + Math.max(0, at - time.runningSince), runningSince: null })
  }
  for (const { itemId, kind, at } of inTime<ClockEvent | AgendaEvent>([...clockEvents, ...agendaEvents])) {
    const instant = Date.parse(at)
    if (kind === 'started' || kind === 'opened') {
      for (const id of times.keys()) if (id !== itemId) stop(id, instant)
      const time = times.get(itemId) ?? { spent: 0, runningSince: null }
      times.set(itemId, { ...time, runningSince: time.runningSince ?? instant })
    } else if (kind !== 'reopened') stop(itemId, instant)
  }
  return times
}

/** Milliseconds that an item has taken by `now`; of a meeting that is closed, pass its closing. */
export function elapsedOf(time: ItemTime | undefined, now: number): number {
  if (!time) return 0
  return time.spent + (time.runningSince === null ? 0 : Math.max(0, now - time.runningSince))
}
