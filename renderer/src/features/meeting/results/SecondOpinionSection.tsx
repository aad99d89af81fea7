import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueTable } from '../../../../../shared/decision/value/ValueTable.ts'
import type { Names } from './namesOf.ts'
import { ResultsTable } from './ResultsTable.tsx'
import { INDIFFERENCE, secondOpinion, STRICT } from './secondOpinion.ts'
import { useNumbers } from './useNumbers.ts'

/** PROMETHEE II, folded: whether another way of adding up comes to the same. */
export function SecondOpinionSection({ table, names }: { readonly table: ValueTable; readonly names: Names }) {
  const { t } = useTranslation('results')
  const { signed } = useNumbers()
  const opinion = useMemo(() => secondOpinion(table), [table])
  return (
    <details className="results-part" data-testid="second-opinion">
      <summary>{t('second.title')}</summary>
      <p className="results-note">{t('second.how', { indifference: INDIFFERENCE, strict: STRICT })}</p>
      {opinion ? (
        <ResultsTable
          columns={[t('values.column.rank'), t('values.column.option'), t('second.net')]}
          rows={opinion.places.flatMap(({ rank, options }) =>
            options.map((option) => ({ key: option, lead: `${rank}${options.length > 1 ? '=' : ''}`, name: names.option(option), cells: [signed(100 * (opinion.flows.find((flow) => flow.option === option)?.net ?? 0))] })),
          )}
        />
      ) : (
        <p className="results-note">{t('second.missing')}</p>
      )}
    </details>
  )
}
