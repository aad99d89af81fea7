import { useTranslation } from 'react-i18next'
import { editSubmission, isEditable, submissionGaps, type SubmissionChanges, type SubmissionGap } from '../../../../shared/model/submissions.ts'
import { mayWrite } from '../../../../shared/sync/access.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useSelf } from '../../hooks/useSession.ts'
import { EditableLine } from '../../ui/EditableLine.tsx'
import { PanelField } from '../../ui/SidePanel.tsx'
import { EarlierMatters } from './earlier/EarlierMatters.tsx'
import { Papers } from './Papers.tsx'
import { AcceptedDue } from './PapersDue.tsx'
import type { SubmissionRow } from './poolLists.ts'
import { StatusMark } from './StatusMark.tsx'
import { SubmissionHistory } from './SubmissionHistory.tsx'
import { SubmissionSteps } from './SubmissionSteps.tsx'
import { usePoolCommand } from './usePool.ts'

/** One submission: what it says, edited where it is read; what is still missing; what can be done with it; what happened. */
export function SubmissionView({ row }: { readonly row: SubmissionRow }) {
  const { t } = useTranslation('pool')
  const { nameOf } = useDepartments()
  const { writer } = useSelf()
  const run = usePoolCommand()
  const { submission, status } = row
  const isOwn = mayWrite('pool', 'submissions', writer, { departmentId: submission.departmentId })
  const reason = !isOwn ? t('readOnly') : isEditable(status) ? null : t('fixed')
  const edit = (changes: SubmissionChanges): boolean => run(submission.departmentId, editSubmission, submission.id, changes).ok
  return (
    <article className="pool-view" aria-label={submission.title} data-testid="submission">
      <p className="pool-row-facts">
        <StatusMark status={status} />
        <span>{nameOf(submission.departmentId)}</span>
      </p>
      <h2 className="pool-title">
        <EditableLine value={submission.title} label={t('field.title')} readOnlyReason={reason} onCommit={(title) => edit({ title: title.trim() })} />
      </h2>
      {isOwn && isEditable(status) && <Gaps gaps={submissionGaps(submission)} />}
      <AcceptedDue row={row} />
      <SubmissionSteps row={row} />
      <Texts row={row} reason={reason} onEdit={edit} />
      <Facts row={row} reason={reason} onEdit={edit} />
      <Papers submission={submission} mayAdd={isOwn && (isEditable(status) || status === 'submitted')} />
      <EarlierMatters submission={submission} />
      <PanelField label={t('history.title')}>
        <SubmissionHistory row={row} />
      </PanelField>
    </article>
  )
}

/** Said before somebody presses "submit", not after. */
function Gaps({ gaps }: { readonly gaps: readonly SubmissionGap[] }) {
  const { t } = useTranslation(['pool', 'common'])
  if (gaps.length === 0) return <p className="pool-gaps pool-gaps-none">{t('gapsNone')}</p>
  return <p className="pool-gaps">{t('gaps', { fields: gaps.map((gap) => t(`gap.${gap}`)).join(t('listComma')) })}</p>
}

interface FieldsProps {
  readonly row: SubmissionRow
  /** Why nothing may be changed; null if it may. */
  readonly reason: string | null
  readonly onEdit: (changes: SubmissionChanges) => boolean
}

const TEXTS = ['background', 'basis', 'ask', 'options', 'disagreement'] as const

function Texts({ row: { submission }, reason, onEdit }: FieldsProps) {
  const { t } = useTranslation('pool')
  return TEXTS.map((key) => (
    <PanelField key={key} label={t(`field.${key}`)}>
      <EditableLine isMultiline value={submission[key]} label={t(submission[key] ? `field.${key}` : reason === null ? `hint.${key}` : 'nothing')} readOnlyReason={reason} onCommit={(text) => onEdit({ [key]: text.trim() })} />
    </PanelField>
  ))
}

const MOST_MINUTES = 600

function Facts({ row: { submission }, reason, onEdit }: FieldsProps) {
  const { t } = useTranslation('pool')
  const notice = useNotice()
  const setMinutes = (text: string): boolean => {
    const minutesWanted = Number(text.trim())
    if (text.trim() && Number.isInteger(minutesWanted) && minutesWanted >= 0 && minutesWanted <= MOST_MINUTES) return onEdit({ minutesWanted })
    notice.error({ kind: 'minutes-out-of-range' })
    return false
  }
  return (
    <div className="pool-facts">
      {(['matterClass', 'place'] as const).map((key) => (
        <PanelField key={key} label={t(`field.${key}`)}>
          <EditableLine value={submission[key]} label={t(submission[key] ? `field.${key}` : reason === null ? `hint.${key}` : 'nothing')} readOnlyReason={reason} onCommit={(text) => onEdit({ [key]: text.trim() })} />
        </PanelField>
      ))}
      <PanelField label={t('field.minutesWanted')}>
        <EditableLine value={String(submission.minutesWanted)} label={t('field.minutesWanted')} readOnlyReason={reason} onCommit={setMinutes} />
      </PanelField>
    </div>
  )
}
