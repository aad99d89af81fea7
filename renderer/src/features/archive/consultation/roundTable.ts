import { applyGates } from '../../../../../shared/decision/value/gates.ts'
import type { CellSummary } from '../../../../../shared/decision/value/groupScores.ts'
import { rankOptions } from '../../../../../shared/decision/value/rankOptions.ts'
import { rawCells } from '../../../../../shared/decision/value/rawCells.ts'
import { roundInput } from '../../../../../shared/decision/value/roundInput.ts'
import { scoreOptions } from '../../../../../shared/decision/value/scoreOptions.ts'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import { frameOf, type Ballot, type Frame, type Round } from '../../../../../shared/schema/round.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

export interface RoundTable {
  readonly ballots: readonly Ballot[]
  readonly frame: Frame
  /** Of the criteria, 0 to 1; null if nobody scored. */
  readonly weights: readonly number[] | null
  readonly rows: readonly RoundRow[]
}

export interface RoundRow {
  readonly option: Frame['options'][number]
  /** By criterion, in its own unit: mean, range and how many scored it. */
  readonly cells: readonly CellSummary[]
  /** Weighted value of the group, 0 to 100; null if it failed a gate or nothing is known. */
  readonly score: number | null
  /** Null if scores that are missing could change it. */
  readonly rank: number | null
}

/** What departments gave in a round that was revealed; null if its frame can't be read. */
export function roundTable(snapshot: MeetingSnapshot, round: Round): RoundTable | null {
  const frame = frameOf(round)
  if (!frame) return null
  const ballots = ballotsOf(snapshot, round.id)
  const cells = rawCells(frame, ballots)
  const verdicts = [...latestBy(snapshot.gateVerdicts, ({ gateId, optionId }) => `${gateId}/${optionId}`).values()]
  const gates = snapshot.gates.filter(({ itemId }) => itemId === round.itemId).map(({ id }) => ({ id, verdicts: verdicts.filter(({ gateId }) => gateId === id) }))
  const input = roundInput(frame, ballots, gates)
  const values = input ? scoreOptions(applyGates(input.table, input.gates).passed) : []
  const places = values.length > 1 ? rankOptions(values).places : []
  return {
    ballots,
    frame,
    weights: input?.table.weights ?? null,
    rows: frame.options.map((option, i) => ({
      option,
      cells: cells[i] ?? [],
      score: values.find(({ option: id }) => id === option.id)?.score ?? null,
      rank: places.find(({ options }) => options.includes(option.id))?.rank ?? null,
    })),
  }
}

/** The ballots of a round with what stands in lists of their own. */
function ballotsOf({ ballots, weights, scores }: MeetingSnapshot, roundId: string): readonly Ballot[] {
  return ballots
    .filter((ballot) => ballot.roundId === roundId)
    .map((ballot) => ({ ...ballot, weights: weights.filter(({ ballotId }) => ballotId === ballot.id), scores: scores.filter(({ ballotId }) => ballotId === ballot.id) }))
}
