import type { FormEvent, ReactNode } from 'react'
import './form.css'

export interface PlainFormProps {
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** A form that says itself what is missing, not the browser. Its fields keep an input method's Enter from submitting. */
export function PlainForm({ onSubmit, children }: PlainFormProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="plain-form" noValidate onSubmit={submit}>
      {children}
    </form>
  )
}
