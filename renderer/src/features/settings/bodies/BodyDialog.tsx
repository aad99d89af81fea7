import { Button, Checkbox } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Body, ShareOperator } from '../../../../../shared/schema/body.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { createBody, editBody } from '../../../sync/hubClient.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { PlainDialog } from '../../../ui/PlainDialog.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { bodyProblems, draftOf, readDraft, type BodyDraft } from './bodyDraft.ts'

export interface BodyDialogProps {
  /** Undefined for a new one. */
  readonly body: Body | undefined
  readonly onClose: () => void
}

const OPERATORS: readonly ShareOperator[] = ['at-least', 'more-than']

/** Name, members, quorum with its operator, deadlines: written in one go. */
export function BodyDialog({ body, onClose }: BodyDialogProps) {
  const { t } = useTranslation(['bodies', 'common'])
  const sentence = useSentence()
  const { session } = useJoined()
  const [draft, setDraft] = useState(() => draftOf(body))
  const [isTried, setIsTried] = useState(false)
  const { isRunning, failure, run } = useRequest()
  const problems = bodyProblems(draft)
  const set = (field: keyof BodyDraft) => (value: string) => setDraft({ ...draft, [field]: value })
  const error = (field: keyof BodyDraft): string | undefined => {
    const problem = isTried ? problems[field] : undefined
    return problem && t(problem)
  }
  const submit = async (): Promise<void> => {
    setIsTried(true)
    if (isRunning || Object.keys(problems).length > 0) return
    const fields = readDraft(draft)
    const saved = body ? await run(() => editBody(session, body.id, fields)) : await run(() => createBody(session, fields))
    if (saved.ok) onClose()
  }
  return (
    <PlainDialog title={body ? t('edit', { name: body.name }) : t('add')} onClose={onClose} canClickAway={false}>
      <PlainForm onSubmit={() => void submit()}>
        <TextField isFirst label={t('name')} maxLength={100} value={draft.name} onChange={set('name')} error={error('name')} />
        <Members chosen={draft.memberDepartmentIds} onChange={(memberDepartmentIds) => setDraft({ ...draft, memberDepartmentIds })} />
        <div className="form-row">
          <TextField type="number" label={t('numerator')} min={0} value={draft.quorumNumerator} onChange={set('quorumNumerator')} error={error('quorumNumerator')} />
          <TextField type="number" label={t('denominator')} min={1} value={draft.quorumDenominator} onChange={set('quorumDenominator')} />
          <SelectField label={t('operator')} value={draft.quorumOperator} options={OPERATORS.map((value) => ({ value, label: t(value) }))} onChange={set('quorumOperator')} />
        </div>
        <div className="form-row">
          <TextField type="number" label={t('notice')} min={0} value={draft.noticeHours} onChange={set('noticeHours')} error={error('noticeHours')} />
          <TextField type="number" label={t('paper')} min={0} value={draft.paperHours} onChange={set('paperHours')} error={error('paperHours')} />
          <TextField type="number" label={t('countersign')} min={0} value={draft.countersignHours} onChange={set('countersignHours')} error={error('countersignHours')} />
        </div>
        {failure && <FailureText>{sentence(failure)}</FailureText>}
        <div className="form-actions form-actions-end">
          <Button text={t('common:cancel')} onClick={onClose} />
          <Button type="submit" intent="primary" loading={isRunning} text={t('common:save')} />
        </div>
      </PlainForm>
    </PlainDialog>
  )
}

interface MembersProps {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Members({ chosen, onChange }: MembersProps) {
  const { t } = useTranslation('bodies')
  const { list } = useDepartments()
  return (
    <>
      <span className="field-label">{t('members', { count: chosen.length })}</span>
      <fieldset className="body-members" aria-label={t('members', { count: chosen.length })}>
        {list.map(({ id, name }) => (
          <Checkbox key={id} checked={chosen.includes(id)} label={name} onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id))} />
        ))}
      </fieldset>
    </>
  )
}
