import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Caution } from '../../../../../shared/decision/value/cautions.ts'
import { useIsDark } from '../../../hooks/useSettings.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { barChart } from './charts.ts'
import type { Names } from './namesOf.ts'
import { ResultsTable } from './ResultsTable.tsx'
import { leaders, optionLines, type OptionLine, type RoundResults } from './roundResults.ts'
import { useNumbers } from './useNumbers.ts'

export interface ValuesProps {
  readonly results: RoundResults
  readonly names: Names
  /** With weights that somebody tries, not those of the round. */
  readonly isWalked: boolean
}

/** Weighted value of each option, the order in words, and what should be known before it is believed. */
export function Values({ results, names, isWalked }: ValuesProps) {
  const { t } = useTranslation('results')
  const isDark = useIsDark()
  const { marks, percent, list } = useNumbers()
  const lines = useMemo(() => optionLines(results.evaluation), [results])
  const finding = useFinding(results, lines, names)
  const first = useMemo(() => leaders(results.evaluation), [results])
  const drawn = useMemo(() => {
    const textOf = ({ score, coverage }: OptionLine): string => {
      if (score === null) return '–'
      return coverage < 1 ? t('values.partly', { score: marks(score), coverage: percent(coverage) }) : marks(score)
    }
    return barChart(lines.map((line) => ({ name: names.option(line.option), value: line.score ?? 0, text: textOf(line), isStrong: first.includes(line.option) })), 100)
  }, [lines, marks, percent, first, names, t])
  return (
    <section className="results-part" data-testid="values">
      <h3>{t('values.title')}</h3>
      {isWalked && <p className="results-walked">{t('values.walked')}</p>}
      <Chart finding={finding} drawn={drawn} isDark={isDark} table={<ValueTable lines={lines} names={names} />} />
      <ul className="results-lines">
        {lines.flatMap(({ option: id, dominatedBy }) => (dominatedBy.length === 0 ? [] : [<li key={id}>{t('values.dominated', { option: names.option(id), by: list(dominatedBy.map((other) => t('quoted', { name: names.option(other) }))) })}</li>]))}
        {results.evaluation.cautions.map((caution) => (
          <li key={JSON.stringify(caution)}>
            <CautionText caution={caution} names={names} />
          </li>
        ))}
        {results.input.weightings.length === 0 && <li>{t('values.weightless')}</li>}
      </ul>
    </section>
  )
}

/** The order in a sentence. */
function useFinding({ evaluation }: RoundResults, lines: readonly OptionLine[], names: Names): string {
  const { t } = useTranslation('results')
  const { marks, list } = useNumbers()
  const quoted = (ids: readonly string[]): string => list(ids.map((id) => t('quoted', { name: names.option(id) })))
  if (!evaluation.ranking) return t('values.oneLeft', { option: quoted(lines.map(({ option }) => option)) })
  const first = leaders(evaluation)
  if (first.length === 0) return t('values.unsure')
  const score = marks(lines[0]?.score ?? 0)
  if (first.length > 1) return t('values.tied', { options: quoted(first), score })
  const second = lines[1]
  if (second?.score === null || second === undefined || second.rank === null) return t('values.first', { option: quoted(first), score })
  return t('values.ahead', { option: quoted(first), score, gap: marks((lines[0]?.score ?? 0) - second.score), second: names.option(second.option) })
}

function ValueTable({ lines, names }: { readonly lines: readonly OptionLine[]; readonly names: Names }) {
  const { t } = useTranslation('results')
  const { marks, percent } = useNumbers()
  return (
    <ResultsTable
      columns={(['rank', 'option', 'value', 'coverage', 'interval'] as const).map((column) => t(`values.column.${column}`))}
      rows={lines.map(({ option, rank, score, coverage, low, high }) => ({
        key: option,
        lead: rank ?? t('values.tooLittle'),
        name: names.option(option),
        cells: [score === null ? '–' : marks(score), percent(coverage), coverage === 1 ? '–' : t('values.between', { low: marks(low), high: marks(high) })],
      }))}
    />
  )
}

function CautionText({ caution, names }: { readonly caution: Caution; readonly names: Names }) {
  const { t } = useTranslation('results')
  const { marks } = useNumbers()
  switch (caution.kind) {
    case 'gap-too-small':
      return t('caution.gap', { first: names.option(caution.first), second: names.option(caution.second), gap: marks(caution.gap) })
    case 'criterion-without-difference':
      return t('caution.noDifference', { criterion: names.criterion(caution.criterion) })
    case 'many-criteria':
      return t('caution.many', { count: caution.count })
    case 'criteria-alike':
      return t('caution.alike', { first: names.criterion(caution.first), second: names.criterion(caution.second) })
  }
}
