import { Button } from '@blueprintjs/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Names } from './namesOf.ts'
import { leaders, type RoundResults } from './roundResults.ts'
import { useNumbers } from './useNumbers.ts'
import { turningPoints, weightsAt, type Turning } from './walkingWeights.ts'

export interface WeightsProps {
  /** Of the round, whatever is being tried. */
  readonly results: RoundResults
  /** Shown on the sliders; sum to 1. */
  readonly weights: readonly number[]
  readonly names: Names
  readonly isWalked: boolean
  readonly onWalk: (weights: readonly number[] | null) => void
}

/** At which weight somebody else would be first, in sentences; sliders try it, the other weights keeping their proportions. */
export function Weights({ results, weights, names, isWalked, onWalk }: WeightsProps) {
  const { t } = useTranslation('results')
  const { percent } = useNumbers()
  const { table } = results.input
  const turnings = useMemo(() => turningPoints(table, results.evaluation.stability), [table, results])
  return (
    <section className="results-part" data-testid="weights">
      <h3>{t('weights.title')}</h3>
      <ul className="results-lines">
        {turnings.map((turning) => (
          <TurningLines key={turning.criterion} turning={turning} first={leaders(results.evaluation)} names={names} />
        ))}
      </ul>
      <div className="walking">
        {table.criteria.map((criterion, k) => (
          <label key={criterion} className="walking-row">
            <span>{names.criterion(criterion)}</span>
            <input type="range" min={0} max={100} value={Math.round(100 * (weights[k] ?? 0))} disabled={weights.length < 2} onChange={(event) => onWalk(weightsAt(weights, k, Number(event.currentTarget.value) / 100))} />
            <output>{percent(weights[k] ?? 0)}</output>
          </label>
        ))}
        <Button size="small" text={t('weights.reset')} disabled={!isWalked} onClick={() => onWalk(null)} />
      </div>
    </section>
  )
}

function TurningLines({ turning: { criterion, weight, below, above }, first, names }: { readonly turning: Turning; readonly first: readonly string[]; readonly names: Names }) {
  const { t } = useTranslation('results')
  const { percent, list } = useNumbers()
  const named = (ids: readonly string[]): string => list(ids.map((id) => t('quoted', { name: names.option(id) })))
  const words = { criterion: names.criterion(criterion), weight: percent(weight), first: named(first) }
  if (!below && !above) return <li>{t('weights.never', words)}</li>
  return (
    <>
      {above && <li>{t(above.first.length > 0 ? 'weights.above' : 'weights.aboveUnsure', { ...words, share: percent(above.share), other: named(above.first) })}</li>}
      {below && <li>{t(below.first.length > 0 ? 'weights.below' : 'weights.belowUnsure', { ...words, share: percent(below.share), other: named(below.first) })}</li>}
    </>
  )
}
