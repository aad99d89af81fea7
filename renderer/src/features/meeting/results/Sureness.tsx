import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { DRAWS, SEED, standingOf, type Acceptability } from '../../../../../shared/decision/value/acceptability.ts'
import type { EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'
import { useIsDark } from '../../../hooks/useSettings.ts'
import { Chart, type ChartLook } from '../../../ui/Chart.tsx'
import { rowsHeight, stackOption } from './charts.ts'
import type { Names } from './namesOf.ts'
import { useAcceptability } from './useAcceptability.ts'
import { useNumbers } from './useNumbers.ts'

/** How often each option takes each rank when weights and scores vary within what the departments said. */
export function Sureness({ input, names }: { readonly input: EvaluationInput; readonly names: Names }) {
  const { t } = useTranslation('results')
  const acceptability = useAcceptability(input)
  return (
    <section className="results-part" data-testid="sureness">
      <h3>{t('sure.title')}</h3>
      {acceptability ? <Drawn acceptability={acceptability} names={names} /> : <p className="results-note">{t('sure.drawing')}</p>}
      <p className="results-note">{t('sure.how', { draws: DRAWS, seed: SEED })}</p>
    </section>
  )
}

function Drawn({ acceptability, names }: { readonly acceptability: readonly Acceptability[]; readonly names: Names }) {
  const { t } = useTranslation('results')
  const isDark = useIsDark()
  const { percent } = useNumbers()
  const rankText = useCallback((index: number): string => t('sure.rank', { rank: index + 1 }), [t])
  const option = useCallback(
    (look: ChartLook) => stackOption(acceptability.map(({ option: id, shares }) => ({ name: names.option(id), shares })), rankText, percent)(look),
    [acceptability, names, rankText, percent],
  )
  const [first] = acceptability.toSorted((a, b) => (b.shares[0] ?? 0) - (a.shares[0] ?? 0))
  if (!first) return null
  const share = first.shares[0] ?? 0
  return (
    <Chart
      finding={t(`sure.${standingOf(share)}`, { option: names.option(first.option), share: percent(share) })}
      option={option}
      height={rowsHeight(acceptability.length)}
      isDark={isDark}
      table={
        <table className="table results-table">
          <thead>
            <tr>
              <th scope="col">{t('values.column.option')}</th>
              {acceptability.map((_, index) => (
                <th key={index} scope="col">
                  {rankText(index)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {acceptability.map(({ option: id, shares }) => (
              <tr key={id}>
                <th scope="row">{names.option(id)}</th>
                {shares.map((one, index) => (
                  <td key={index}>{percent(one)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
