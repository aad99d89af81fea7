import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import './form.css'

export interface PlainFormProps {
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** A form that says itself what is missing, not the browser. Its fields keep an input method's Enter from submitting. */
export function PlainForm({ onSubmit, children }: PlainFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [attempts, setAttempts] = useState(0)
  // After an attempt that left something wrong, the person goes on where it is.
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempts])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
    setAttempts(attempts + 1)
  }
  return (
    <form ref={form} className="plain-form" noValidate onSubmit={submit}>
      {children}
    </form>
  )
}
