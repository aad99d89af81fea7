import { useTranslation } from 'react-i18next'
import type { Duty } from '../../../shared/room/deadlines.ts'
import { dateTimeText } from './dateText.ts'
import './marks.css'

/** What is to be done by when; with a shape and a word where the time is over. */
export function DutyText({ duty }: { readonly duty: Duty }) {
  const { t, i18n } = useTranslation('deadlines')
  const isOver = duty.state === 'overdue' || duty.state === 'missing'
  const when = dateTimeText(new Date(duty.by), i18n.language)
  return (
    <span className={isOver || duty.state === 'changed' ? 'duty mark-warn' : 'duty'}>
      <span aria-hidden="true">{isOver ? '▲' : duty.state === 'changed' ? '△' : '○'} </span>
      {duty.kind === 'notice' ? t(`notice.${duty.state}`, { when }) : t(`papers.${duty.state}`, { when, title: duty.title })}
    </span>
  )
}
