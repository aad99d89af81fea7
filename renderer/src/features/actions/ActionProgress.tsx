import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nextActionEvents } from '../../../../shared/model/actions.ts'
import { ActionStatusMark } from '../../ui/ActionStatusMark.tsx'
import type { ActionRow } from './actionRows.ts'
import { useActions } from './actionsContext.ts'

/** Status and every step that may follow. Withdrawing has no way back, so it asks once more. */
export function ActionProgress({ row }: { readonly row: ActionRow }) {
  const { t } = useTranslation('actions')
  const { advance, advanceReason } = useActions()
  const [isSure, setIsSure] = useState(false)
  const reason = advanceReason(row)
  const gaps = row.gaps.map((gap) => t(`gap.${gap}`)).join(t('listComma'))
  const steps = nextActionEvents(row.status)
  return (
    <div className="actions-progress">
      <div className="actions-progress-line">
        <ActionStatusMark status={row.status} />
        {row.isOverdue && (
          <span className="mark mark-bad">
            <span aria-hidden="true">■</span>
            {t('overdue')}
          </span>
        )}
      </div>
      {gaps && (
        <p className="panel-note mark-warn">
          <span aria-hidden="true">▲</span> {t('missingHint', { gaps })}
        </p>
      )}
      <div className="actions-progress-line">
        {steps.map((kind, index) => {
          const missing = kind === 'dispatched' && gaps ? t('missingHint', { gaps }) : null
          const why = reason ?? missing
          const isAsking = kind === 'withdrawn' && isSure
          return (
            <Button
              key={kind}
              size="small"
              variant={index === 0 && kind !== 'withdrawn' ? 'solid' : 'outlined'}
              intent={index === 0 && kind !== 'withdrawn' && why === null ? 'primary' : isAsking ? 'danger' : 'none'}
              text={isAsking ? t('confirmWithdraw') : t(`event.${kind}`)}
              disabled={why !== null}
              title={why ?? (kind === 'withdrawn' ? t('withdrawHint') : undefined)}
              onBlur={() => isAsking && setIsSure(false)}
              onClick={() => {
                if (kind === 'withdrawn' && !isSure) setIsSure(true)
                else {
                  setIsSure(false)
                  advance(row, kind)
                }
              }}
            />
          )
        })}
      </div>
    </div>
  )
}
