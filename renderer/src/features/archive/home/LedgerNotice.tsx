import { useTranslation } from 'react-i18next'
import { useWitness } from '../../../hooks/useWitness.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { ProblemList } from './ProblemList.tsx'

/** What this device found when it verified that no record was changed, taken away or added unseen. */
export function LedgerNotice() {
  const { t } = useTranslation('archive')
  const { found } = useWitness()
  switch (found.state) {
    case 'unknown':
      return null
    case 'unverifiable':
      return (
        <div>
          <p className="archive-note">{t(`ledger.${found.reason}`)}</p>
          {found.acknowledged && <Known problems={found.acknowledged} />}
        </div>
      )
    case 'alarm':
      return (
        <div data-testid="ledger-alarm">
          <FailureText>{t(`ledger.alarm.${found.alarm}`)}</FailureText>
          {found.problems.length > 0 && <ProblemList problems={found.problems} />}
        </div>
      )
    case 'verified':
      return (
        <div>
          <p className="archive-note" data-testid="ledger-verified">
            {t(found.isCosigned ? 'ledger.cosigned' : 'ledger.verified', { count: found.size })}
            {found.isOther && ` ${t('ledger.other')}`}
          </p>
          {found.acknowledged && <Known problems={found.acknowledged} />}
        </div>
      )
  }
}

/** Problems that a secretary knows of: no alarm any more, and not forgotten. */
function Known({ problems }: Parameters<typeof ProblemList>[0]) {
  const { t } = useTranslation('archive')
  return (
    <details className="archive-known" data-testid="ledger-acknowledged">
      <summary>
        <span className="mark mark-warn">
          <span aria-hidden="true">▲</span>
          {t('ledger.known', { count: problems.length })}
        </span>
      </summary>
      <ProblemList problems={problems} />
    </details>
  )
}
