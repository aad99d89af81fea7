import { useTranslation } from 'react-i18next'
import type { CellSummary } from '../../../../../shared/decision/value/groupScores.ts'
import { ResultsTable } from './ResultsTable.tsx'
import { optionLines, type RoundResults } from './roundResults.ts'
import type { ShownRound } from './useRoundResults.ts'
import { useNumbers } from './useNumbers.ts'

export interface MatrixProps extends Pick<ShownRound, 'frame' | 'cells'> {
  /** Of the round's own weights. */
  readonly results: RoundResults
}

/** The decision matrix: options in their order with value and rank, and what departments gave by criterion. On paper a page of its own, across. */
export function Matrix({ frame: { options, criteria }, cells, results }: MatrixProps) {
  const { t } = useTranslation('results')
  const { marks, percent } = useNumbers()
  const lines = optionLines(results.evaluation)
  const { weights } = results.input.table
  const ruledOut = options.filter(({ id }) => !lines.some(({ option }) => option === id)).map(({ id }) => ({ option: id, rank: null, score: null }))
  return (
    <section className="results-part matrix" data-testid="matrix">
      <h3 id="matrix-title">{t('matrix.title')}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it */}
      <div className="matrix-scroll" role="region" aria-labelledby="matrix-title" tabIndex={0}>
        <ResultsTable
          columns={[
            t('values.column.rank'),
            t('values.column.option'),
            t('values.column.value'),
            ...criteria.map(({ id, name, unit }, j) => <Criterion key={id} name={unit ? t('matrix.inUnit', { name, unit }) : name} weight={t('matrix.weight', { weight: percent(weights[j] ?? 0) })} />),
          ]}
          rows={[...lines, ...ruledOut].map(({ option, rank, score }) => {
            const row = options.findIndex(({ id }) => id === option)
            return {
              key: option,
              lead: rank ?? '–',
              name: options[row]?.title ?? option,
              cells: [score === null ? '–' : marks(score), ...criteria.map(({ id }, j) => <Cell key={id} cell={cells[row]?.[j]} />)],
            }
          })}
        />
      </div>
      <p className="results-note">{t('matrix.how')}</p>
    </section>
  )
}

function Criterion({ name, weight }: { readonly name: string; readonly weight: string }) {
  return (
    <>
      {name}
      <span className="matrix-more">{weight}</span>
    </>
  )
}

function Cell({ cell }: { readonly cell: CellSummary | undefined }) {
  const { t } = useTranslation('results')
  const { points } = useNumbers()
  if (!cell || cell.mean === null) return '–'
  const { mean, range, scorers } = cell
  return (
    <>
      {points(mean)}
      <span className="matrix-more">{range ? t('matrix.range', { low: points(range.low), high: points(range.high), count: scorers }) : t('matrix.few', { count: scorers })}</span>
    </>
  )
}
