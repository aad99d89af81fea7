import { Button } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureText } from './FailureText.tsx'
import { PlainDialog } from './PlainDialog.tsx'
import './confirmDialog.css'

export interface ConfirmDialogProps {
  readonly title: string
  /** What happens, what is safe, and the way back if there is one. */
  readonly children: ReactNode
  /** The verb. */
  readonly confirmText: string
  readonly isRunning: boolean
  /** Why it did not work, in words; empty otherwise. */
  readonly failure: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Only for what can't be undone. Opens on “cancel”, so that Enter out of habit does nothing. */
export function ConfirmDialog({ title, children, confirmText, isRunning, failure, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <PlainDialog title={title} onClose={onClose}>
      <div className="confirm-text">{children}</div>
      {failure && <FailureText>{failure}</FailureText>}
      <div className="form-actions form-actions-end">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus, and this is its harmless button */}
        <Button autoFocus text={t('cancel')} onClick={onClose} />
        <Button intent="danger" loading={isRunning} text={confirmText} onClick={onConfirm} />
      </div>
    </PlainDialog>
  )
}
