import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setItemRule } from '../../../../../shared/model/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { SelectField } from '../../../ui/SelectField.tsx'
import { usualRule, usuallyEntitled } from '../frame/frameFacts.ts'
import { DecisionSum } from './DecisionSum.tsx'
import { DepartmentPosition } from './DepartmentPosition.tsx'
import { useDirectoryOrder } from '../useDirectoryOrder.ts'
import { useItemDecision } from './useItemDecision.ts'
import { useSubjects, type Subject } from './useSubjects.ts'
import './positions.css'

/** [M7] Where every entitled department stands on a draft or an option, by name and in its own words. */
export function PositionsTab({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('positions')
  const subjects = useSubjects(itemId)
  const [chosenId, choose] = useState<string | null>(null)
  const subject = subjects.find(({ id }) => id === chosenId) ?? subjects[0]
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
          <SubjectPositions key={subject.id} itemId={itemId} subject={subject} />
        </>
      ) : (
        <p className="item-none">{t('noSubject')}</p>
      )}
    </section>
  )
}

function SubjectPositions({ itemId, subject }: { readonly itemId: string; readonly subject: Subject }) {
  const decision = useItemDecision(itemId, subject.id)
  const inOrder = useDirectoryOrder()
  if (decision.rule === null && decision.positions.size === 0) return <RuleMissing itemId={itemId} />
  return (
    <>
      <DecisionSum decision={decision} />
      <ul className="position-list">
        {inOrder(decision.entitled.map(({ id }) => id)).map((departmentId) => (
          <DepartmentPosition key={departmentId} itemId={itemId} departmentId={departmentId} subjectId={subject.id} position={decision.positions.get(departmentId)} met={decision.met} />
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
