import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingEntry } from '../../../../shared/schema/directory.ts'
import { useDuties } from '../../hooks/useMeetingDeadlines.ts'
import type { OpenMeeting } from '../../hooks/useMeeting.ts'
import { useMeetingRoom } from '../../hooks/useMeetingRoom.ts'
import { routeHref } from '../../hooks/useRoute.ts'
import { DutyText } from '../../ui/DutyText.tsx'

/** The documents of so many coming meetings are opened to look: what is due later is due later. */
const MOST_MEETINGS = 8

/** What the person at this window has to do before the coming meetings. Not there while there is nothing. */
export function Duties({ meetings, now }: { readonly meetings: readonly MeetingEntry[]; readonly now: Date }) {
  const { t } = useTranslation('deadlines')
  const id = useId()
  const coming = meetings.filter(({ startsAt }) => Date.parse(startsAt) > now.getTime()).slice(0, MOST_MEETINGS)
  return (
    <section className="screen-section today-duties" aria-labelledby={id} data-testid="duties">
      <h2 id={id}>{t('title')}</h2>
      <ul>
        {coming.map((meeting) => (
          <DutiesOf key={meeting.id} meeting={meeting} />
        ))}
      </ul>
      <p className="screen-note">{t('how')}</p>
    </section>
  )
}

function DutiesOf({ meeting }: { readonly meeting: MeetingEntry }) {
  const open = useMeetingRoom(meeting.id)
  return open && <Opened open={open} title={meeting.title} />
}

function Opened({ open: { id, meeting }, title }: { readonly open: OpenMeeting; readonly title: string }) {
  return useDuties(meeting).map((duty) => {
    const itemId = duty.kind === 'papers' ? duty.itemId : null
    return (
      <li key={itemId ?? duty.kind}>
        <a href={routeHref({ screen: 'meeting', id, tab: 'agenda', itemId })}>{title}</a> <DutyText duty={duty} />
      </li>
    )
  })
}
