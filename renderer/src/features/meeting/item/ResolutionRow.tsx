import { Button, Checkbox } from '@blueprintjs/core'
import { Cross, Plus } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { draftAction } from '../../../../../shared/model/actions.ts'
import { editResolution, removeResolution, type ResolutionChanges } from '../../../../../shared/model/resolutions.ts'
import { ResolutionOutcomeSchema, type Resolution, type ResolutionOutcome } from '../../../../../shared/schema/meeting.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useEditing } from '../../../hooks/useEditing.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useNewRecordDepartment } from '../../../hooks/useNewRecordDepartment.ts'
import { go, routeHref } from '../../../hooks/useRoute.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { EditableLine } from '../../../ui/EditableLine.tsx'
import { EditedBy } from './ItemHead.tsx'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'

export interface ResolutionRowProps {
  readonly resolution: Resolution
  readonly number: number
}

export function ResolutionRow({ resolution, number }: ResolutionRowProps) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const tell = useEditing()
  const reason = useWriteReason('resolutions')()
  const { id, text } = resolution
  const edit = (changes: ResolutionChanges): boolean => run(editResolution, id, changes).ok
  return (
    <li className="resolution" data-testid="resolution">
      <span className="resolution-number">{number}</span>
      <div className="resolution-text">
        <EditableLine
          isMultiline
          value={text}
          label={t('resolutions.text')}
          readOnlyReason={reason}
          onCommit={(changed) => edit({ text: changed })}
          onEditing={(isEditing) => tell(isEditing ? `resolutions/${id}/text` : null)}
        />
        <EditedBy path={`resolutions/${id}/text`} />
        <div className="resolution-facts">
          <Outcome outcome={resolution.outcome} isReadOnly={reason !== null} onChange={(outcome) => edit({ outcome })} />
          {reason === null && <Checkbox inline checked={resolution.needsFollowUp} label={t('resolutions.needsFollowUp')} onChange={(event) => edit({ needsFollowUp: event.currentTarget.checked })} />}
          {reason !== null && resolution.needsFollowUp && <span>{t('resolutions.needsFollowUp')}</span>}
          <FollowUp resolution={resolution} />
        </div>
      </div>
      {reason === null && <Button variant="minimal" size="small" className="resolution-remove" icon={<Cross />} aria-label={t('resolutions.remove', { number })} onClick={() => run(removeResolution, id)} />}
    </li>
  )
}

interface OutcomeProps {
  readonly outcome: ResolutionOutcome
  readonly isReadOnly: boolean
  readonly onChange: (outcome: ResolutionOutcome) => void
}

function Outcome({ outcome, isReadOnly, onChange }: OutcomeProps) {
  const { t } = useTranslation('meeting')
  if (isReadOnly) return <span>{t(`outcome.${outcome}`)}</span>
  return (
    <PlainSelect
      aria-label={t('resolutions.outcome')}
      value={outcome}
      options={ResolutionOutcomeSchema.options.map((value) => ({ value, label: t(`outcome.${value}`) }))}
      onChange={(event) => onChange(ResolutionOutcomeSchema.parse(event.currentTarget.value))}
    />
  )
}

/** [M2] How many actions carry it, and a way to add one that already knows where it comes from. */
function FollowUp({ resolution: { id, itemId, text, needsFollowUp } }: { readonly resolution: Resolution }) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const { id: meetingId, meeting } = useMeeting()
  const ownDepartment = useNewRecordDepartment('actions')
  const mayDraft = useMayWrite('actions', { departmentId: ownDepartment })
  const actions = useCollection(meeting.actions).filter((action) => action.resolutionId === id)
  const add = (): void => {
    const drafted = run(draftAction, { task: text, itemId, resolutionId: id, leadDepartmentId: ownDepartment })
    if (drafted.ok) go({ screen: 'meeting', id: meetingId, tab: 'actions', itemId: drafted.value })
  }
  return (
    <>
      {actions.length > 0 && <a href={routeHref({ screen: 'meeting', id: meetingId, tab: 'actions', itemId: actions[0]?.id ?? null })}>{t('resolutions.actions', { count: actions.length })}</a>}
      {actions.length === 0 && needsFollowUp && <span className="resolution-gap">{t('resolutions.noAction')}</span>}
      {mayDraft && <Button variant="minimal" size="small" icon={<Plus />} text={t('resolutions.addAction')} onClick={add} />}
    </>
  )
}
