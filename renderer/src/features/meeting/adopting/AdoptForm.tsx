import { Button, TextArea } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../../../shared/decision/positions/outcomeOf.ts'
import { adoptResolution, isAgainstResult } from '../../../../../shared/model/countersigning.ts'
import { freezeDecision } from '../../../../../shared/room/freezeDecision.ts'
import type { Resolution, ResolutionOutcome } from '../../../../../shared/schema/meeting.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { sha256Hex } from '../../../sync/sha256Hex.ts'
import { Field } from '../../../ui/Field.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { ChangedWords } from '../positions/ChangedWords.tsx'
import { OutcomeLine } from '../positions/DecisionSum.tsx'
import { useItemDecision } from '../positions/useItemDecision.ts'

export interface AdoptFormProps {
  readonly resolution: Resolution
  /** It was adopted before and has been changed since. */
  readonly isAgain: boolean
  readonly onAdopted: () => void
}

/** Adopts it as it reads, with what the positions come to in view. To decide against that, or without a quorum, takes a reason. */
export function AdoptForm({ resolution, isAgain, onAdopted }: AdoptFormProps) {
  const { t } = useTranslation(['adopting', 'meeting'])
  const id = useId()
  const run = useCommand()
  const { meeting, context } = useMeeting()
  const { outcome, positions } = useItemDecision(resolution.itemId, resolution.id)
  const [reason, setReason] = useState('')
  const isQuorumMissing = outcome?.reason.kind === 'quorum-missing'
  const isAgainst = outcome !== null && (positions.size > 0 || isQuorumMissing) && goesAgainst(outcome, resolution.outcome)
  const outcomeWord = t(`meeting:outcome.${resolution.outcome}`)
  const adopt = (): void => {
    const frozen = freezeDecision(meeting, resolution.id, context, sha256Hex)
    if (!frozen || !run(adoptResolution, { ...frozen, resolutionId: resolution.id, outcome: resolution.outcome, reason: isAgainst ? reason.trim() : '' }).ok) return
    setReason('')
    onAdopted()
  }
  const isMissing = isAgainst && !reason.trim()
  return (
    <div className="adopt-form" data-testid="adopt">
      {outcome && (positions.size > 0 || isQuorumMissing) && <OutcomeLine outcome={outcome} />}
      {(positions.size === 0 || outcome === null) && <p className="item-none">{t('withoutPositions')}</p>}
      <ChangedWords subjectId={resolution.id} positions={positions} />
      <PlainForm onSubmit={() => !isMissing && adopt()}>
        {isAgainst && (
          <Field id={id} label={t(positions.size > 0 ? 'reason' : 'reasonWithoutQuorum')} hint={t(positions.size > 0 ? 'against' : 'withoutQuorum', { outcome: outcomeWord })}>
            <TextArea id={id} asyncControl fill autoResize aria-invalid={isMissing} aria-describedby={`${id}-hint`} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          </Field>
        )}
        <div className="form-actions">
          <Button type="submit" intent="primary" variant="outlined" text={t(isAgain ? 'adoptAgain' : 'adopt')} />
          <span className="adopt-as">{t('adoptAs', { outcome: outcomeWord })}</span>
        </div>
      </PlainForm>
    </div>
  )
}

/** Where the chair decides, what the positions alone come to is what a reason is owed for. */
function goesAgainst({ outcome, reason }: Outcome, ending: ResolutionOutcome): boolean {
  return isAgainstResult(reason.kind === 'chair-decides' ? reason.counted : outcome, ending)
}
