import { HTMLSelect } from '@blueprintjs/core'
import { useId } from 'react'
import { Field } from './Field.tsx'

export interface SelectFieldProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly hint?: string
}

export function SelectField({ label, value, options, onChange, hint }: SelectFieldProps) {
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint}>
      <HTMLSelect id={id} fill value={value} aria-describedby={hint && `${id}-hint`} options={options} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  )
}
