import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Position } from '../../../../../shared/schema/position.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useHoldsProxy } from '../../../hooks/useHoldsProxy.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { Answers } from './Answers.tsx'
import { ConditionList } from './ConditionList.tsx'
import { PositionForm } from './stating/PositionForm.tsx'
import { useStepVariant } from '../item/useStepVariant.ts'
import { PositionMark } from './PositionMark.tsx'
import { StatedLine } from './StatedLine.tsx'

export interface DepartmentPositionProps {
  readonly itemId: string
  readonly departmentId: string
  readonly subjectId: string
  /** The one that counts; undefined while the department is silent. */
  readonly position: Position | undefined
  /** Ids of conditions that are met. */
  readonly met: ReadonlySet<string>
  readonly onStating: () => void
}

/** One department: where it stands, why, on which conditions, what it said before, and a way to say it. */
export function DepartmentPosition({ itemId, departmentId, subjectId, position, met, onStating }: DepartmentPositionProps) {
  const { t } = useTranslation('positions')
  const variant = useStepVariant()
  const name = useDepartments().nameOf(departmentId)
  const self = useSelf()
  const reason = useWriteReason('positions')({ departmentId, itemId })
  const [isStating, setIsStating] = useState(false)
  const isProxy = useHoldsProxy()(departmentId, itemId)
  const isOwn = self.departmentId === departmentId || isProxy
  const verb = position ? 'restate' : isOwn ? 'state' : 'stateFor'
  const open = (): void => {
    onStating()
    setIsStating(true)
  }
  return (
    <li className="position-row" data-testid="position" data-own={self.departmentId === departmentId || undefined}>
      <div className="position-head">
        <span className="position-name">
          {name}
          {isProxy && reason === null && <span className="position-proxy">{t('asProxy', { person: self.name, department: name })}</span>}
        </span>
        <PositionMark stance={position?.kind ?? 'none'} areConditionsMet={position?.conditions.every(({ id }) => met.has(id)) ?? false} />
        {reason === null && !isStating && <Button size="small" variant={isOwn && !position ? variant : 'minimal'} intent={isOwn && !position ? 'primary' : 'none'} text={t(verb)} aria-label={`${t(verb)}: ${name}`} onClick={open} />}
      </div>
      {isStating && <PositionForm subjectId={subjectId} departmentId={departmentId} before={position} onDone={() => setIsStating(false)} />}
      {position && !isStating && <Statement position={position} met={met} />}
      <Earlier subjectId={subjectId} departmentId={departmentId} present={position} met={met} />
    </li>
  )
}

function Statement({ position, met }: { readonly position: Position; readonly met: ReadonlySet<string> }) {
  return (
    <div className="position-body">
      {position.reason && <p className="position-reason">{position.reason}</p>}
      <ConditionList position={position} met={met} />
      <StatedLine position={position} />
      <Answers positionId={position.id} departmentId={position.departmentId} isOffered={position.kind === 'oppose' || position.kind === 'conditional'} />
    </div>
  )
}

/** [M7] What it stated before, word for word. */
function Earlier({ subjectId, departmentId, present, met }: Pick<DepartmentPositionProps, 'subjectId' | 'departmentId' | 'met'> & { readonly present: Position | undefined }) {
  const { t } = useTranslation('positions')
  const { meeting } = useMeeting()
  const earlier = useCollection(meeting.positions)
    .filter((position) => position.subjectId === subjectId && position.departmentId === departmentId && position.id !== present?.id)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  if (earlier.length === 0) return null
  return (
    <details className="position-earlier">
      <summary>{t('earlier', { count: earlier.length })}</summary>
      <ol>
        {earlier.map((position) => (
          <li key={position.id} data-testid="earlier-position">
            <PositionMark stance={position.kind} areConditionsMet={position.conditions.every(({ id }) => met.has(id))} />
            <Statement position={position} met={met} />
          </li>
        ))}
      </ol>
    </details>
  )
}
