import { Checkbox } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useDirectoryOrder } from '../useDirectoryOrder.ts'

export interface RuleDepartmentsProps {
  readonly label: string
  readonly chosen: readonly string[]
  /** Only these are offered; all of the directory without it. */
  readonly isAmong?: readonly string[]
  readonly fixedReason: string | null
  readonly onChange: (chosen: readonly string[]) => void
}

/** A line of the rule that names departments; opened, a box for each. */
export function RuleDepartments({ label, chosen, isAmong, fixedReason, onChange }: RuleDepartmentsProps) {
  const { t, i18n } = useTranslation('deciding')
  const { list, nameOf } = useDepartments()
  const inOrder = useDirectoryOrder()
  const names = inOrder(chosen).map((id) => nameOf(id)).filter(Boolean)
  const summary = names.length === 0 ? t('rule.nobody') : t('rule.departments', { count: names.length, names: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names) })
  if (fixedReason !== null) {
    return (
      <li className="rule-line" title={fixedReason}>
        <span>{label}</span>
        <strong>{summary}</strong>
      </li>
    )
  }
  const offered = isAmong ? list.filter(({ id }) => isAmong.includes(id)) : list
  const toggle = (id: string, isChosen: boolean): void => onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id))
  return (
    <li>
      <details className="rule-choice">
        <summary>
          {label} <strong>{summary}</strong>
        </summary>
        <fieldset className="rule-departments" aria-label={label}>
          {offered.map(({ id, name }) => (
            <Checkbox key={id} inline checked={chosen.includes(id)} label={name} onChange={(event) => toggle(id, event.currentTarget.checked)} />
          ))}
        </fieldset>
      </details>
    </li>
  )
}
