import { InputGroup } from '@blueprintjs/core'
import { Plus } from '@blueprintjs/icons'
import { useState, type KeyboardEvent, type Ref } from 'react'
import { isComposing } from './isComposing.ts'

export interface AddLineProps {
  readonly label: string
  readonly placeholder: string
  /** Set where nothing may be added: shown on hover. */
  readonly disabledReason?: string | null
  /** False keeps the text: nothing is lost to a refusal. */
  readonly onAdd: (text: string) => boolean
  readonly onGiveUp?: () => void
  readonly inputRef?: Ref<HTMLInputElement>
}

/** A line at the end of a list: type, Enter, and go on with the next. */
export function AddLine({ label, placeholder, disabledReason, onAdd, onGiveUp, inputRef }: AddLineProps) {
  const [text, setText] = useState('')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && text.trim() && onAdd(text.trim())) setText('')
    if (event.key === 'Escape' && (text || onGiveUp)) {
      event.stopPropagation()
      setText('')
      onGiveUp?.()
    }
  }
  return (
    <InputGroup
      fill
      {...(inputRef && { inputRef })}
      aria-label={label}
      placeholder={placeholder}
      title={disabledReason ?? undefined}
      disabled={Boolean(disabledReason)}
      leftIcon={<Plus title={null} />}
      value={text}
      onValueChange={setText}
      onKeyDown={onKeyDown}
    />
  )
}
