import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueTable } from '../../../../../shared/decision/value/ValueTable.ts'
import type { Names } from './namesOf.ts'
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
        <table className="table results-table">
          <thead>
            <tr>
              <th scope="col">{t('values.column.rank')}</th>
              <th scope="col">{t('values.column.option')}</th>
              <th scope="col">{t('second.net')}</th>
            </tr>
          </thead>
          <tbody>
            {opinion.places.flatMap(({ rank, options }) =>
              options.map((option) => (
                <tr key={option}>
                  <td>{`${rank}${options.length > 1 ? '=' : ''}`}</td>
                  <th scope="row">{names.option(option)}</th>
                  <td>{signed(100 * (opinion.flows.find((flow) => flow.option === option)?.net ?? 0))}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      ) : (
        <p className="results-note">{t('second.missing')}</p>
      )}
    </details>
  )
}
