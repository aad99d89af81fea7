import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingEntry } from '../../../../shared/schema/directory.ts'
import { archiveFile } from '../../hooks/archiveRoute.ts'
import { routeHref } from '../../hooks/useRoute.ts'
import { dateTimeText, relativeDayText } from '../../ui/dateText.ts'
import { meetingState } from './meetingList.ts'

export interface MeetingTableProps {
  readonly title: string
  readonly meetings: readonly MeetingEntry[]
  readonly now: Date
  /** Said instead of an empty table. */
  readonly empty?: string
}

export function MeetingTable({ title, meetings, now, empty }: MeetingTableProps) {
  const { t } = useTranslation('today')
  const id = useId()
  return (
    <section className="screen-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {meetings.length === 0 ? (
        <p className="screen-note">{empty}</p>
      ) : (
        <table className="table today-table" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{t('columns.when')}</th>
              <th scope="col">{t('columns.title')}</th>
              <th scope="col">{t('columns.template')}</th>
              <th scope="col">{t('columns.state')}</th>
            </tr>
          </thead>
          <tbody>
            {meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function MeetingRow({ meeting, now }: { readonly meeting: MeetingEntry; readonly now: Date }) {
  const { t, i18n } = useTranslation('today')
  const state = meetingState(meeting, now)
  return (
    <tr>
      <td>
        {dateTimeText(meeting.startsAt, i18n.language)} <span className="today-relative">{relativeDayText(meeting.startsAt, now, i18n.language)}</span>
      </td>
      <td>
        <a href={routeHref({ screen: 'meeting', id: meeting.id, tab: 'agenda', itemId: null })}>{meeting.title}</a>
      </td>
      <td>{t(`template.${meeting.template}`)}</td>
      <td>
        <span className={`today-state today-state-${state}`}>
          <span aria-hidden="true">{SHAPES[state]}</span> {t(`state.${state}`)}
        </span>
        {meeting.record !== null && (
          <a className="today-record" href={routeHref({ screen: 'archive', file: archiveFile(meeting.record) })} aria-label={t('recordOf', { title: meeting.title })}>
            {t('record')}
          </a>
        )}
      </td>
    </tr>
  )
}

const SHAPES = { upcoming: '○', open: '●', closed: '■' } as const
