import { Checkbox } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import type { Frame } from '../../../../../shared/schema/round.ts'
import type { BallotDraft } from '../../../sync/keptBallot.ts'
import { directionOf } from '../frame/frameFacts.ts'
import { cellKey, type DraftReading } from './ballotDraft.ts'

export interface ScoreFieldsProps {
  readonly frame: Frame
  readonly draft: BallotDraft
  readonly reading: DraftReading
  readonly onChange: (changes: Partial<BallotDraft>) => void
}

/** Criterion by criterion, all options side by side, the anchors in sight: what a number means is there where it is typed. */
export function ScoreFields({ frame: { criteria, options }, draft, reading, onChange }: ScoreFieldsProps) {
  const { t } = useTranslation(['scoring', 'deciding'])
  const set = (key: string, value: string | null): void => onChange({ scores: { ...draft.scores, [key]: value } })
  return (
    <div className="ballot-part">
      <h3>{t('scores.title')}</h3>
      {criteria.map((criterion) => (
        <fieldset key={criterion.id} className="score-block">
          <legend>{criterion.name}</legend>
          <p className="score-anchors">
            {t('scores.anchors', { worst: criterion.worst, best: criterion.best, unit: criterion.unit || t('scores.points') })} · {t(`deciding:criteria.${directionOf(criterion)}`)}
          </p>
          {options.map((option) => {
            const key = cellKey(option.id, criterion.id)
            return <ScoreField key={key} option={option.title} criterion={criterion} value={draft.scores[key]} isWrong={reading.wrong.has(key)} isOutside={reading.outside.has(key)} onChange={(value) => set(key, value)} />
          })}
        </fieldset>
      ))}
    </div>
  )
}

interface ScoreFieldProps {
  readonly option: string
  readonly criterion: Frame['criteria'][number]
  /** Null: can't say. Undefined: not filled in. */
  readonly value: string | null | undefined
  readonly isWrong: boolean
  readonly isOutside: boolean
  readonly onChange: (value: string | null) => void
}

function ScoreField({ option, criterion: { name, unit }, value, isWrong, isOutside, onChange }: ScoreFieldProps) {
  const { t } = useTranslation('scoring')
  return (
    <div className="score-row" data-wrong={isWrong || undefined}>
      <span className="score-option">{option}</span>
      <span className="score-value">
        <input
          className="bp6-input"
          inputMode="decimal"
          aria-label={t('scores.of', { option, criterion: name })}
          aria-invalid={isWrong}
          disabled={value === null}
          value={value ?? ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <span className="score-unit">{unit}</span>
      </span>
      <Checkbox className="score-unsure" checked={value === null} label={t('scores.cantSay')} aria-label={t('scores.cantSayOf', { option, criterion: name })} onChange={(event) => onChange(event.currentTarget.checked ? null : '')} />
      {isOutside && <span className="score-outside">{t('scores.outside')}</span>}
    </div>
  )
}
