import { useTranslation } from 'react-i18next'
import type { Names } from './namesOf.ts'
import { ResultsTable } from './ResultsTable.tsx'
import type { RoundResults } from './roundResults.ts'
import { roundShift } from './roundShift.ts'
import { useNumbers } from './useNumbers.ts'

export interface ShiftProps {
  readonly before: RoundResults
  readonly after: RoundResults
  readonly names: Names
  /** Of the two rounds. */
  readonly numbers: readonly [number, number]
}

/** What the discussion between two rounds moved. */
export function Shift({ before, after, names, numbers: [earlier, later] }: ShiftProps) {
  const { t } = useTranslation('results')
  const { marks, signed } = useNumbers()
  const said = (one: { readonly score: number | null; readonly rank: string | null } | null): string => (one === null || one.score === null ? '–' : t('shift.said', { score: marks(one.score), rank: one.rank ?? '–' }))
  return (
    <section className="results-part" data-testid="shift">
      <h3>{t('shift.title', { earlier, later })}</h3>
      <ResultsTable
        columns={[t('values.column.option'), t('shift.round', { number: earlier }), t('shift.round', { number: later }), t('shift.change')]}
        rows={roundShift(before, after).map((shift) => ({
          key: shift.option,
          name: names.option(shift.option),
          cells: [said(shift.before), said(shift.after), shift.before?.score == null || shift.after.score === null ? '–' : signed(shift.after.score - shift.before.score)],
        }))}
      />
    </section>
  )
}
