import { Button, InputGroup } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../../../../../shared/schema/position.ts'
import { useDepartments } from '../../../../hooks/useDepartments.ts'
import { DepartmentSelect } from '../../../../ui/DepartmentSelect.tsx'

/** With the id of one that was stated before, it is the same condition. */
export type DraftCondition = Omit<Condition, 'id'> & { readonly id?: string }

export interface ConditionFieldsProps {
  readonly conditions: readonly DraftCondition[]
  readonly onChange: (conditions: readonly DraftCondition[]) => void
  readonly onAdd: () => void
}

/** What has to be done first, by whom, by when: a line each. */
export function ConditionFields({ conditions, onChange, onAdd }: ConditionFieldsProps) {
  const { t } = useTranslation('positions')
  const { list } = useDepartments()
  const change = (index: number, changes: Partial<DraftCondition>): void => onChange(conditions.map((condition, i) => (i === index ? { ...condition, ...changes } : condition)))
  return (
    <fieldset className="condition-fields">
      <legend className="field-label">{t('form.conditions')}</legend>
      {conditions.map(({ text, ownerDepartmentId, dueOn }, index) => (
        <div key={index} className="condition-field">
          <InputGroup fill aria-label={t('form.condition', { number: index + 1 })} placeholder={t('form.conditionHint')} value={text} onValueChange={(value) => change(index, { text: value })} />
          <DepartmentSelect departments={list} value={ownerDepartmentId} label={t('form.owner')} noneLabel={t('form.noOwner')} onChange={(id) => change(index, { ownerDepartmentId: id })} />
          <input type="date" className="bp6-input" aria-label={t('form.due')} value={dueOn ?? ''} onChange={(event) => change(index, { dueOn: event.currentTarget.value || null })} />
          <Button variant="minimal" icon={<Cross title={null} />} aria-label={t('form.remove', { number: index + 1 })} disabled={conditions.length === 1} onClick={() => onChange(conditions.filter((_, i) => i !== index))} />
        </div>
      ))}
      <Button size="small" variant="minimal" text={t('form.add')} onClick={onAdd} />
    </fieldset>
  )
}
