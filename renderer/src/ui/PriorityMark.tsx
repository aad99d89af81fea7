import { useTranslation } from 'react-i18next'
import './marks.css'

export type PriorityLevel = 'high' | 'medium' | 'low'

export const PRIORITY_SHAPES: Readonly<Record<PriorityLevel, string>> = { high: '▲', medium: '●', low: '○' }

/** Shape and word; colour only repeats what they say. */
export function PriorityMark({ priority }: { readonly priority: PriorityLevel }) {
  const { t } = useTranslation('board')
  return (
    <span className={`mark mark-priority-${priority}`}>
      <span aria-hidden="true">{PRIORITY_SHAPES[priority]}</span>
      {t(`priority.${priority}`)}
    </span>
  )
}
