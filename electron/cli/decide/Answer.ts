/** What a method says of its input. */
export interface Answer {
  /** As `docs/cli.md` describes it. */
  readonly json: Readonly<Record<string, unknown>>
  /** The same for people, whole lines. */
  readonly words: string
  /** What to know before believing it, a sentence each. */
  readonly notes: readonly string[]
}
