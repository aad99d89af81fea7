import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayMergeInto, mergeSubmission } from '../../../../shared/model/screening.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { SubmissionRow } from './poolLists.ts'
import { usePoolCommand, usePools, useSubmissions } from './usePool.ts'

export interface MergeDialogProps {
  readonly row: SubmissionRow
  readonly onClose: () => void
}

/** Into which submission this one goes. */
export function MergeDialog({ row: { submission }, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['pool', 'common'])
  const { pools } = usePools()
  const { nameOf } = useDepartments()
  const run = usePoolCommand()
  const targets = useSubmissions().flatMap((target) => {
    const pool = pools.find(({ departmentId }) => departmentId === target.departmentId)?.pool
    return pool && mayMergeInto(submission.id, { pool, id: target.id }) ? [{ ...target, pool }] : []
  })
  const [targetId, setTargetId] = useState(targets[0]?.id ?? '')
  const target = targets.find(({ id }) => id === targetId)
  const [note, setNote] = useState('')
  const submit = (): void => {
    if (target && run(submission.departmentId, mergeSubmission, submission.id, target, note).ok) onClose()
  }
  return (
    <PlainDialog title={t('merge.title', { title: submission.title })} onClose={onClose} canClickAway={!note}>
      {targets.length === 0 ? (
        <p>{t('merge.none')}</p>
      ) : (
        <PlainForm onSubmit={submit}>
          <SelectField isFirst label={t('merge.into')} value={targetId} options={targets.map(({ id, title, departmentId }) => ({ value: id, label: `${title} · ${nameOf(departmentId)}` }))} onChange={setTargetId} />
          <TextField label={t('note')} hint={t(target?.departmentId === submission.departmentId ? 'merge.noteHint' : 'merge.elsewhereHint')} maxLength={1000} value={note} onChange={setNote} />
          <div className="form-actions form-actions-end">
            <Button text={t('common:cancel')} onClick={onClose} />
            <Button type="submit" intent="primary" text={t('step.merge')} />
          </div>
        </PlainForm>
      )}
    </PlainDialog>
  )
}
