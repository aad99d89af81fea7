import { useTranslation } from 'react-i18next'
import type { Names } from './namesOf.ts'
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
  const { points, signed } = useNumbers()
  const said = (one: { readonly score: number | null; readonly rank: string | null } | null): string => (one === null || one.score === null ? '–' : t('shift.said', { score: points(one.score), rank: one.rank ?? '–' }))
  return (
    <section className="results-part" data-testid="shift">
      <h3>{t('shift.title', { earlier, later })}</h3>
      <table className="table results-table">
        <thead>
          <tr>
            <th scope="col">{t('values.column.option')}</th>
            <th scope="col">{t('shift.round', { number: earlier })}</th>
            <th scope="col">{t('shift.round', { number: later })}</th>
            <th scope="col">{t('shift.change')}</th>
          </tr>
        </thead>
        <tbody>
          {roundShift(before, after).map((shift) => (
            <tr key={shift.option}>
              <th scope="row">{names.option(shift.option)}</th>
              <td>{said(shift.before)}</td>
              <td>{said(shift.after)}</td>
              <td>{shift.before?.score == null || shift.after.score === null ? '–' : signed(shift.after.score - shift.before.score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
