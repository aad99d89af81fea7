import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { isComposing } from './isComposing.ts'
import { useReturnFocus } from './useReturnFocus.ts'

export interface FormKeysOptions {
  readonly onCancel: () => void
  /** Words stand in it that giving up would lose. */
  readonly hasText: boolean
}

/** For a `PlainForm` that opens where its button was. */
export interface FormKeys {
  readonly onKeyDown: (event: KeyboardEvent<HTMLFormElement>) => void
  /** For the button: it asks as Esc does. */
  readonly cancel: () => void
  readonly question: ReactNode
}

/**
 * Esc gives up, and asks first where words would be lost; Ctrl+Enter sends, unless the form's button may not. The focus
 * goes back to where it was when the form opened. An input method's keys are its own.
 */
export function useFormKeys({ onCancel, hasText }: FormKeysOptions): FormKeys {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  useReturnFocus(true)
  const cancel = (): void => (hasText ? setIsAsking(true) : onCancel())
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    const form = event.currentTarget
    // React tells of keys in the question too, which stands elsewhere on the page.
    if (isComposing(event) || !(event.target instanceof Node && form.contains(event.target))) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      cancel()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      const button = form.querySelector<HTMLButtonElement>('button[type="submit"]')
      if (button && !button.disabled && button.ariaDisabled !== 'true') form.requestSubmit(button)
    }
  }
  const question = isAsking && (
    <ConfirmDialog title={t('giveUp.title')} confirmText={t('giveUp.confirm')} isRunning={false} failure="" onConfirm={onCancel} onClose={() => setIsAsking(false)}>
      <p>{t('giveUp.text')}</p>
    </ConfirmDialog>
  )
  return { onKeyDown, cancel, question }
}
