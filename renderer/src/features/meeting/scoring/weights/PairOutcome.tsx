import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { INCONSISTENT } from '../../../../../../shared/decision/ahp/ahpWeights.ts'
import { leanNear, type Lean } from '../../../../../../shared/decision/ahp/pairs.ts'
import type { Frame } from '../../../../../../shared/schema/round.ts'
import { pairKey, type Contradiction, type PairWeights } from './pairWeights.ts'
import { useLeanText } from './useLeanText.ts'

export interface PairOutcomeProps {
  readonly criteria: Frame['criteria']
  readonly leans: Readonly<Record<string, Lean>>
  readonly outcome: PairWeights
  readonly onGoTo: (pairKey: string) => void
}

/** What the pairs come to: weights, whether they agree with each other, and where to look again if not. */
export function PairOutcome({ criteria, leans, outcome, onGoTo }: PairOutcomeProps) {
  const { t, i18n } = useTranslation('scoring')
  if (outcome.state === 'incomplete') return null
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const { weights, contradiction } = outcome
  return (
    <div data-testid="pair-outcome">
      <ul className="pair-weights" aria-label={t('pairs.weights')}>
        {criteria.map(({ id, name }, i) => (
          <li key={id}>
            <span>{name}</span>
            <span className="pair-bar" style={{ inlineSize: `${100 * (weights[i] ?? 0)}%` }} />
            <span>{percent.format(weights[i] ?? 0)}</span>
          </li>
        ))}
      </ul>
      <RatioLine ratio={outcome.consistencyRatio} items={criteria.length} />
      {contradiction && <ContradictionText criteria={criteria} leans={leans} contradiction={contradiction} onGoTo={onGoTo} />}
    </div>
  )
}

function RatioLine({ ratio, items }: { readonly ratio: number | null; readonly items: number }) {
  const { t } = useTranslation('scoring')
  const limit = INCONSISTENT.toFixed(2)
  if (items < 3 || ratio === null) return <p className="scoring-note">{t(items < 3 ? 'pairs.noTriple' : 'pairs.noIndex')}</p>
  const isConsistent = ratio <= INCONSISTENT
  return (
    <p role="status" className="pair-ratio" data-consistent={isConsistent}>
      {t(isConsistent ? 'pairs.consistent' : 'pairs.inconsistent', { ratio: shown(ratio), limit })}
    </p>
  )
}

/** Two decimals, three where two would read as the limit itself. */
function shown(ratio: number): string {
  return Number(ratio.toFixed(2)) === INCONSISTENT && ratio !== INCONSISTENT ? ratio.toFixed(3) : ratio.toFixed(2)
}

interface ContradictionTextProps extends Pick<PairOutcomeProps, 'criteria' | 'leans' | 'onGoTo'> {
  readonly contradiction: Contradiction
}

function ContradictionText({ criteria, leans, contradiction: { triple, suspect }, onGoTo }: ContradictionTextProps) {
  const { t } = useTranslation('scoring')
  const said = useLeanText()
  const nameAt = (place: number): string => criteria[place]?.name ?? ''
  const keyOf = (i: number, j: number): string => pairKey(criteria[i]?.id ?? '', criteria[j]?.id ?? '')
  const [i, j, k] = triple.items
  const judgements = [[i, j], [j, k], [i, k]] as const
  const fitting = suspect && leanNear(suspect.fitting)
  return (
    <div className="pair-contradiction">
      <p>{t('pairs.worst')}</p>
      <ul>
        {judgements.map(([a, b]) => (
          <li key={keyOf(a, b)}>
            <Button variant="outlined" size="small" text={said(nameAt(a), nameAt(b), leans[keyOf(a, b)] ?? 0)} onClick={() => onGoTo(keyOf(a, b))} />
          </li>
        ))}
      </ul>
      <p>{t('pairs.implied', { first: nameAt(i), last: nameAt(k), implied: proportion(triple.implied), stated: proportion(triple.stated) })}</p>
      {suspect && fitting !== null && fitting !== leans[keyOf(...suspect.pair)] && (
        <p>
          {t('pairs.suspect', {
            said: said(nameAt(suspect.pair[0]), nameAt(suspect.pair[1]), leans[keyOf(...suspect.pair)] ?? 0),
            fitting: said(nameAt(suspect.pair[0]), nameAt(suspect.pair[1]), fitting),
          })}
        </p>
      )}
    </div>
  )
}

/** How many times one is the other, as people say it: 15∶1, 1∶2. */
function proportion(times: number): string {
  return times >= 1 ? `${toTenth(times)}∶1` : `1∶${toTenth(1 / times)}`
}

function toTenth(number: number): number {
  return Math.round(10 * number) / 10
}
