import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerPosition } from '../../../../../shared/model/positions.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { timeText } from '../../../ui/dateText.ts'
import { OpenedLine } from '../../../ui/OpenedLine.tsx'

export interface AnswersProps {
  readonly positionId: string
  readonly departmentId: string
  /** Whether it may be answered here: support needs none. */
  readonly isOffered: boolean
}

/** [M7] Dissent is answered, never taken away. */
export function Answers({ positionId, departmentId, isOffered }: AnswersProps) {
  const { t } = useTranslation('positions')
  const run = useCommand()
  const { meeting } = useMeeting()
  const nameOf = usePersonName()
  const department = useDepartments().nameOf(departmentId)
  const mayAnswer = useMayWrite('positionAnswers') && isOffered
  const answers = useCollection(meeting.positionAnswers).filter((answer) => answer.positionId === positionId).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const [isOpen, setIsOpen] = useState(false)
  const add = (text: string): boolean => {
    const isAdded = run(answerPosition, positionId, text).ok
    if (isAdded) setIsOpen(false)
    return isAdded
  }
  return (
    <>
      {answers.map(({ id, text, by, at }) => (
        <div key={id} className="position-answer" data-testid="position-answer">
          <p>{text}</p>
          <p className="position-by">{t('answer.by', { name: nameOf(by), time: timeText(at) })}</p>
        </div>
      ))}
      {mayAnswer && !isOpen && <Button className="position-answer-add" size="small" variant="minimal" text={t('answer.add')} aria-label={t('answer.label', { name: department })} onClick={() => setIsOpen(true)} />}
      {mayAnswer && isOpen && <OpenedLine label={t('answer.label', { name: department })} placeholder={t('answer.hint')} onAdd={add} onGiveUp={() => setIsOpen(false)} />}
    </>
  )
}
