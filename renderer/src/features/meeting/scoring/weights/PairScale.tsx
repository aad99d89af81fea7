import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_LEAN, type Lean } from '../../../../../../shared/decision/ahp/pairs.ts'
import type { Frame } from '../../../../../../shared/schema/round.ts'
import { useLeanText } from './useLeanText.ts'

type Criterion = Frame['criteria'][number]

export interface PairScaleProps {
  /** From 1. */
  readonly number: number
  readonly first: Criterion
  readonly second: Criterion
  /** Undefined: not compared yet. */
  readonly lean: Lean | undefined
  readonly onChange: (lean: Lean) => void
}

/** From "the first, 9 times" on the left to "the second, 9 times" on the right, as the two names stand. */
const STEPS: readonly Lean[] = Array.from({ length: 2 * MOST_LEAN + 1 }, (_, step) => MOST_LEAN - step)

/** One pair: a scale of 17 steps between two swings, and in words what was chosen. Arrow keys move along it. */
export function PairScale({ number, first, second, lean, onChange }: PairScaleProps) {
  const { t } = useTranslation('scoring')
  const name = useId()
  const said = useLeanText()
  return (
    <li className="pair" data-judged={lean !== undefined || undefined}>
      <fieldset>
        <legend className="visually-hidden">{t('pairs.pair', { number, first: first.name, second: second.name })}</legend>
        <div className="pair-sides">
          <Side criterion={first} />
          <Side criterion={second} />
        </div>
        <div className="pair-scale">
          {STEPS.map((step) => (
            <label key={step} className="pair-step" data-alike={step === 0 || undefined}>
              <input
                type="radio"
                className="visually-hidden"
                name={name}
                checked={lean === step}
                // While nothing is chosen, Tab comes to the middle: from there it is as far to either side.
                tabIndex={lean === undefined ? (step === 0 ? 0 : -1) : undefined}
                aria-label={said(first.name, second.name, step)}
                onChange={() => onChange(step)}
              />
              <span aria-hidden>{Math.abs(step) + 1}</span>
            </label>
          ))}
        </div>
        <p className="pair-said">{lean === undefined ? t('pairs.open') : said(first.name, second.name, lean)}</p>
      </fieldset>
    </li>
  )
}

function Side({ criterion: { name, worst, best, unit } }: { readonly criterion: Criterion }) {
  const { t } = useTranslation('scoring')
  return (
    <span>
      <strong>{name}</strong>
      <small>{t('pairs.swing', { worst, best, unit: unit || t('scores.points') })}</small>
    </span>
  )
}
