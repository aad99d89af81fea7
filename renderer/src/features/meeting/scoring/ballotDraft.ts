import type { BallotPaper, Frame } from '../../../../../shared/schema/round.ts'
import type { BallotDraft } from '../../../sync/keptBallot.ts'
import { numberFrom } from '../frame/frameFacts.ts'
import { canPair, pairWeights } from './weights/pairWeights.ts'

/** The weight of the swing that is worth most. */
export const TOP_WEIGHT = 100

export const EMPTY_DRAFT: BallotDraft = { kind: 'scored', weighing: 'swing', top: null, weights: {}, leans: {}, scores: {}, remark: '', castAs: null }

export function cellKey(optionId: string, criterionId: string): string {
  return `${optionId}/${criterionId}`
}

/** What a department cast, to go on with. */
export function draftOf({ kind, weights, scores, remark }: BallotPaper): BallotDraft {
  const greatest = weights.toSorted((a, b) => b.value - a.value)[0]
  return {
    ...EMPTY_DRAFT,
    kind,
    top: greatest && greatest.value > 0 ? greatest.criterionId : null,
    weights: Object.fromEntries(weights.map(({ criterionId, value }) => [criterionId, String(value)])),
    scores: Object.fromEntries(scores.map(({ optionId, criterionId, value }) => [cellKey(optionId, criterionId), value === null ? null : String(value)])),
    remark,
  }
}

export interface DraftReading {
  /** What would be cast; null while a field is in the way. */
  readonly paper: BallotPaper | null
  /** Fields that can't be read or miss their weight: criterion ids, and cells as `cellKey`. */
  readonly wrong: ReadonlySet<string>
  /** Cells beyond their anchors: taken, and counted as the anchor. */
  readonly outside: ReadonlySet<string>
  /** Cells left empty: they will be cast as "can't say". */
  readonly blank: number
  /** Pairs that are not compared yet, where weights come of pairs. */
  readonly openPairs: number
  /** Nothing was scored at all. */
  readonly isEmpty: boolean
}

/** What of a draft can be cast in this frame. */
export function readDraft({ options, criteria }: Frame, draft: BallotDraft): DraftReading {
  if (draft.kind !== 'scored') return { paper: { kind: draft.kind, weights: [], scores: [], remark: draft.remark }, wrong: new Set(), outside: new Set(), blank: 0, openPairs: 0, isEmpty: false }
  const wrong = new Set<string>()
  const outside = new Set<string>()
  let blank = 0
  const scores = options.flatMap(({ id: optionId }) =>
    criteria.map(({ id: criterionId, worst, best }) => {
      const key = cellKey(optionId, criterionId)
      const text = draft.scores[key]
      const value = typeof text === 'string' ? numberFrom(text) : null
      if (text === undefined || text?.trim() === '') blank += 1
      else if (text !== null && value === null) wrong.add(key)
      if (value !== null && (value < Math.min(worst, best) || value > Math.max(worst, best))) outside.add(key)
      return { optionId, criterionId, value }
    }),
  )
  const pairs = draft.weighing === 'pairs' && canPair(criteria.length) ? pairWeights(criteria, draft.leans) : null
  const openPairs = pairs?.state === 'incomplete' ? pairs.missing.length : 0
  const weights = pairs === null ? swingWeights(criteria, draft, wrong) : pairs.state === 'complete' ? againstGreatest(criteria, pairs.weights) : []
  const isEmpty = scores.every(({ value }) => value === null)
  const isReady = wrong.size === 0 && openPairs === 0 && !isEmpty
  return { paper: isReady ? { kind: 'scored', weights, scores, remark: draft.remark } : null, wrong, outside, blank, openPairs, isEmpty }
}

type Weights = BallotPaper['weights']

/** Marks in `wrong` what misses its weight. */
function swingWeights(criteria: Frame['criteria'], { top, weights }: BallotDraft, wrong: Set<string>): Weights {
  if (top === null) return []
  return criteria.flatMap(({ id }) => {
    const value = id === top ? TOP_WEIGHT : numberFrom(weights[id] ?? '')
    if (value !== null && value >= 0 && value <= TOP_WEIGHT) return [{ criterionId: id, value }]
    wrong.add(id)
    return []
  })
}

/** As swings stand in a ballot: the greatest is 100. Four decimals are more than any judgement holds, and can be read. */
function againstGreatest(criteria: Frame['criteria'], weights: readonly number[]): Weights {
  const greatest = Math.max(...weights)
  return criteria.map(({ id }, i) => ({ criterionId: id, value: Number(((TOP_WEIGHT * (weights[i] ?? 0)) / greatest).toFixed(4)) }))
}
