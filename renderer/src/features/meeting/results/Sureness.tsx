import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DRAWS, SEED, standingOf, type Acceptability } from '../../../../../shared/decision/value/acceptability.ts'
import type { EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'
import { useIsDark } from '../../../hooks/useSettings.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { stackChart } from './charts.ts'
import type { Names } from './namesOf.ts'
import { ResultsTable } from './ResultsTable.tsx'
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
  // Who is first most often stands first.
  const lines = useMemo(() => acceptability.toSorted((a, b) => (b.shares[0] ?? 0) - (a.shares[0] ?? 0)), [acceptability])
  const drawn = useMemo(() => stackChart(lines.map(({ option, shares }) => ({ name: names.option(option), shares })), rankText, percent), [lines, names, rankText, percent])
  const [first] = lines
  if (!first) return null
  const share = first.shares[0] ?? 0
  return (
    <Chart
      finding={t(`sure.${standingOf(share)}`, { option: names.option(first.option), share: percent(share) })}
      drawn={drawn}
      isDark={isDark}
      table={<ResultsTable columns={[t('values.column.option'), ...lines.map((_, index) => rankText(index))]} rows={lines.map(({ option, shares }) => ({ key: option, name: names.option(option), cells: shares.map(percent) }))} />}
    />
  )
}
