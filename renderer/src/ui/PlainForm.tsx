import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { isComposing } from './isComposing.ts'
import type { FormKeys } from './useFormKeys.tsx'
import './form.css'

export interface PlainFormProps {
  readonly onSubmit: () => void
  /** Of one that opens where its button was: it takes the focus, see `useFormKeys`. */
  readonly keys?: FormKeys
  readonly children: ReactNode
}

const FIRST_FIELD = '[role="radio"][aria-checked="true"], input:not([type="radio"]), input[type="radio"]:checked, textarea, select'

/** A form that says itself what is missing, not the browser. An input method's Enter picks a word and does not submit. */
export function PlainForm({ onSubmit, keys, children }: PlainFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [attempts, setAttempts] = useState(0)
  // After an attempt that left something wrong, the person goes on where it is.
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempts])
  const isOpened = keys !== undefined
  useEffect(() => {
    if (!isOpened) return
    if (!form.current?.contains(document.activeElement)) form.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus()
    // Its buttons too, not only the field.
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpened])
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault()
    keys?.onKeyDown(event)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
    setAttempts(attempts + 1)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys that mean the same in every field
    <form ref={form} className="plain-form" noValidate onSubmit={submit} onKeyDown={onKeyDown}>
      {children}
      {keys?.question}
    </form>
  )
}
