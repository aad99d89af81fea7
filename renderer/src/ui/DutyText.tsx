import { useTranslation } from 'react-i18next'
import { dateTimeText } from './dateText.ts'
import './marks.css'

export interface DutyTextProps {
  readonly duty:
    | { readonly kind: 'notice'; readonly state: 'due' | 'changed' | 'overdue'; readonly by: number }
    | { readonly kind: 'papers'; readonly state: 'due' | 'missing'; readonly by: number; readonly title: string }
}

/** What is to be done by when (ms since 1970); with a shape and a word where the time is over. */
export function DutyText({ duty }: DutyTextProps) {
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
