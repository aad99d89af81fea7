import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { nextActionEvents } from '../../../../shared/model/actions.ts'
import type { ActionRow } from './actionRows.ts'
import { useActions } from './actionsContext.ts'

/** What comes next for an action: the button that does it, or what is missing first. */
export function NextStep({ row }: { readonly row: ActionRow }) {
  const { t } = useTranslation('actions')
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
  return <Button size="small" variant="outlined" tabIndex={-1} text={t(`event.${next}`)} disabled={reason !== null} title={reason ?? undefined} onClick={() => advance(row, next)} />
}
