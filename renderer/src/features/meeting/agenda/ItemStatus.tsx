import { useTranslation } from 'react-i18next'
import type { AgendaStatus } from '../../../../../shared/schema/agenda.ts'

const SHAPES: Readonly<Record<AgendaStatus, string>> = {
  pending: '○',
  discussing: '◐',
  resolved: '●',
  deferred: '▷',
  shelved: '◇',
  withdrawn: '×',
}

/** Shape and word; the colour only repeats what they say. */
export function ItemStatus({ status }: { readonly status: AgendaStatus }) {
  const { t } = useTranslation('meeting')
  return (
    <span className={`item-status item-status-${status}`}>
      <span aria-hidden="true">{SHAPES[status]}</span>
      {t(`status.${status}`)}
    </span>
  )
}
