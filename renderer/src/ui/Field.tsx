import type { ReactNode } from 'react'
import './form.css'

export interface FieldProps {
  /** Id of the control; its hint has `<id>-hint` and its error `<id>-error`. */
  readonly id: string
  readonly label: string
  readonly error?: string | undefined
  readonly hint?: string | undefined
  readonly children: ReactNode
}

/** Label, control, hint and error of one field, always in that order. */
export function Field({ id, label, error, hint, children }: FieldProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <span aria-hidden="true">■</span> {error}
        </p>
      )}
    </div>
  )
}
