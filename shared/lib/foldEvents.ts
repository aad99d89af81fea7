export interface StatusEvent<K extends string> {
  readonly id: string
  readonly kind: K
  /** ISO 8601 instant with offset. */
  readonly at: string
  /** Person who did it. */
  readonly by: string
}

export interface Folded<S extends string, E> {
  readonly status: S
  /** The event that led to `status`; absent in the initial status. */
  readonly last?: E
  /** Events that found no transition from the status they met: kept, shown, without effect. */
  readonly superseded: readonly E[]
}

/** `transitions[status][kind]` is the status that follows; what is not listed does not exist. */
export type Transitions<S extends string, K extends string> = Readonly<Record<S, Readonly<Partial<Record<K, S>>>>>

/**
 * Status as the fold of append-only events, ordered by (time, person, id), so that every replica that holds the same
 * events computes the same status, in whatever order they arrived.
 */
export function foldEvents<S extends string, K extends string, E extends StatusEvent<K>>(
  initial: S,
  transitions: Transitions<S, K>,
  events: readonly E[],
): Folded<S, E> {
  let folded: { status: S; last?: E } = { status: initial }
  const superseded: E[] = []
  for (const event of events.toSorted(compareEvents)) {
    const next = transitions[folded.status][event.kind]
    if (next === undefined) superseded.push(event)
    else folded = { status: next, last: event }
  }
  return { ...folded, superseded }
}

/**
 * When something happens that follows from the events `seen`: `now`, or just after the last of them if the clock here
 * is behind theirs. Otherwise a machine whose clock is late could never answer what it has before its eyes.
 */
export function instantAfter(seen: readonly { readonly at: string }[], now: string): string {
  const last = seen.reduce((latest, event) => Math.max(latest, Date.parse(event.at)), -Infinity)
  return Date.parse(now) > last ? now : new Date(last + 1).toISOString()
}

function compareEvents(a: StatusEvent<string>, b: StatusEvent<string>): number {
  return Date.parse(a.at) - Date.parse(b.at) || compareText(a.by, b.by) || compareText(a.id, b.id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
