import { InputGroup } from '@blueprintjs/core'
import { Plus } from '@blueprintjs/icons'
import { useState, type KeyboardEvent } from 'react'
import { isComposing } from './isComposing.ts'

export interface AddLineProps {
  readonly label: string
  readonly placeholder: string
  /** Set where nothing may be added: shown on hover. */
  readonly disabledReason?: string | null
  /** False keeps the text: nothing is lost to a refusal. */
  readonly onAdd: (text: string) => boolean
}

/** A line at the end of a list: type, Enter, and go on with the next. */
export function AddLine({ label, placeholder, disabledReason, onAdd }: AddLineProps) {
  const [text, setText] = useState('')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && text.trim() && onAdd(text.trim())) setText('')
    if (event.key === 'Escape' && text) {
      event.stopPropagation()
      setText('')
    }
  }
  return (
    <InputGroup
      fill
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
