import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../../shared/lib/clockText.ts'
import { elapsedOf, type ItemTime } from '../../../../../shared/room/clockOf.ts'
import { useNow } from '../useNow.ts'

export interface ItemClockProps {
  readonly time: ItemTime
  /** Minutes planned; 0 for no plan. */
  readonly minutes: number
}

/** Elapsed against planned. Over time it says so in words and keeps its place: nothing flashes. */
export function ItemClock({ time, minutes }: ItemClockProps) {
  const { t } = useTranslation('meeting')
  const elapsed = Math.floor(elapsedOf(time, useNow(1000)) / 1000)
  const over = elapsed - minutes * 60
  const isOver = minutes > 0 && over > 0
  return (
    <span className="item-clock" role="timer" aria-label={t('clock.label')} data-over={isOver || undefined}>
      {clockText(elapsed)}
      {minutes > 0 && <span className="item-clock-plan"> / {clockText(minutes * 60)}</span>}
      {isOver && <span className="item-clock-over">{t('clock.over', { time: clockText(over) })}</span>}
    </span>
  )
}
