import { SegmentedControl } from '@blueprintjs/core'
import { useId } from 'react'
import './form.css'

export interface ChoiceFieldProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  readonly hint?: string
}

/** One of a few, all of them in sight. */
export function ChoiceField<V extends string>({ label, value, options, onChange, hint }: ChoiceFieldProps<V>) {
  const id = useId()
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      <SegmentedControl
        inline
        aria-labelledby={id}
        aria-describedby={hint && `${id}-hint`}
        options={[...options]}
        value={value}
        onValueChange={(chosen) => {
          const option = options.find((candidate) => candidate.value === chosen)
          if (option) onChange(option.value)
        }}
      />
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
