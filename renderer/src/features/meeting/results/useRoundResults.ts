import { useMemo } from 'react'
import type { CellSummary } from '../../../../../shared/decision/value/groupScores.ts'
import { rawCells } from '../../../../../shared/decision/value/rawCells.ts'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import { frameOf } from '../../../../../shared/schema/round.ts'
import type { Ballot, Frame, Round } from '../../../../../shared/schema/round.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { namesOf, type Names } from './namesOf.ts'
import { roundResults, turnoutOf, type RoundResults, type Turnout } from './roundResults.ts'

export interface ShownRound {
  readonly frame: Frame
  readonly names: Names
  readonly turnout: Turnout
  /** By option and criterion of the frame, in the criterion's unit. */
  readonly cells: readonly (readonly CellSummary[])[]
  /** Null if nobody scored. */
  readonly results: RoundResults | null
  readonly remarks: readonly Ballot[]
}

/** A revealed round worked out from the document, never stored; null if its frame can't be read. */
export function useRoundResults(round: Round | undefined): ShownRound | null {
  const { meeting } = useMeeting()
  const ballots = useCollection(meeting.ballots)
  const gates = useCollection(meeting.gates)
  const verdicts = useCollection(meeting.gateVerdicts)
  return useMemo(() => {
    const frame = round && frameOf(round)
    if (!frame) return null
    const own = ballots.filter(({ roundId }) => roundId === round.id)
    const latest = [...latestBy(verdicts, ({ gateId, optionId }) => `${gateId}/${optionId}`).values()]
    const judged = gates.filter(({ itemId }) => itemId === round.itemId).map(({ id }) => ({ id, verdicts: latest.filter(({ gateId }) => gateId === id) }))
    return { frame, names: namesOf(frame), cells: rawCells(frame, own), turnout: turnoutOf(round.entitledDepartmentIds, own), results: roundResults(frame, own, judged), remarks: own.filter(({ remark }) => remark.trim() !== '') }
  }, [round, ballots, gates, verdicts])
}
