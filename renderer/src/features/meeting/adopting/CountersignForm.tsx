import { Button, Checkbox } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toInstant } from '../../../../../shared/lib/instant.ts'
import { foldAction } from '../../../../../shared/model/actions.ts'
import { requestCountersigns } from '../../../../../shared/model/countersigning.ts'
import { useCollection, useRecord } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { Field } from '../../../ui/Field.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { useFormKeys } from '../../../ui/useFormKeys.tsx'
import { useStepVariant } from '../item/useStepVariant.ts'
import { useNow } from '../useNow.ts'

export interface CountersignFormProps {
  readonly resolutionId: string
  readonly itemId: string
  readonly onDone: () => void
}

/** How often the deadline is looked at, in ms. */
const ROUND = 1000
const MINUTE = 60_000
const IN_ROOM = 30 * MINUTE

/** Asks the departments that its actions name, or others, until a deadline. */
export function CountersignForm({ resolutionId, itemId, onDone }: CountersignFormProps) {
  const { t } = useTranslation(['adopting', 'common'])
  const variant = useStepVariant()
  const id = useId()
  const run = useCommand()
  const { list } = useDepartments()
  const named = useNamedDepartments(resolutionId, itemId)
  const usualHours = useCollection(useMeeting().meeting.bodies)[0]?.countersignHours
  const [chosen, setChosen] = useState<readonly string[]>(named)
  const [until, setUntil] = useState(() => localMinute(Date.now() + (usualHours === undefined ? IN_ROOM : usualHours * 60 * MINUTE)))
  const now = useNow(ROUND)
  const deadline = Date.parse(until)
  const isPast = Number.isNaN(deadline) || deadline <= now
  const keys = useFormKeys({ onCancel: onDone, hasText: false })
  const submit = (): void => {
    if (!isPast && run(requestCountersigns, { resolutionId, departmentIds: [...chosen], deadline: toInstant(new Date(deadline)) }).ok) onDone()
  }
  return (
    <section className="countersign-form" aria-label={t('countersign.ask')}>
      <PlainForm onSubmit={submit} keys={keys}>
        <fieldset className="countersign-departments">
          <legend className="field-label">{t('countersign.who')}</legend>
          {list.map((department) => (
            <Checkbox key={department.id} label={department.name} checked={chosen.includes(department.id)} onChange={(event) => setChosen(event.currentTarget.checked ? [...chosen, department.id] : chosen.filter((one) => one !== department.id))} />
          ))}
        </fieldset>
        <Field id={id} label={t('countersign.until')} error={isPast ? t('countersign.untilMissing') : undefined} hint={usualHours === undefined ? t('countersign.inRoom') : t('countersign.usual', { count: usualHours })}>
          <input id={id} type="datetime-local" className="bp6-input countersign-until" aria-invalid={isPast} aria-describedby={`${id}-hint`} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        </Field>
        <div className="form-actions">
          <Button type="submit" intent="primary" variant={variant} text={t('countersign.send')} disabled={chosen.length === 0} />
          {usualHours !== undefined && <Button variant="outlined" text={t('countersign.inRoom')} onClick={() => setUntil(localMinute(Date.now() + IN_ROOM))} />}
          <Button variant="minimal" text={t('common:cancel')} onClick={keys.cancel} />
        </div>
      </PlainForm>
    </section>
  )
}

/** Leads and supporting departments of its actions; without actions those who were asked for a position. */
function useNamedDepartments(resolutionId: string, itemId: string): readonly string[] {
  const { meeting } = useMeeting()
  const events = useCollection(meeting.actionEvents)
  const actions = useCollection(meeting.actions).filter((action) => action.resolutionId === resolutionId && foldAction(events, action.id).status !== 'withdrawn')
  const rule = useRecord(meeting.itemRules, itemId)
  const named = actions.flatMap(({ leadDepartmentId, supportingDepartmentIds }) => [leadDepartmentId, ...supportingDepartmentIds]).filter((one) => one !== null)
  return named.length > 0 ? [...new Set(named)] : (rule?.entitledDepartmentIds ?? [])
}

/** As the system's field for day and time wants it, in this machine's time zone. */
function localMinute(time: number): string {
  return toInstant(new Date(time)).slice(0, 16)
}
