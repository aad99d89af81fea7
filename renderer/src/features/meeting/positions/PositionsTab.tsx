import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { setItemRule } from '../../../../../shared/model/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { SelectField } from '../../../ui/SelectField.tsx'
import { usualRule, usuallyEntitled } from '../frame/frameFacts.ts'
import { ChangedWords } from './ChangedWords.tsx'
import { DecisionSum } from './DecisionSum.tsx'
import { DepartmentPosition } from './DepartmentPosition.tsx'
import { useDirectoryOrder } from '../useDirectoryOrder.ts'
import { useItemDecision } from './useItemDecision.ts'
import { useSubject } from './useSubject.ts'
import { useSubjects, type Subject } from './useSubjects.ts'
import './positions.css'

/** [M7] Where every entitled department stands on a draft or an option, by name and in its own words. */
export function PositionsTab({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('positions')
  const subjects = useSubjects(itemId)
  const [subject, choose] = useSubject(itemId)
  return (
    <section className="item-section" data-testid="positions" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {subject ? (
        <>
          {subjects.length > 1 ? (
            <SelectField label={t('subject')} value={subject.id} options={subjects.map(({ id, label }) => ({ value: id, label }))} onChange={choose} />
          ) : (
            <p className="position-subject">{subject.label}</p>
          )}
          <SubjectPositions key={subject.id} itemId={itemId} subject={subject} onStating={() => choose(subject.id)} />
        </>
      ) : (
        <p className="item-none">{t('noSubject')}</p>
      )}
    </section>
  )
}

interface SubjectPositionsProps {
  readonly itemId: string
  readonly subject: Subject
  /** Whoever begins to state something has chosen what about: a new draft must not take the form away. */
  readonly onStating: () => void
}

function SubjectPositions({ itemId, subject, onStating }: SubjectPositionsProps) {
  const decision = useItemDecision(itemId, subject.id)
  const inOrder = useDirectoryOrder()
  if (decision.rule === null && decision.positions.size === 0) return <RuleMissing itemId={itemId} />
  return (
    <>
      <DecisionSum decision={decision} />
      <ChangedWords subjectId={subject.id} positions={decision.positions} />
      <ul className="position-list">
        {inOrder(decision.entitled.map(({ id }) => id)).map((departmentId) => (
          <DepartmentPosition key={departmentId} itemId={itemId} departmentId={departmentId} subjectId={subject.id} position={decision.positions.get(departmentId)} met={decision.met} onStating={onStating} />
        ))}
      </ul>
    </>
  )
}

/** Who counts and what carries it is agreed first: afterwards people would see whom it favours. */
function RuleMissing({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('positions')
  const run = useCommand()
  const { meeting } = useMeeting()
  const mayFix = useMayWrite('itemRules')
  const body = useCollection(meeting.bodies)[0]
  const attendance = useCollection(meeting.attendance)
  const { list } = useDepartments()
  const entitled = usuallyEntitled({ body, attendance, departmentIds: list.map(({ id }) => id) })
  return (
    <div className="position-rule">
      <p className="item-none">{t('ruleMissing')}</p>
      {mayFix && (
        <>
          <p className="item-none">{t('usualRule', { n: entitled.length })}</p>
          <Button text={t('fixRule')} onClick={() => run(setItemRule, usualRule(itemId, entitled))} />
        </>
      )}
    </div>
  )
}
