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

/** [M13] The own department's ballot: what was cast is the hub's, what is being written stays on this machine. */
export function useBallot(round: Pick<Round, 'id'>): OwnBallot {
  const rounds = useRounds()
  const { id: personId } = useSelf()
  const kept = useMemo(() => keptBallot(personId, round.id), [personId, round.id])
  const [written, setWritten] = useState<BallotDraft | null>(() => kept.read())
  const [sent, setSent] = useState<SealedBallot | null>(null)
  const { answer } = useHubAnswer(useCallback(() => rounds.own(round.id), [rounds, round.id]))
  const request = useRequest()
  const cast = sent ?? (answer.state === 'there' ? answer.value.ballot : null)
  const draft = written ?? (cast ? draftOf(cast) : EMPTY_DRAFT)
  const change = (changes: Partial<BallotDraft>): void => {
    const next = { ...draft, ...changes }
    setWritten(next)
    kept.keep(next)
  }
  const send = async (paper: BallotPaper): Promise<void> => {
    const result = await request.run(() => rounds.cast(round.id, paper))
    if (!result.ok) return
    kept.forget()
    setWritten(null)
    setSent(result.value.ballot)
  }
  return { draft, isChanged: written !== null, cast, change, send, request }
}
