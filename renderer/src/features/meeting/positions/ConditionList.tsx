import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import { settleCondition } from '../../../../../shared/model/positions.ts'
import type { Position } from '../../../../../shared/schema/position.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { dayText, timeText } from '../../../ui/dateText.ts'

export interface ConditionListProps {
  readonly position: Position
  /** Ids of conditions that are met. */
  readonly met: ReadonlySet<string>
}

/** Each condition with its owner and date; who made it, or the secretariat, says whether it is met. */
export function ConditionList({ position, met }: ConditionListProps) {
  const { t, i18n } = useTranslation('positions')
  const run = useCommand()
  const { nameOf } = useDepartments()
  const personName = usePersonName()
  const { meeting } = useMeeting()
  const settled = latestBy(useCollection(meeting.conditionEvents), ({ conditionId }) => conditionId)
  const reason = useWriteReason('conditionEvents')({ departmentId: position.departmentId, itemId: position.itemId })
  if (position.conditions.length === 0) return null
  return (
    <ul className="condition-list">
      {position.conditions.map(({ id, text, ownerDepartmentId, dueOn }) => {
        const isMet = met.has(id)
        const event = settled.get(id)
        return (
          <li key={id} data-testid="condition" data-met={isMet || undefined}>
            <span className="condition-state">{t(isMet ? 'condition.met' : 'condition.open')}</span>
            <span className="condition-text">
              {text}
              <span className="condition-facts">
                {[nameOf(ownerDepartmentId) || t('form.noOwner'), dueOn && t('condition.due', { day: dayText(`${dueOn}T00:00`, i18n.language) }), event && isMet && t('condition.metBy', { name: personName(event.by), time: timeText(event.at) })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {reason === null && (
              <Button size="small" variant="minimal" text={t(isMet ? 'condition.markOpen' : 'condition.markMet')} onClick={() => run(settleCondition, { positionId: position.id, conditionId: id, isMet: !isMet, note: '' })} />
            )}
          </li>
        )
      })}
    </ul>
  )
}
