import { useTranslation } from 'react-i18next'
import { STANCE_SHAPES, type ShownStance } from './stances.ts'
import './positions.css'

export interface PositionMarkProps {
  readonly stance: ShownStance
  /** Of a conditional support: whether all its conditions are met. */
  readonly areConditionsMet?: boolean
}

/** Shape and word; colour only repeats what they say. */
export function PositionMark({ stance, areConditionsMet = false }: PositionMarkProps) {
  const { t } = useTranslation('positions')
  const isMet = stance === 'conditional' && areConditionsMet
  return (
    <span className="mark position-mark" data-stance={stance} data-met={isMet || undefined}>
      <span aria-hidden="true">{STANCE_SHAPES[stance]}</span>
      {t(`stance.${stance}`)}
      {stance === 'conditional' && <span className="position-mark-note">{t(isMet ? 'allMet' : 'someOpen')}</span>}
    </span>
  )
}
