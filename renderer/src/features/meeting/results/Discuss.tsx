import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disagreement } from '../../../../../shared/decision/value/cellTornado.ts'
import { useIsDark } from '../../../hooks/useSettings.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { cellDots, FEWEST_FOR_SHAPE } from './agreement.ts'
import { barChart, dotChart } from './charts.ts'
import type { Names } from './namesOf.ts'
import { ResultsTable } from './ResultsTable.tsx'
import type { RoundResults } from './roundResults.ts'
import { useNumbers } from './useNumbers.ts'

/** More cells than this nobody talks about. */
const MOST_CELLS = 10

type CellName = (option: string, criterion: string) => string

/** What to talk about: where departments differ, what can change the winner first; and how the scores lie. */
export function Discuss({ results, names }: { readonly results: RoundResults; readonly names: Names }) {
  const { t } = useTranslation('results')
  const isDark = useIsDark()
  const { marks } = useNumbers()
  const { disagreements } = results.evaluation
  const top = useMemo(() => disagreements.slice(0, MOST_CELLS), [disagreements])
  const decisive = disagreements.filter(({ isDecisive }) => isDecisive).length
  const cell: CellName = useCallback((option, criterion) => t('discuss.cell', { option: names.option(option), criterion: names.criterion(criterion) }), [t, names])
  const drawn = useMemo(
    () => barChart(top.map(({ option, criterion, effect, isDecisive }) => ({ name: `${isDecisive ? '▲ ' : ''}${cell(option, criterion)}`, value: effect, text: marks(effect), isStrong: isDecisive })), undefined),
    [top, cell, marks],
  )
  const [first] = top
  if (!first) return <p className="results-part">{t('discuss.none')}</p>
  return (
    <section className="results-part" data-testid="discuss">
      <h3>{t('discuss.title')}</h3>
      <Chart
        finding={decisive > 0 ? t('discuss.decisive', { count: decisive, cell: cell(first.option, first.criterion) }) : t('discuss.harmless', { cell: cell(first.option, first.criterion) })}
        drawn={drawn}
        isDark={isDark}
        isDrawnOnPaper
        table={
          <ResultsTable
            columns={[t('discuss.column.cell'), t('discuss.column.effect'), t('discuss.column.decisive')]}
            rows={disagreements.map(({ option, criterion, effect, isDecisive }) => ({ key: `${option}/${criterion}`, name: cell(option, criterion), cells: [marks(effect), t(isDecisive ? 'discuss.canChange' : 'discuss.cannot')] }))}
          />
        }
      />
      <Dots results={results} top={top} cell={cell} />
    </section>
  )
}

/** The scores of the cells to talk about; those of all cells are in the table. */
function Dots({ results, top, cell }: { readonly results: RoundResults; readonly top: readonly Disagreement[]; readonly cell: CellName }) {
  const { t } = useTranslation('results')
  const isDark = useIsDark()
  const { points } = useNumbers()
  const all = useMemo(() => cellDots(results.input).filter(({ values }) => values.length > 0), [results])
  const shown = useMemo(() => top.flatMap(({ option, criterion }) => all.find((dots) => dots.option === option && dots.criterion === criterion) ?? []), [top, all])
  const drawn = useMemo(() => dotChart(shown.map(({ option, criterion, values }) => ({ name: cell(option, criterion), values }))), [shown, cell])
  if (shown.length === 0) return <p className="results-note">{t('dots.few', { count: FEWEST_FOR_SHAPE })}</p>
  return (
    <Chart
      finding={shown.length < all.length ? t('dots.findingTop', { count: shown.length }) : t('dots.finding')}
      drawn={drawn}
      isDark={isDark}
      isDrawnOnPaper
      table={
        <ResultsTable
          columns={[t('discuss.column.cell'), t('dots.count'), t('dots.values')]}
          rows={all.map(({ option, criterion, values, count }) => ({ key: `${option}/${criterion}`, name: cell(option, criterion), cells: [count, values.map(points).join(' · ')] }))}
        />
      }
    />
  )
}
