import { useEffect } from 'react'
import { roundState } from '../../../../../shared/model/rounds.ts'
import type { Round } from '../../../../../shared/schema/round.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { forgetBallots } from '../../../sync/keptBallot.ts'

/** What was written for a round that has ended is of no use to anybody, and nobody else's business. */
export function useForgetDrafts(rounds: readonly Round[], itemId: string): void {
  const { id: personId } = useSelf()
  useEffect(() => {
    for (const round of rounds) if (round.itemId === itemId && roundState(round) !== 'open') forgetBallots(personId, round.id)
  }, [rounds, itemId, personId])
}
