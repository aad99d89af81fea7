import { useCallback, useMemo, useState } from 'react'
import type { SealedBallot } from '../../../../../shared/api.ts'
import type { BallotPaper, Round } from '../../../../../shared/schema/round.ts'
import { useHubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useRequest, type Request } from '../../../hooks/useRequest.ts'
import { useRounds } from '../../../hooks/useRounds.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { keptBallot, type BallotDraft } from '../../../sync/keptBallot.ts'
import { draftOf, EMPTY_DRAFT } from './ballotDraft.ts'

export interface OwnBallot {
  readonly draft: BallotDraft
  /** Something here is not on the hub yet. */
  readonly isChanged: boolean
  /** What the hub has of this department; null for nothing, or while it can't be asked. */
  readonly cast: SealedBallot | null
  readonly change: (changes: Partial<BallotDraft>) => void
  readonly send: (paper: BallotPaper) => Promise<void>
  readonly request: Request
}

/**
 * [M13] The ballot of the own department, or of one that one stands in for: what was cast is the hub's, what is being
 * written stays on this machine.
 */
export function useBallot(round: Pick<Round, 'id'>, proxyFor?: string): OwnBallot {
  const rounds = useRounds()
  const { id: personId } = useSelf()
  const kept = useMemo(() => keptBallot(personId, round.id, proxyFor), [personId, round.id, proxyFor])
  const [written, setWritten] = useState<BallotDraft | null>(() => kept.read())
  const [sent, setSent] = useState<SealedBallot | null>(null)
  const { answer } = useHubAnswer(useCallback(() => rounds.own(round.id, proxyFor), [rounds, round.id, proxyFor]))
  const request = useRequest()
  const cast = sent ?? (answer.state === 'there' ? answer.value.ballot : null)
  const current = written && isOvertaken(written, cast) ? null : written
  const draft = current ?? (cast ? draftOf(cast) : EMPTY_DRAFT)
  const keep = (next: BallotDraft): void => {
    setWritten(next)
    kept.keep(next)
  }
  const change = (changes: Partial<BallotDraft>): void => keep({ ...draft, ...changes, castAs: null })
  const send = async (paper: BallotPaper): Promise<void> => {
    const result = await request.run(() => rounds.cast(round.id, paper, proxyFor))
    if (!result.ok) return
    const { ballot } = result.value
    setSent(ballot)
    // The hub keeps the weights and not the pairs: whoever looks at the ballot again goes on from those.
    if (draft.weighing === 'pairs' && ballot.kind === 'scored') return keep({ ...draft, castAs: ballot.version })
    kept.forget()
    setWritten(null)
  }
  return { draft, isChanged: current !== null && current.castAs === null, cast, change, send, request }
}

/** Was cast here, and somebody of the department has cast another since. */
function isOvertaken({ castAs }: BallotDraft, cast: SealedBallot | null): boolean {
  return castAs !== null && cast !== null && cast.version !== castAs
}
