import { useTranslation } from 'react-i18next'
import { frameToOpen } from '../../../../../shared/model/rounds.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useIsClosed, useMeeting } from '../../../hooks/useMeeting.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useRounds } from '../../../hooks/useRounds.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useMayAsk } from '../../../hooks/useSession.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import { useHubReason } from './useHubReason.ts'

export interface StartRoundProps {
  readonly itemId: string
  /** A round was revealed: the next one shows how opinions moved. */
  readonly isAgain: boolean
}

/** Begins a silent round, or says what is missing before one can begin. */
export function StartRound({ itemId, isAgain }: StartRoundProps) {
  const { t } = useTranslation('scoring')
  const { id: meetingId } = useMeeting()
  const rounds = useRounds()
  const request = useRequest()
  const sentence = useSentence()
  const mayRun = useMayAsk('run-rounds')
  const isClosed = useIsClosed()
  const missing = useMissing(itemId)
  const hubReason = useHubReason()
  if (isClosed) return isAgain ? null : <p className="item-none">{t('start.never')}</p>
  if (!mayRun) return isAgain ? null : <p className="item-none">{t('start.waiting')}</p>
  return (
    <section className="item-section" aria-label={t('start.title')}>
      {!isAgain && <p className="item-none">{t('start.hint')}</p>}
      <GuardedButton
        text={t(isAgain ? 'start.again' : 'start.begin')}
        loading={request.isRunning}
        reason={missing ?? hubReason}
        onClick={() => void request.run(() => rounds.open(meetingId, itemId))}
      />
      {!isAgain && missing && <p className="scoring-note">{missing}</p>}
      {request.failure && <FailureText>{sentence(request.failure)}</FailureText>}
    </section>
  )
}

/** Why none can begin, in words. */
function useMissing(itemId: string): string | undefined {
  const { meeting } = useMeeting()
  const sentence = useSentence()
  useCollection(meeting.options)
  useCollection(meeting.criteria)
  useCollection(meeting.gateVerdicts)
  useCollection(meeting.itemRules)
  useCollection(meeting.agendaEvents)
  const frame = frameToOpen(meeting, itemId)
  return frame.ok ? undefined : sentence(frame.error)
}
