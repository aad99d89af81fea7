import { useTranslation } from 'react-i18next'
import { useWitness } from '../../../hooks/useWitness.ts'
import { FailureText } from '../../../ui/FailureText.tsx'

/** What this device found when it verified that no record was changed, taken away or added unseen. */
export function LedgerNotice() {
  const { t } = useTranslation('archive')
  const { found } = useWitness()
  switch (found.state) {
    case 'unknown':
      return null
    case 'unverifiable':
      return <p className="archive-note">{t(`ledger.${found.reason}`)}</p>
    case 'alarm':
      return (
        <div data-testid="ledger-alarm">
          <FailureText>{t(`ledger.alarm.${found.alarm}`)}</FailureText>
          {found.problems.length > 0 && (
            <ul className="archive-entries">
              {found.problems.map(({ path, kind }) => (
                <li key={`${kind} ${path}`} className="archive-damaged">
                  <code>{path}</code>
                  <span>{t(`ledger.problem.${kind}`)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )
    case 'verified':
      return (
        <p className="archive-note" data-testid="ledger-verified">
          {t(found.isCosigned ? 'ledger.cosigned' : 'ledger.verified', { count: found.size })}
          {found.isOther && ` ${t('ledger.other')}`}
        </p>
      )
  }
}
