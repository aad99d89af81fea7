import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lean } from '../../../../../../shared/decision/ahp/pairs.ts'
import type { Frame } from '../../../../../../shared/schema/round.ts'
import { PairOutcome } from './PairOutcome.tsx'
import { PairScale } from './PairScale.tsx'
import { criteriaPairs, pairWeights } from './pairWeights.ts'

export interface PairWeightsProps {
  readonly criteria: Frame['criteria']
  /** By `pairKey`. */
  readonly leans: Readonly<Record<string, Lean>>
  readonly onChange: (leans: Readonly<Record<string, Lean>>) => void
}

/** Weights by pairs (AHP): each two swings against each other, one after the other, and at once what that comes to. */
export function PairWeights({ criteria, leans, onChange }: PairWeightsProps) {
  const { t } = useTranslation('scoring')
  const list = useRef<HTMLOListElement>(null)
  const pairs = useMemo(() => criteriaPairs(criteria), [criteria])
  const outcome = useMemo(() => pairWeights(criteria, leans), [criteria, leans])
  const judged = pairs.filter(({ key }) => leans[key] !== undefined).length
  const goTo = (key: string): void => {
    const index = pairs.findIndex((pair) => pair.key === key)
    const scale = list.current?.children[index]
    scale?.querySelector<HTMLInputElement>('input:checked, input[tabindex="0"]')?.focus()
  }
  return (
    <div data-testid="pairs">
      <p className="scoring-note">{t('pairs.hint')}</p>
      <ol className="pairs" ref={list}>
        {pairs.map(({ key, first, second }, index) => {
          const [one, other] = [first, second].map((id) => criteria.find((criterion) => criterion.id === id))
          if (!one || !other) return null
          return <PairScale key={key} number={index + 1} first={one} second={other} lean={leans[key]} onChange={(lean) => onChange({ ...leans, [key]: lean })} />
        })}
      </ol>
      <p role="status" className="pairs-progress">
        {t(judged === pairs.length ? 'pairs.done' : 'pairs.progress', { judged, total: pairs.length })}
      </p>
      <PairOutcome criteria={criteria} leans={leans} outcome={outcome} onGoTo={goTo} />
    </div>
  )
}
