import { useMemo } from 'react'
import type { BallotPaper } from '../../../shared/schema/round.ts'
import { castBallot, openRound, ownBallot, revealRound, voidRound } from '../sync/hubClient.ts'
import { useJoined } from './useSession.ts'

/** What a window asks the hub about silent rounds: what is sealed is in no document. Run them with `useRequest`. */
export interface RoundRequests {
  readonly open: (meetingId: string, itemId: string) => ReturnType<typeof openRound>
  /** The paper is safe on the hub's disk once this is answered; until then it is only here. */
  readonly cast: (roundId: string, paper: BallotPaper, proxyFor?: string) => ReturnType<typeof castBallot>
  /** The ballot of one's own department or of one that one stands in for, to go on with after a reload or on another machine. */
  readonly own: (roundId: string, proxyFor?: string) => ReturnType<typeof ownBallot>
  readonly reveal: (roundId: string) => ReturnType<typeof revealRound>
  /** Gives the round up: its ballots are gone unread. */
  readonly abandon: (roundId: string) => ReturnType<typeof voidRound>
}

/** Keeps its identity as long as the session. Failures have their sentences in `errors.json`. */
export function useRounds(): RoundRequests {
  const { session } = useJoined()
  return useMemo(
    () => ({
      open: (meetingId, itemId) => openRound(session, meetingId, itemId),
      cast: (roundId, paper, proxyFor) => castBallot(session, roundId, paper, proxyFor),
      own: (roundId, proxyFor) => ownBallot(session, roundId, proxyFor),
      reveal: (roundId) => revealRound(session, roundId),
      abandon: (roundId) => voidRound(session, roundId),
    }),
    [session],
  )
}
