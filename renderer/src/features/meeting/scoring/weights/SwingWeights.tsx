import { useTranslation } from 'react-i18next'
import type { Frame } from '../../../../../../shared/schema/round.ts'
import type { BallotDraft } from '../../../../sync/keptBallot.ts'
import { SelectField } from '../../../../ui/SelectField.tsx'
import { numberFrom } from '../../frame/frameFacts.ts'
import { TOP_WEIGHT } from '../ballotDraft.ts'

export interface SwingWeightsProps {
  readonly frame: Frame
  readonly draft: BallotDraft
  readonly wrong: ReadonlySet<string>
  readonly onChange: (changes: Partial<BallotDraft>) => void
}

/** Weights by swings (Edwards and Barron): first the one swing from worst to best that is worth most, then the others against it. */
export function SwingWeights({ frame: { criteria }, draft, wrong, onChange }: SwingWeightsProps) {
  const { t } = useTranslation('scoring')
  const { top, weights } = draft
  const swing = ({ name, unit, worst, best }: Frame['criteria'][number]): string => t('swing.of', { name, worst, best, unit })
  return (
    <>
      <SelectField
        label={t('swing.first')}
        hint={t('swing.hint')}
        value={top ?? ''}
        options={[{ value: '', label: t('swing.none') }, ...criteria.map((criterion) => ({ value: criterion.id, label: swing(criterion) }))]}
        onChange={(chosen) => onChange({ top: chosen || null })}
      />
      {top !== null && (
        <ul className="swings">
          {criteria.map((criterion) => (
            <li key={criterion.id} data-wrong={wrong.has(criterion.id) || undefined}>
              <span>{swing(criterion)}</span>
              {criterion.id === top ? (
                <strong>{TOP_WEIGHT}</strong>
              ) : (
                <SwingField name={criterion.name} value={weights[criterion.id] ?? ''} isWrong={wrong.has(criterion.id)} onChange={(value) => onChange({ weights: { ...weights, [criterion.id]: value } })} />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface SwingFieldProps {
  readonly name: string
  readonly value: string
  readonly isWrong: boolean
  readonly onChange: (value: string) => void
}

function SwingField({ name, value, isWrong, onChange }: SwingFieldProps) {
  const { t } = useTranslation('scoring')
  return (
    <span className="swing-field">
      <input type="range" min={0} max={TOP_WEIGHT} step={5} value={numberFrom(value) ?? 0} aria-label={t('swing.slider', { name })} onChange={(event) => onChange(event.currentTarget.value)} />
      <input className="bp6-input" inputMode="decimal" aria-label={t('swing.weight', { name })} aria-invalid={isWrong} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </span>
  )
}
