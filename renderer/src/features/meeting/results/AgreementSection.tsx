import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'
import { agreementOf, BANDS } from './agreement.ts'
import type { Names } from './namesOf.ts'
import { useNumbers } from './useNumbers.ts'

/** How far departments agree: counts first, figures of shape only where there are enough. */
export function AgreementSection({ input, names }: { readonly input: EvaluationInput; readonly names: Names }) {
  const { t } = useTranslation('results')
  const { percent } = useNumbers()
  const { scorers, options, kendall } = useMemo(() => agreementOf(input), [input])
  const hasConsensus = options.some(({ consensus }) => consensus !== null)
  return (
    <section className="results-part" data-testid="agreement">
      <h3>{t('agreement.title')}</h3>
      <table className="table results-table">
        <thead>
          <tr>
            <th scope="col">{t('values.column.option')}</th>
            <th scope="col">{t('agreement.firstFor', { count: scorers })}</th>
            {Array.from({ length: BANDS }, (_, band) => (
              <th key={band} scope="col">
                {t('agreement.band', { low: (band * 100) / BANDS, high: ((band + 1) * 100) / BANDS })}
              </th>
            ))}
            {hasConsensus && <th scope="col">{t('agreement.consensus')}</th>}
          </tr>
        </thead>
        <tbody>
          {options.map(({ option, firstFor, bands, consensus }) => (
            <tr key={option}>
              <th scope="row">{names.option(option)}</th>
              <td>{firstFor}</td>
              {bands.map((count, band) => (
                <td key={band}>{count}</td>
              ))}
              {hasConsensus && <td>{consensus === null ? '–' : percent(consensus)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="results-note">{kendall ? t('agreement.kendall', { W: kendall.W.toFixed(2), count: kendall.raters }) : t('agreement.noKendall')}</p>
    </section>
  )
}
