import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { isComposing } from '../../../ui/isComposing.ts'

export interface RowFieldProps {
  readonly label: string
  readonly value: string
  readonly isNumber?: boolean
  /** False keeps the field open with what was typed. */
  readonly onCommit: (value: string) => boolean
  readonly onEditing?: (isEditing: boolean) => void
  readonly onDone: () => void
}

/** A field in place of a row: Enter or leaving commits, Esc gives up; the row has the focus again after a key. */
export function RowField({ label, value, isNumber = false, onCommit, onEditing, onDone }: RowFieldProps) {
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const latest = useRef(onEditing)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
    const tell = latest.current
    tell?.(true)
    return () => tell?.(false)
  }, [])
  const finish = (): void => {
    const row = field.current?.closest('li')
    onDone()
    requestAnimationFrame(() => row?.querySelector<HTMLElement>('.agenda-link')?.focus())
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      finish()
    } else if (event.key === 'Enter' && onCommit(text)) finish()
  }
  return (
    <input
      ref={field}
      className="agenda-field"
      aria-label={label}
      title={label}
      inputMode={isNumber ? 'numeric' : 'text'}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (isNumber || onCommit(text)) onDone()
      }}
    />
  )
}
