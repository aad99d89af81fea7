import { useTranslation } from 'react-i18next'
import './marks.css'

export type ActionStatusName = keyof typeof STATUS_SHAPES

export const STATUS_SHAPES = { draft: '○', dispatched: '▷', signed: '◇', 'in-progress': '◐', complete: '●', withdrawn: '×' } as const

/** Shape and word; colour only repeats what they say. */
export function ActionStatusMark({ status }: { readonly status: ActionStatusName }) {
  const { t } = useTranslation('actions')
  return (
    <span className={`mark mark-status-${status}`}>
      <span aria-hidden="true">{STATUS_SHAPES[status]}</span>
      {t(`status.${status}`)}
    </span>
  )
}
