import { Button } from '@blueprintjs/core'
import { useCallback, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHubAnswer } from '../../hooks/useHubAnswer.ts'
import { useNow } from '../../hooks/useNow.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined, useMayAsk } from '../../hooks/useSession.ts'
import { endRecovery, recoveryState } from '../../sync/hubClient.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { dateTimeText, dayText, timeText } from '../../ui/dateText.ts'

/** For who may end it: that windows may just now bring back what the hub lost, of others too. Nothing while they may not. */
export function RecoverySection() {
  return useMayAsk('end-recovery') ? <OpenRecovery /> : null
}

function OpenRecovery() {
  const { t, i18n } = useTranslation('recovery')
  const { session } = useJoined()
  const now = useNow()
  const { answer, askAgain } = useHubAnswer(useCallback(() => recoveryState(session), [session]), now.getTime())
  const [step, setStep] = useState<'shown' | 'asking' | 'ended'>('shown')
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const { until, because } = answer.state === 'there' ? answer.value : NOT_OPEN
  if (step !== 'ended' && (until === null || because === null)) return null
  const onEnded = async (): Promise<void> => {
    setStep('ended')
    await askAgain()
    heading.current?.focus()
  }
  return (
    <section className="screen-section" aria-labelledby={id} data-testid="recovery">
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t('title')}
      </h2>
      {until === null || because === null ? (
        <p className="settings-line">○ {t('ended')}</p>
      ) : (
        <>
          <p className="settings-line">
            ● {t('open', { until: untilText(until, now, i18n.language), because: t(`because.${because}`) })}
          </p>
          <p className="screen-note">{t('meaning')}</p>
          <div>
            <Button text={t('end')} onClick={() => setStep('asking')} />
          </div>
        </>
      )}
      {step === 'asking' && <EndDialog onEnded={() => void onEnded()} onClose={() => setStep('shown')} />}
    </section>
  )
}

const NOT_OPEN = { until: null, because: null } as const

/** The day only where it is another. */
function untilText(until: string, now: Date, language: string): string {
  return dayText(until, language) === dayText(now, language) ? timeText(until) : dateTimeText(until, language)
}

function EndDialog({ onEnded, onClose }: { readonly onEnded: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation('recovery')
  const { session } = useJoined()
  const sentence = useSentence()
  const { isRunning, failure, run } = useRequest()
  const end = async (): Promise<void> => {
    if ((await run(() => endRecovery(session))).ok) onEnded()
  }
  return (
    <ConfirmDialog title={t('endTitle')} confirmText={t('endConfirm')} isRunning={isRunning} failure={failure ? sentence(failure) : ''} onConfirm={() => void end()} onClose={onClose}>
      <p>{t('endText')}</p>
      <p>{t('endSafe')}</p>
    </ConfirmDialog>
  )
}
