import { useTranslation } from 'react-i18next'
import { useNow } from '../useNow.ts'

export interface ItemClockProps {
  /** Instant when the discussion began. */
  readonly begunAt: string
  /** Minutes planned; 0 for no plan. */
  readonly minutes: number
}

/** Elapsed against planned. Over time it says so in words and keeps its place: nothing flashes. */
export function ItemClock({ begunAt, minutes }: ItemClockProps) {
  const { t } = useTranslation('meeting')
  const elapsed = Math.max(0, Math.floor((useNow(1000) - Date.parse(begunAt)) / 1000))
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

function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
