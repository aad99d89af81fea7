import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsDark } from '../../../hooks/useSettings.ts'
import { Chart, type ChartLook } from '../../../ui/Chart.tsx'
import { cellDots, FEWEST_FOR_SHAPE } from './agreement.ts'
import { barOption, dotOption, rowsHeight } from './charts.ts'
import type { Names } from './namesOf.ts'
import type { RoundResults } from './roundResults.ts'
import { useNumbers } from './useNumbers.ts'

/** More cells than this nobody talks about. */
const MOST_CELLS = 10

/** What to talk about: where departments differ, what can change the winner first; and how the scores lie. */
export function Discuss({ results, names }: { readonly results: RoundResults; readonly names: Names }) {
  const { t } = useTranslation('results')
  const isDark = useIsDark()
  const { points } = useNumbers()
  const { disagreements } = results.evaluation
  const top = useMemo(() => disagreements.slice(0, MOST_CELLS), [disagreements])
  const decisive = disagreements.filter(({ isDecisive }) => isDecisive).length
  const cell = useCallback((option: string, criterion: string): string => t('discuss.cell', { option: names.option(option), criterion: names.criterion(criterion) }), [t, names])
  const option = useCallback(
    (look: ChartLook) => barOption(top.map(({ option: id, criterion, effect, isDecisive }) => ({ name: `${isDecisive ? '▲ ' : ''}${cell(id, criterion)}`, value: effect, text: points(effect), isStrong: isDecisive })), undefined)(look),
    [top, cell, points],
  )
  const [first] = top
  if (!first) return <p className="results-part">{t('discuss.none')}</p>
  return (
    <section className="results-part" data-testid="discuss">
      <h3>{t('discuss.title')}</h3>
      <Chart
        finding={decisive > 0 ? t('discuss.decisive', { count: decisive, cell: cell(first.option, first.criterion) }) : t('discuss.harmless', { cell: cell(first.option, first.criterion) })}
        option={option}
        height={rowsHeight(top.length)}
        isDark={isDark}
        table={
          <table className="table results-table">
            <thead>
              <tr>
                <th scope="col">{t('discuss.column.cell')}</th>
                <th scope="col">{t('discuss.column.effect')}</th>
                <th scope="col">{t('discuss.column.decisive')}</th>
              </tr>
            </thead>
            <tbody>
              {disagreements.map(({ option: id, criterion, effect, isDecisive }) => (
                <tr key={`${id}/${criterion}`}>
                  <th scope="row">{cell(id, criterion)}</th>
                  <td>{points(effect)}</td>
                  <td>{t(isDecisive ? 'discuss.canChange' : 'discuss.cannot')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
      <Dots results={results} cell={cell} />
    </section>
  )
}

function Dots({ results, cell }: { readonly results: RoundResults; readonly cell: (option: string, criterion: string) => string }) {
  const { t } = useTranslation('results')
  const isDark = useIsDark()
  const { points } = useNumbers()
  const dots = useMemo(() => cellDots(results.input), [results])
  const shown = useMemo(() => dots.filter(({ values }) => values.length > 0), [dots])
  const option = useCallback((look: ChartLook) => dotOption(shown.map(({ option: id, criterion, values }) => ({ name: cell(id, criterion), values })))(look), [shown, cell])
  if (shown.length === 0) return <p className="results-note">{t('dots.few', { count: FEWEST_FOR_SHAPE })}</p>
  return (
    <Chart
      finding={t('dots.finding')}
      option={option}
      height={rowsHeight(shown.length)}
      isDark={isDark}
      table={
        <table className="table results-table">
          <thead>
            <tr>
              <th scope="col">{t('discuss.column.cell')}</th>
              <th scope="col">{t('dots.count')}</th>
              <th scope="col">{t('dots.values')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ option: id, criterion, values, count }) => (
              <tr key={`${id}/${criterion}`}>
                <th scope="row">{cell(id, criterion)}</th>
                <td>{count}</td>
                <td>{values.map(points).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
