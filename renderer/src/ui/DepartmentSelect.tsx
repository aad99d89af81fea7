import { useTranslation } from 'react-i18next'
import { PlainSelect } from './PlainSelect.tsx'

export interface DepartmentSelectProps {
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  readonly value: string | null
  readonly onChange: (id: string | null) => void
  readonly label: string
  /** The entry for no department; without it one must be chosen. */
  readonly noneLabel?: string
  /** Set where the person may not choose. */
  readonly disabledReason?: string | null
  /** Departments that may be chosen, null standing for none; the others are shown but disabled. */
  readonly isOffered?: (id: string | null) => boolean
  /** A click or key on this very place has just opened the field. */
  readonly takesFocus?: boolean
  readonly className?: string
}

/** One department out of the directory's, in its order: the system's own list, so that it works by keyboard and touch. */
export function DepartmentSelect({ departments, value, onChange, label, noneLabel, disabledReason, isOffered, takesFocus = false, className = '' }: DepartmentSelectProps) {
  const { t } = useTranslation()
  const isKnown = value === null || departments.some((department) => department.id === value)
  return (
    <PlainSelect
      className={className}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- only where a click or key has just opened this field
      autoFocus={takesFocus}
      fill
      value={value ?? ''}
      disabled={Boolean(disabledReason)}
      title={disabledReason ?? undefined}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    >
      {(noneLabel !== undefined || value === null) && <option value="" disabled={isOffered?.(null) === false}>{noneLabel ?? t('noDepartment')}</option>}
      {!isKnown && <option value={value}>{value}</option>}
      {departments.map(({ id, name }) => (
        <option key={id} value={id} disabled={isOffered?.(id) === false}>
          {name}
        </option>
      ))}
    </PlainSelect>
  )
}
