import { useEffect, useId, useRef } from 'react'
import { Field } from './Field.tsx'
import { PlainSelect } from './PlainSelect.tsx'

export interface SelectFieldProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly hint?: string
  /** The first field of a form that the person has just asked for. */
  readonly isFirst?: boolean
}

export function SelectField({ label, value, options, onChange, hint, isFirst = false }: SelectFieldProps) {
  const id = useId()
  const select = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    if (isFirst) select.current?.focus()
  }, [isFirst])
  return (
    <Field id={id} label={label} hint={hint}>
      <PlainSelect ref={select} id={id} fill value={value} aria-describedby={hint && `${id}-hint`} options={options} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  )
}
