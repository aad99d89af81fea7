import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Round } from '../../../../../shared/schema/round.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { AgreementSection } from './AgreementSection.tsx'
import { ByProxy } from './ByProxy.tsx'
import { Discuss } from './Discuss.tsx'
import { Matrix } from './Matrix.tsx'
import { RuledOut } from './RuledOut.tsx'
import { withWeights } from './roundResults.ts'
import { SecondOpinionSection } from './SecondOpinionSection.tsx'
import { Shift } from './Shift.tsx'
import { Sureness } from './Sureness.tsx'
import { useRoundResults, type ShownRound } from './useRoundResults.ts'
import { Values } from './Values.tsx'
import { Weights } from './Weights.tsx'
import './results.css'

export interface ResultsProps {
  readonly round: Round
  /** The revealed round before it. */
  readonly before: Round | undefined
}

/** [C5] What a revealed round comes to, with its reasons: worked out here from the document each time, stored nowhere. */
export function Results({ round, before }: ResultsProps) {
  const { t } = useTranslation('results')
  const shown = useRoundResults(round)
  const earlier = useRoundResults(before)
  const [walked, setWalked] = useState<readonly number[] | null>(null)
  if (!shown) return <p className="item-none">{t('unreadable')}</p>
  const { results, turnout, frame, names, cells } = shown
  const standing = results && walked ? withWeights(results, walked) : results
  return (
    <section className="item-section" data-testid="results" aria-label={t('title', { number: round.number })}>
      <h2>{t('title', { number: round.number })}</h2>
      <p className="results-turnout">{t('turnout', { ...turnout })}</p>
      <ByProxy round={round} />
      {!results && <p className="item-none">{t('nobodyScored')}</p>}
      <RuledOut itemId={round.itemId} frame={frame} />
      {results && standing && (
        <>
          <Values results={standing} names={names} isWalked={walked !== null} />
          {earlier?.results && before && <Shift before={earlier.results} after={results} names={names} numbers={[before.number, round.number]} />}
          <Matrix frame={frame} cells={cells} results={results} />
          <Weights results={results} weights={walked ?? results.input.table.weights} names={names} isWalked={walked !== null} onWalk={setWalked} />
          <Discuss results={results} names={names} />
          <Sureness input={results.input} names={names} />
          <AgreementSection input={results.input} names={names} />
          <SecondOpinionSection table={results.input.table} names={names} />
        </>
      )}
      <Remarks shown={shown} />
    </section>
  )
}

function Remarks({ shown: { remarks } }: { readonly shown: ShownRound }) {
  const { t } = useTranslation(['results', 'scoring'])
  const { nameOf } = useDepartments()
  if (remarks.length === 0) return null
  return (
    <section className="results-part">
      <h3>{t('remarks')}</h3>
      <ul className="results-remarks">
        {remarks.map(({ id, departmentId, kind, remark }) => (
          <li key={id}>
            <strong>{nameOf(departmentId)}</strong> {t(`scoring:kind.${kind}`)} <span>{remark}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
