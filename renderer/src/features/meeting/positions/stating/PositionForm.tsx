import { Button, TextArea } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { statePosition } from '../../../../../../shared/model/positions.ts'
import { StanceSchema, type Stance } from '../../../../../../shared/schema/decisionRule.ts'
import type { Position } from '../../../../../../shared/schema/position.ts'
import { useCommand } from '../../../../hooks/useCommand.ts'
import { useDepartments } from '../../../../hooks/useDepartments.ts'
import { ChoiceField } from '../../../../ui/ChoiceField.tsx'
import { Field } from '../../../../ui/Field.tsx'
import { PlainForm } from '../../../../ui/PlainForm.tsx'
import { useFormKeys } from '../../../../ui/useFormKeys.tsx'
import { useStepVariant } from '../../item/useStepVariant.ts'
import { ConditionFields, type DraftCondition } from './ConditionFields.tsx'
import { STANCE_SHAPES } from '../stances.ts'

export interface PositionFormProps {
  readonly subjectId: string
  readonly departmentId: string
  /** What the department stated last: a conditional one is gone on with, its met conditions stay met. */
  readonly before: Position | undefined
  readonly onDone: () => void
}

const NEW_CONDITION: DraftCondition = { text: '', ownerDepartmentId: null, dueOn: null }

/** What a department says now. What it said before stays. */
export function PositionForm({ subjectId, departmentId, before, onDone }: PositionFormProps) {
  const { t } = useTranslation(['positions', 'common'])
  const variant = useStepVariant()
  const id = useId()
  const run = useCommand()
  const name = useDepartments().nameOf(departmentId)
  const [kind, setKind] = useState<Stance>(before?.kind ?? 'support')
  const [reason, setReason] = useState('')
  const [conditions, setConditions] = useState<readonly DraftCondition[]>(before && before.conditions.length > 0 ? before.conditions : [NEW_CONDITION])
  const submit = (): void => {
    const stated = kind === 'conditional' ? conditions.filter(({ text }) => text.trim() !== '') : []
    if (run(statePosition, { subjectId, departmentId, kind, reason: reason.trim(), conditions: stated }).ok) onDone()
  }
  const hasText = reason.trim() !== '' || (kind === 'conditional' && conditions.some(({ text, id: known }) => text.trim() !== (before?.conditions.find((one) => one.id === known)?.text ?? '')))
  const keys = useFormKeys({ onCancel: onDone, hasText })
  return (
    <section className="position-form" aria-label={t('stateOf', { name })}>
      <PlainForm onSubmit={submit} keys={keys}>
        <ChoiceField label={t('form.stance')} value={kind} options={StanceSchema.options.map((value) => ({ value, label: `${STANCE_SHAPES[value]} ${t(`stance.${value}`)}` }))} onChange={setKind} />
        {kind === 'conditional' && <ConditionFields conditions={conditions} onChange={setConditions} onAdd={() => setConditions([...conditions, NEW_CONDITION])} />}
        <Field id={id} label={t(kind === 'oppose' ? 'form.reasonNeeded' : 'form.reason')}>
          <TextArea id={id} asyncControl fill autoResize value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </Field>
        <p className="field-hint">{t('form.kept')}</p>
        <div className="form-actions">
          <Button type="submit" intent="primary" variant={variant} text={t('form.submit')} />
          <Button variant="minimal" text={t('common:cancel')} onClick={keys.cancel} />
        </div>
      </PlainForm>
    </section>
  )
}
