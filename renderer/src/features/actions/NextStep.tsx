import { Classes } from '@blueprintjs/core'
import type { TFunction } from 'i18next'
import { nextActionEvents } from '../../../../shared/model/actions.ts'
import type { ActionRow } from './actionRows.ts'
import { useActions } from './actionsContext.ts'

/** What comes next for an action: the button that does it, or what is missing first. */
export function NextStep({ row, t }: { readonly row: ActionRow; readonly t: TFunction<'actions'> }) {
  const { advance, advanceReason } = useActions()
  const [next] = nextActionEvents(row.status)
  if (row.gaps.length > 0) {
    const gaps = row.gaps.map((gap) => t(`gap.${gap}`)).join(t('listComma'))
    return (
      <span className="mark mark-warn actions-missing" title={t('missingHint', { gaps })}>
        <span aria-hidden="true">▲</span>
        <span className="actions-missing-text">{t('missing', { gaps })}</span>
      </span>
    )
  }
  if (!next || row.status === 'complete') return null
  const reason = advanceReason(row)
  return (
    <button
      type="button"
      className={`${Classes.BUTTON} ${Classes.SMALL} ${Classes.OUTLINED} ${reason === null ? '' : Classes.DISABLED}`}
      tabIndex={-1}
      disabled={reason !== null}
      title={reason ?? undefined}
      onClick={() => advance(row, next)}
    >
      {t(`event.${next}`)}
    </button>
  )
}
