import { Button, Checkbox } from '@blueprintjs/core'
import { Cross, Plus } from '@blueprintjs/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { draftAction } from '../../../../../shared/model/actions.ts'
import { presentAdoptions } from '../../../../../shared/model/countersigning.ts'
import { editResolution, removeResolution, type ResolutionChanges } from '../../../../../shared/model/resolutions.ts'
import { ResolutionOutcomeSchema, type Resolution, type ResolutionOutcome } from '../../../../../shared/schema/meeting.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useNewRecordDepartment } from '../../../hooks/useNewRecordDepartment.ts'
import { go, routeHref } from '../../../hooks/useRoute.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { AdoptForm } from '../adopting/AdoptForm.tsx'
import { Countersigning } from '../adopting/Countersigning.tsx'
import { Dissent } from '../adopting/Dissent.tsx'
import { ResolutionText } from './ResolutionText.tsx'

export interface ResolutionRowProps {
  readonly resolution: Resolution
  readonly number: number
}

/** One resolution: its text, how it ends, what it came to be adopted on, what was said against it, who countersigns. */
export function ResolutionRow({ resolution, number }: ResolutionRowProps) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const { meeting } = useMeeting()
  const reason = useWriteReason('resolutions')()
  const [isChanging, setIsChanging] = useState(false)
  const mayAdopt = useMayWrite('adoptions')
  const { id } = resolution
  const adoption = presentAdoptions(useCollection(meeting.adoptions)).get(id)
  const isSettled = adoption !== undefined && adoption.text === resolution.text && adoption.outcome === resolution.outcome
  const edit = (changes: ResolutionChanges): boolean => run(editResolution, id, changes).ok
  return (
    <li className="resolution" data-testid="resolution">
      <span className="resolution-number">{number}</span>
      <div className="resolution-text">
        <ResolutionText resolution={resolution} adoption={adoption} isChanging={isChanging} onChanging={() => setIsChanging(true)} />
        <div className="resolution-facts">
          <Outcome outcome={resolution.outcome} isReadOnly={reason !== null || (isSettled && !isChanging)} onChange={(outcome) => edit({ outcome })} />
          {reason === null && <Checkbox inline checked={resolution.needsFollowUp} label={t('resolutions.needsFollowUp')} onChange={(event) => edit({ needsFollowUp: event.currentTarget.checked })} />}
          {reason !== null && resolution.needsFollowUp && <span>{t('resolutions.needsFollowUp')}</span>}
          <FollowUp resolution={resolution} />
        </div>
        {mayAdopt && !isSettled && <AdoptForm resolution={resolution} isAgain={adoption !== undefined} onAdopted={() => setIsChanging(false)} />}
        <Dissent subjectId={id} />
        {adoption && <Countersigning adoption={adoption} />}
      </div>
      {reason === null && !adoption && <Button variant="minimal" size="small" className="resolution-remove" icon={<Cross />} aria-label={t('resolutions.remove', { number })} onClick={() => run(removeResolution, id)} />}
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
