import { InputGroup } from '@blueprintjs/core'
import { useEffect, useId, useRef, type HTMLInputTypeAttribute, type KeyboardEvent } from 'react'
import { Field } from './Field.tsx'
import { isComposing } from './isComposing.ts'

export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** What is wrong with the value, in plain words. */
  readonly error?: string | undefined
  readonly hint?: string | undefined
  readonly placeholder?: string
  readonly type?: HTMLInputTypeAttribute
  readonly maxLength?: number
  readonly min?: number | string
  readonly max?: number | string
  /** The first field of a form that the person has just asked for. */
  readonly isFirst?: boolean
  readonly autoComplete?: string
  readonly disabled?: boolean
  readonly large?: boolean
}

/** A labelled line of text. Hint and error belong to the input, so that screen readers read them with it. */
export function TextField({ label, value, onChange, error, hint, autoComplete = 'off', large, type = 'text', isFirst = false, ...input }: TextFieldProps) {
  const id = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isFirst) return
    inputRef.current?.focus()
    // What is there from before is corrected, or replaced by typing.
    inputRef.current?.select()
  }, [isFirst])
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <Field id={id} label={label} error={error} hint={hint}>
      <InputGroup
        {...input}
        inputRef={inputRef}
        id={id}
        type={type}
        fill
        size={large ? 'large' : 'medium'}
        autoComplete={autoComplete}
        spellCheck={false}
        intent={error ? 'danger' : 'none'}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy || undefined}
        value={value}
        onValueChange={onChange}
        onKeyDown={guardEnter}
      />
    </Field>
  )
}

function guardEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault()
}
