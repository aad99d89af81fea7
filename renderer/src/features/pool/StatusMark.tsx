import { useTranslation } from 'react-i18next'
import type { SubmissionStatus } from '../../../../shared/schema/submission.ts'

const SHAPES: Readonly<Record<SubmissionStatus, string>> = { draft: '○', submitted: '▷', accepted: '●', returned: '▲', merged: '◆', rejected: '■', withdrawn: '×' }

/** Shape and word; colour only repeats what they say. */
export function StatusMark({ status }: { readonly status: SubmissionStatus }) {
  const { t } = useTranslation('pool')
  return (
    <span className={`pool-status pool-status-${status}`} data-testid="submission-status" data-status={status}>
      <span aria-hidden="true">{SHAPES[status]}</span> {t(`status.${status}`)}
    </span>
  )
}
