import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refuseSubmission } from '../../../../shared/model/screening.ts'
import { SCREENING_REASONS, type ScreeningReason } from '../../../../shared/schema/submission.ts'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { SubmissionRow } from './poolLists.ts'
import { usePoolCommand } from './usePool.ts'

export interface RefuseDialogProps {
  readonly row: SubmissionRow
  readonly kind: 'returned' | 'rejected'
  readonly onClose: () => void
}

/** Returned to be mended, or not taken at all: with one of the standard reasons, and a note where that says too little. */
export function RefuseDialog({ row, kind, onClose }: RefuseDialogProps) {
  const { t } = useTranslation(['pool', 'common', 'errors'])
  const run = usePoolCommand()
  const [reason, setReason] = useState<ScreeningReason>(kind === 'returned' ? 'not-coordinated' : 'own-power')
  const [note, setNote] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isNoteMissing = reason === 'other' && !note.trim()
  const submit = (): void => {
    setIsTried(true)
    if (!isNoteMissing && run(row.submission.departmentId, refuseSubmission, row.submission.id, { kind, reason, note }).ok) onClose()
  }
  return (
    <PlainDialog title={t(`refuse.${kind}`, { title: row.submission.title })} onClose={onClose} canClickAway={!note}>
      <PlainForm onSubmit={submit}>
        <SelectField
          isFirst
          label={t('refuse.reason')}
          value={reason}
          options={SCREENING_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
          onChange={(value) => setReason(SCREENING_REASONS.find((known) => known === value) ?? reason)}
        />
        <TextField label={t('note')} hint={t('refuse.noteHint')} maxLength={1000} value={note} onChange={setNote} error={isTried && isNoteMissing ? t('errors:note-missing') : undefined} />
        <div className="form-actions form-actions-end">
          <Button text={t('common:cancel')} onClick={onClose} />
          <Button type="submit" intent="primary" text={t(kind === 'returned' ? 'step.return' : 'step.reject')} />
        </div>
      </PlainForm>
    </PlainDialog>
  )
}
