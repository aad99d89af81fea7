import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'
import { agreementOf, BANDS } from './agreement.ts'
import type { Names } from './namesOf.ts'
import { ResultsTable } from './ResultsTable.tsx'
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
      <ResultsTable
        columns={[
          t('values.column.option'),
          t('agreement.firstFor', { count: scorers }),
          ...Array.from({ length: BANDS }, (_, band) => t('agreement.band', { low: (band * 100) / BANDS, high: ((band + 1) * 100) / BANDS })),
          ...(hasConsensus ? [t('agreement.consensus')] : []),
        ]}
        rows={options.map(({ option, firstFor, bands, consensus }) => ({
          key: option,
          name: names.option(option),
          cells: [firstFor, ...bands, ...(hasConsensus ? [consensus === null ? '–' : percent(consensus)] : [])],
        }))}
      />
      <p className="results-note">{kendall ? t('agreement.kendall', { W: kendall.W.toFixed(2), count: kendall.raters }) : t('agreement.noKendall')}</p>
    </section>
  )
}
