import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useDuties } from '../../../hooks/useMeetingDeadlines.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { DutyText } from '../../../ui/DutyText.tsx'
import './dutyLine.css'

/** What the person at this window has to do before the meeting, by the body's rules; nothing for everybody else. */
export function DutyLine() {
  const { t } = useTranslation('deadlines')
  const { id, meeting } = useMeeting()
  const duties = useDuties(meeting)
  if (duties.length === 0) return null
  return (
    <section className="meeting-line duty-line" aria-label={t('title')} data-testid="duties">
      <ul>
        {duties.map((duty) => (
          <li key={duty.kind === 'papers' ? duty.itemId : duty.kind}>
            {duty.kind === 'papers' ? (
              <a href={routeHref({ screen: 'meeting', id, tab: 'agenda', itemId: duty.itemId })}>
                <DutyText duty={duty} />
              </a>
            ) : (
              <DutyText duty={duty} />
            )}
          </li>
        ))}
      </ul>
      <span className="duty-how">{t('how')}</span>
    </section>
  )
}
