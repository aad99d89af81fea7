import { Button, TextArea } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordProblem } from '../../../../../shared/api.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { acknowledgeProblem } from '../../../sync/hubClient.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { Field } from '../../../ui/Field.tsx'
import { PlainDialog } from '../../../ui/PlainDialog.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'

export interface AcknowledgeDialogProps {
  readonly problem: RecordProblem
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Puts on record that somebody knows of a problem and why it is as it is; the problem stays. */
export function AcknowledgeDialog({ problem: { path, kind }, onDone, onClose }: AcknowledgeDialogProps) {
  const { t } = useTranslation(['archive', 'common'])
  const { session } = useJoined()
  const sentence = useSentence()
  const notice = useNotice()
  const { isRunning, failure, run } = useRequest()
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const id = useId()
  const error = isTried && !reason.trim() ? t('ledger.reasonMissing') : undefined
  const send = async (): Promise<void> => {
    setTried(true)
    if (!reason.trim()) return
    const done = await run(() => acknowledgeProblem(session, { path, kind, reason: reason.trim() }))
    // Somebody repaired it meanwhile: there is nothing to know of any more.
    if (!done.ok && done.error.kind !== 'problem-gone') return
    notice.success(t('ledger.acknowledgedNow'))
    onDone()
  }
  return (
    <PlainDialog title={t('ledger.acknowledgeTitle')} onClose={onClose} canClickAway={false}>
      <PlainForm onSubmit={() => void send()}>
        <p className="archive-note">
          <code>{path}</code> {t(`ledger.problem.${kind}`)}
        </p>
        <p className="archive-note">{t('ledger.acknowledgeText')}</p>
        <Field id={id} label={t('ledger.reason')} hint={t('ledger.reasonHint')} error={error}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus, and this is its only field */}
          <TextArea id={id} fill autoFocus rows={3} maxLength={500} value={reason} aria-invalid={error !== undefined} aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`} onChange={(event) => setReason(event.currentTarget.value)} />
        </Field>
        {failure && <FailureText>{sentence(failure)}</FailureText>}
        <div className="form-actions form-actions-end">
          <Button text={t('common:cancel')} onClick={onClose} />
          <Button type="submit" intent="primary" loading={isRunning} text={t('ledger.acknowledge')} />
        </div>
      </PlainForm>
    </PlainDialog>
  )
}
