import { Button, Classes, Dialog, DialogBody } from '@blueprintjs/core'
import { SmallCross } from '@blueprintjs/icons'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from './useReturnFocus.ts'

export interface PlainDialogProps {
  readonly title: string
  readonly onClose: () => void
  /** False where a click beside it would throw away what was typed. */
  readonly canClickAway?: boolean
  readonly children: ReactNode
}

/** A dialog whose close button speaks the language on screen; Blueprint's own is English always. */
export function PlainDialog({ title, onClose, canClickAway = true, children }: PlainDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  useReturnFocus()
  return (
    <Dialog isOpen onClose={onClose} canOutsideClickClose={canClickAway} aria-labelledby={id} className="dialog">
      <div className={Classes.DIALOG_HEADER}>
        <h2 id={id} className={Classes.HEADING}>
          {title}
        </h2>
        <Button variant="minimal" className={Classes.DIALOG_CLOSE_BUTTON} icon={<SmallCross size={20} />} aria-label={t('close')} onClick={onClose} />
      </div>
      <DialogBody>{children}</DialogBody>
    </Dialog>
  )
}
