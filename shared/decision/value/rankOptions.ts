import { placesOf, TIE, type Place } from '../ties.ts'
import type { OptionScore } from './scoreOptions.ts'

export interface Ranking {
  /** First place first. */
  readonly places: readonly Place[]
  /** Options whose place depends on scores that are missing ("not enough data"). */
  readonly undecided: readonly string[]
}

/**
 * An option has a place only if it is sure against every other one: both are complete, or what is missing cannot
 * change which of them is better. Ranks count all the options, those without a place too.
 */
export function rankOptions(scores: readonly OptionScore[]): Ranking {
  const sure = scores.filter((score) => scores.every((other) => other === score || isSure(score, other)))
  const undecided = scores.filter((score) => !sure.includes(score))
  const places = placesOf(sure.map(({ option, low }) => ({ option, result: low }))).map(({ rank, options }) => {
    const own = sure.find(({ option }) => option === options[0])
    return { rank: rank + undecided.filter((other) => own && other.low > own.high).length, options }
  })
  return { places, undecided: undecided.map(({ option }) => option) }
}

/** Options in first place, none if that is not sure. */
export function firstOf({ places }: Ranking): readonly string[] {
  const [place] = places
  return place?.rank === 1 ? place.options : []
}

function isSure(a: OptionScore, b: OptionScore): boolean {
  const areComplete = a.low === a.high && b.low === b.high
  return areComplete || a.low > b.high + TIE || b.low > a.high + TIE
}
