import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { roundsOf, roundState } from '../../../../../shared/model/rounds.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import type { BallotDraft } from '../../../sync/keptBallot.ts'
import { draftOf } from './ballotDraft.ts'

export interface FromLastRoundProps {
  readonly itemId: string
  /** Whose ballot is filled in; null for nobody's. */
  readonly departmentId: string | null
  readonly onTake: (draft: BallotDraft) => void
}

/** [C4] In another round a department goes on from what it scored in the last one, without what it remarked then. */
export function FromLastRound({ itemId, departmentId, onTake }: FromLastRoundProps) {
  const { t } = useTranslation('scoring')
  const { meeting } = useMeeting()
  const last = roundsOf(useCollection(meeting.rounds), itemId).findLast((round) => roundState(round) === 'revealed')
  const ballot = useCollection(meeting.ballots).find((one) => one.roundId === last?.id && one.departmentId === departmentId && one.kind === 'scored')
  if (!last || !ballot) return null
  return <Button className="ballot-again" variant="outlined" text={t('ballot.fromLast', { number: last.number })} onClick={() => onTake({ ...draftOf(ballot), remark: '' })} />
}
