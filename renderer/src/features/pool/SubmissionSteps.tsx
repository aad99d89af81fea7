import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeSubmission, submissionGaps, submitSubmission, withdrawSubmission } from '../../../../shared/model/submissions.ts'
import { mayWrite } from '../../../../shared/sync/access.ts'
import { go } from '../../hooks/useRoute.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useSelf } from '../../hooks/useSession.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { AcceptDialog } from './AcceptDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import type { SubmissionRow } from './poolLists.ts'
import { RefuseDialog } from './RefuseDialog.tsx'
import { usePoolCommand } from './usePool.ts'

/** What can be done with a submission where it is, by this person. */
export function SubmissionSteps({ row }: { readonly row: SubmissionRow }) {
  const { writer } = useSelf()
  const isOwn = mayWrite('pool', 'submissionEvents', writer, { departmentId: row.submission.departmentId })
  const mayScreen = mayWrite('pool', 'screenings', writer)
  return (
    <div className="form-actions pool-steps">
      {mayScreen && row.status === 'submitted' && <Screening row={row} />}
      {isOwn && <OwnSteps row={row} />}
    </div>
  )
}

function OwnSteps({ row: { submission, status } }: { readonly row: SubmissionRow }) {
  const { t } = useTranslation('pool')
  const run = usePoolCommand()
  const notice = useNotice()
  const { id, departmentId } = submission
  const submit = (): void => {
    if (run(departmentId, submitSubmission, id).ok) notice.success(t('submitted'))
  }
  const remove = (): void => {
    if (!run(departmentId, removeSubmission, id).ok) return
    notice.success(t('removed'))
    go({ screen: 'pool', id: null })
  }
  if (status === 'submitted') return <Button variant="outlined" text={t('step.withdraw')} onClick={() => run(departmentId, withdrawSubmission, id)} />
  if (status !== 'draft' && status !== 'returned' && status !== 'withdrawn') return null
  return (
    <>
      <GuardedButton intent="primary" text={t(status === 'draft' ? 'step.submit' : 'step.submitAgain')} reason={submissionGaps(submission).length > 0 ? t('stillMissing') : undefined} onClick={submit} />
      {status === 'draft' && <Button variant="minimal" text={t('step.remove')} onClick={remove} />}
      {status === 'returned' && <Button variant="minimal" text={t('step.withdraw')} onClick={() => run(departmentId, withdrawSubmission, id)} />}
    </>
  )
}

type Asked = 'accept' | 'returned' | 'merge' | 'rejected'

function Screening({ row }: { readonly row: SubmissionRow }) {
  const { t } = useTranslation('pool')
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = (): void => setAsked(null)
  return (
    <>
      <Button intent="primary" text={t('step.accept')} onClick={() => setAsked('accept')} />
      <Button variant="outlined" text={t('step.return')} onClick={() => setAsked('returned')} />
      <Button variant="outlined" text={t('step.merge')} onClick={() => setAsked('merge')} />
      <Button variant="outlined" text={t('step.reject')} onClick={() => setAsked('rejected')} />
      {asked === 'accept' && <AcceptDialog row={row} onClose={close} />}
      {asked === 'merge' && <MergeDialog row={row} onClose={close} />}
      {(asked === 'returned' || asked === 'rejected') && <RefuseDialog row={row} kind={asked} onClose={close} />}
    </>
  )
}
