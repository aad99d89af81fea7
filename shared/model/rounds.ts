import { err, ok, type Result } from '../lib/result.ts'
import type { ItemRule } from '../schema/frame.ts'
import { frameOf, type BallotPaper, type Frame, type Round } from '../schema/round.ts'
import { agendaStatus } from './agenda.ts'
import { latestBy } from './latestBy.ts'
import type { MeetingDocument } from './MeetingDocument.ts'

/** Why no silent round can begin on an agenda item. */
export type RoundError =
  | { readonly kind: 'agenda-item-gone' }
  | { readonly kind: 'item-ended' }
  /** One round at a time. */
  | { readonly kind: 'round-running' }
  | { readonly kind: 'rule-missing' }
  | { readonly kind: 'options-missing' }
  | { readonly kind: 'criteria-missing' }

export type RoundState = 'open' | 'revealed' | 'voided'

/** Two hubs that served apart may have revealed and voided the same round: then it is voided, on every replica. */
export function roundState({ revealedAt, voidedAt }: Pick<Round, 'revealedAt' | 'voidedAt'>): RoundState {
  if (voidedAt !== null) return 'voided'
  return revealedAt === null ? 'open' : 'revealed'
}

/** The rounds of an item that count, in order: the open one is the last. Voided ones are left out. */
export function roundsOf(rounds: readonly Round[], itemId: string): readonly Round[] {
  return rounds
    .filter((round) => round.itemId === itemId && roundState(round) !== 'voided')
    .toSorted((a, b) => a.number - b.number || Date.parse(a.openedAt) - Date.parse(b.openedAt) || (a.id < b.id ? -1 : 1))
}

/**
 * [C3] The rule that an item is decided by: the one it had when its first round began. What somebody who was offline then
 * made of the rule comes too late, and is not in force.
 */
export function ruleInForce({ itemRules, rounds }: { readonly itemRules: readonly ItemRule[]; readonly rounds: readonly Round[] }, itemId: string): ItemRule | undefined {
  const [first] = roundsOf(rounds, itemId)
  return (first && frameOf(first)?.rule) ?? itemRules.find(({ id }) => id === itemId)
}

/**
 * What a round on this item would be scored by as things are now: its rule, its criteria, and its options but those that
 * fail a gate. "Do nothing" is always among them.
 */
export function frameToOpen(meeting: MeetingDocument, itemId: string): Result<Frame, RoundError> {
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  const { status } = agendaStatus(meeting, itemId)
  if (status !== 'pending' && status !== 'discussing') return err({ kind: 'item-ended' })
  if (meeting.rounds.list().some((round) => round.itemId === itemId && roundState(round) === 'open')) return err({ kind: 'round-running' })
  const rule = ruleInForce({ itemRules: meeting.itemRules.list(), rounds: meeting.rounds.list() }, itemId)
  if (!rule || rule.entitledDepartmentIds.length === 0) return err({ kind: 'rule-missing' })
  const failing = failingOptions(meeting)
  const all = meeting.options.list().filter((option) => option.itemId === itemId)
  // Two people who added a first option at once brought one each: nobody scores it twice.
  const nothing = all.find(({ isDoNothing }) => isDoNothing)
  const options = all.filter((option) => option.id === nothing?.id || (!option.isDoNothing && !failing.has(option.id)))
  if (options.length < 2 || !nothing) return err({ kind: 'options-missing' })
  const criteria = meeting.criteria.list().filter((criterion) => criterion.itemId === itemId)
  if (criteria.length === 0) return err({ kind: 'criteria-missing' })
  return ok({
    options: options.map(({ id, title, isDoNothing }) => ({ id, title, isDoNothing })),
    criteria: criteria.map(({ id, name, unit, worst, best }) => ({ id, name, unit, worst, best })),
    rule,
  })
}

/** Ids of the options that fail a gate which is still there. */
export function failingOptions({ gates, gateVerdicts }: Pick<MeetingDocument, 'gates' | 'gateVerdicts'>): ReadonlySet<string> {
  const standing = gateVerdicts.list().filter(({ gateId }) => gates.get(gateId) !== undefined)
  const latest = latestBy(standing, ({ gateId, optionId }) => `${gateId}/${optionId}`)
  return new Set([...latest.values()].filter(({ isPassed }) => !isPassed).map(({ optionId }) => optionId))
}

/** What of a paper does not fit the frame it is about. `field`: as in `BallotPaper`, `scores.3.optionId`. */
export interface PaperProblem {
  readonly field: string
  readonly reason: 'unknown' | 'twice' | 'too-large' | 'surplus' | 'missing' | 'not-text'
}

/** Far beyond every unit, and sums of it stay numbers. */
const MOST_VALUE = 1e15

/** The first problem of a paper that has the right shape, or null. Missing scores are none: not everybody can say everything. */
export function paperProblem({ options, criteria }: Frame, { kind, weights, scores, remark }: BallotPaper): PaperProblem | null {
  if (/\p{Surrogate}/u.test(remark)) return { field: 'remark', reason: 'not-text' }
  if (kind !== 'scored') {
    if (weights.length > 0) return { field: 'weights', reason: 'surplus' }
    return scores.length > 0 ? { field: 'scores', reason: 'surplus' } : null
  }
  const optionIds = new Set(options.map(({ id }) => id))
  const criterionIds = new Set(criteria.map(({ id }) => id))
  const seen = new Set<string>()
  for (const [index, { criterionId }] of weights.entries()) {
    if (!criterionIds.has(criterionId)) return { field: `weights.${index}.criterionId`, reason: 'unknown' }
    if (seen.has(criterionId)) return { field: `weights.${index}`, reason: 'twice' }
    seen.add(criterionId)
  }
  for (const [index, { optionId, criterionId, value }] of scores.entries()) {
    if (!optionIds.has(optionId)) return { field: `scores.${index}.optionId`, reason: 'unknown' }
    if (!criterionIds.has(criterionId)) return { field: `scores.${index}.criterionId`, reason: 'unknown' }
    if (value !== null && Math.abs(value) > MOST_VALUE) return { field: `scores.${index}.value`, reason: 'too-large' }
    const cell = `${optionId}/${criterionId}`
    if (seen.has(cell)) return { field: `scores.${index}`, reason: 'twice' }
    seen.add(cell)
  }
  return scores.some(({ value }) => value !== null) ? null : { field: 'scores', reason: 'missing' }
}
