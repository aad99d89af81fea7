import type { Counter, Meter } from '../../../shared/sync/Meter.ts'

/** Counts since the hub's start; never whose and never what. */
export class HubMeter implements Meter {
  readonly #counts = new Map<Counter, number>()
  readonly #requestRefusals = new Map<string, number>()
  readonly #onRefusal: (reason: string) => void

  /** `onRefusal` is told of every client that is sent away, with the reason. */
  constructor(onRefusal: (reason: string) => void = () => undefined) {
    this.#onRefusal = onRefusal
  }

  add(counter: Counter, amount = 1): void {
    this.#counts.set(counter, (this.#counts.get(counter) ?? 0) + amount)
    if (counter.startsWith(REFUSED)) this.#onRefusal(counter.slice(REFUSED.length))
  }

  /** A request to the API was refused; `kind` as the answer names it. */
  addRequestRefusal(kind: string): void {
    this.#requestRefusals.set(kind, (this.#requestRefusals.get(kind) ?? 0) + 1)
  }

  count(counter: Counter): number {
    return this.#counts.get(counter) ?? 0
  }

  /** By reason. */
  get refusals(): ReadonlyMap<string, number> {
    return new Map([...this.#counts].filter(([counter]) => counter.startsWith(REFUSED)).map(([counter, count]) => [counter.slice(REFUSED.length), count]))
  }

  /** By kind. */
  get requestRefusals(): ReadonlyMap<string, number> {
    return this.#requestRefusals
  }
}

const REFUSED = 'refused/'
