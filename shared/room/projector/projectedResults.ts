import { applyGates } from '../../decision/value/gates.ts'
import { rankOptions } from '../../decision/value/rankOptions.ts'
import { roundInput } from '../../decision/value/roundInput.ts'
import { scoreOptions } from '../../decision/value/scoreOptions.ts'
import { latestBy } from '../../model/latestBy.ts'
import { roundsOf } from '../../model/rounds.ts'
import type { Gate, GateVerdict } from '../../schema/frame.ts'
import { frameOf, type Ballot, type Round } from '../../schema/round.ts'
import type { ProjectedView } from './ProjectedFrameSchema.ts'

type Results = Omit<Extract<ProjectedView, { view: 'results' }>, 'view'>

export interface ResultRecords {
  readonly rounds: readonly Round[]
  readonly ballots: readonly Ballot[]
  readonly gates: readonly Gate[]
  readonly gateVerdicts: readonly GateVerdict[]
}

const NONE: Results = { round: null, scored: 0, entitled: 0, rows: [] }

/** The group's values of the last round that was revealed, and nobody's own. An option that fails a gate has no rank. */
export function projectedResults({ rounds, ballots, gates, gateVerdicts }: ResultRecords, itemId: string): Results {
  const round = roundsOf(rounds, itemId).findLast(({ revealedAt }) => revealedAt !== null)
  const frame = round && frameOf(round)
  if (!round || !frame) return NONE
  const cast = ballots.filter(({ roundId }) => roundId === round.id)
  const head = { round: round.number, scored: cast.filter(({ kind }) => kind === 'scored').length, entitled: round.entitledDepartmentIds.length }
  const verdicts = [...latestBy(gateVerdicts, ({ gateId, optionId }) => `${gateId}/${optionId}`).values()]
  const input = roundInput(frame, cast, gates.filter((gate) => gate.itemId === itemId).map(({ id }) => ({ id, verdicts: verdicts.filter(({ gateId }) => gateId === id) })))
  if (!input) return { ...head, rows: [] }
  const scores = scoreOptions(applyGates(input.table, input.gates).passed)
  const { places } = rankOptions(scores)
  const rankOf = (id: string): number | null => places.find(({ options }) => options.includes(id))?.rank ?? null
  const rows = frame.options.map(({ id, title }) => {
    const own = scores.find(({ option }) => option === id)
    return { title, score: own?.score ?? null, rank: rankOf(id), coverage: own?.coverage ?? 0 }
  })
  return { ...head, rows: rows.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (b.score ?? -1) - (a.score ?? -1)) }
}
