import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { FailureText } from '../../ui/FailureText.tsx'

export function LostSession({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('start')
  return (
    <div className="start-lost">
      <FailureText>{t('lost')}</FailureText>
      <Button text={t('tryAgain')} onClick={onRetry} />
    </div>
  )
}
