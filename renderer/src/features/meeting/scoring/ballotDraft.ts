import type { BallotPaper, Frame } from '../../../../../shared/schema/round.ts'
import type { BallotDraft } from '../../../sync/keptBallot.ts'
import { numberFrom } from '../frame/frameFacts.ts'

/** The weight of the swing that is worth most. */
export const TOP_WEIGHT = 100

export const EMPTY_DRAFT: BallotDraft = { kind: 'scored', top: null, weights: {}, scores: {}, remark: '' }

export function cellKey(optionId: string, criterionId: string): string {
  return `${optionId}/${criterionId}`
}

/** What a department cast, to go on with. */
export function draftOf({ kind, weights, scores, remark }: BallotPaper): BallotDraft {
  const greatest = weights.toSorted((a, b) => b.value - a.value)[0]
  return {
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
  /** Nothing was scored at all. */
  readonly isEmpty: boolean
}

/** What of a draft can be cast in this frame. */
export function readDraft({ options, criteria }: Frame, draft: BallotDraft): DraftReading {
  if (draft.kind !== 'scored') return { paper: { kind: draft.kind, weights: [], scores: [], remark: draft.remark }, wrong: new Set(), outside: new Set(), blank: 0, isEmpty: false }
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
  const weights = criteria.flatMap(({ id }) => {
    if (draft.top === null) return []
    const value = id === draft.top ? TOP_WEIGHT : numberFrom(draft.weights[id] ?? '')
    if (value === null || value < 0 || value > TOP_WEIGHT) {
      wrong.add(id)
      return []
    }
    return [{ criterionId: id, value }]
  })
  const isEmpty = scores.every(({ value }) => value === null)
  return { paper: wrong.size > 0 || isEmpty ? null : { kind: 'scored', weights, scores, remark: draft.remark }, wrong, outside, blank, isEmpty }
}
