import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../../../shared/lib/clockText.ts'
import { useNow } from '../../useNow.ts'

/** How long somebody has had the floor. @param since in ms */
export function SpeechClock({ since }: { readonly since: number }) {
  const { t } = useTranslation('room')
  return (
    <span className="speech-clock" role="timer" aria-label={t('floor.clock')}>
      {clockText(Math.max(0, Math.floor((useNow(1000) - since) / 1000)))}
    </span>
  )
}
