import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { elapsedOf } from '../../../../../shared/room/clockOf.ts'
import { forecast } from '../../../../../shared/room/forecast.ts'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useMayWrite } from '../../../hooks/useMeeting.ts'
import { timeText } from '../../../ui/dateText.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { useNow } from '../useNow.ts'
import { AddAgendaItem } from './AddAgendaItem.tsx'
import { AgendaList } from './AgendaList.tsx'
import './agenda.css'

export interface AgendaPaneProps {
  readonly info: MeetingInfo
  readonly agenda: readonly AgendaEntry[]
  /** The item in the middle of this window. */
  readonly shownId: string | null
  /** An item was chosen: a drawer closes. */
  readonly onChoose: () => void
}

export function AgendaPane({ info, agenda, shownId, onChoose }: AgendaPaneProps) {
  const { t } = useTranslation('meeting')
  const mayEdit = useMayWrite('agenda')
  return (
    <section className="agenda" data-testid="agenda" aria-label={t('agenda.title')}>
      <header className="pane-head">
        <h2>{t('agenda.title')}</h2>
        <TimeForecast info={info} agenda={agenda} />
      </header>
      {agenda.length === 0 && <p className="agenda-empty">{t(mayEdit ? 'agenda.empty' : 'agenda.emptyReader')}</p>}
      <AgendaList meetingId={info.id} agenda={agenda} shownId={shownId} onChoose={onChoose} />
      {mayEdit && <AddAgendaItem />}
    </section>
  )
}

const HALF_MINUTE = 30_000

/** Minutes in all, when it will be over as things stand, and how that differs from the plan. */
function TimeForecast({ info, agenda }: Pick<AgendaPaneProps, 'info' | 'agenda'>) {
  const { t } = useTranslation('meeting')
  const now = useNow(HALF_MINUTE)
  const { planned, endsAt, behind } = useMemo(() => {
    const timed = agenda.map(({ item, status, time }) => ({ minutes: item.minutesAllotted, status, elapsed: elapsedOf(time, now) }))
    return forecast(timed, Date.parse(info.startsAt), now)
  }, [agenda, info.startsAt, now])
  if (agenda.length === 0) return null
  const isOpen = endsAt !== null && info.closedAt === null
  return (
    <p className="agenda-forecast">
      {t('agenda.sum', { count: agenda.length, minutes: planned })}
      {isOpen && <span>{t('agenda.endsAt', { time: timeText(new Date(endsAt)) })}</span>}
      {isOpen && behind >= 1 && <span>{t('agenda.behind', { span: spanText(behind) })}</span>}
    </p>
  )

  function spanText(minutes: number): string {
    if (minutes >= 24 * 60) return t('span.days', { count: Math.round(minutes / 1440) })
    if (minutes % 60 === 0) return t('span.fullHours', { count: minutes / 60 })
    return minutes < 60 ? t('span.minutes', { count: minutes }) : t('span.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
}
