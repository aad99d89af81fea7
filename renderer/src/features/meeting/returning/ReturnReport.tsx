import { Button } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import type { ChangedSection, RecordChange } from '../../../../../shared/model/changesBetween.ts'
import type { MeetingDocument } from '../../../../../shared/model/MeetingDocument.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { routeHref, type Route } from '../../../hooks/useRoute.ts'
import { useReturnReport } from './useReturnReport.ts'
import './returning.css'

const SECTIONS: readonly ChangedSection[] = [
  'agenda', 'notes', 'options', 'criteria', 'rounds', 'positions', 'positionAnswers', 'resolutions', 'adoptions', 'countersignRequests', 'countersigns', 'issues', 'actions', 'attendance',
]
/** Only ever added, so that it need not be said. */
const SAID: ReadonlySet<ChangedSection> = new Set(['rounds', 'positions', 'positionAnswers', 'adoptions', 'countersignRequests', 'countersigns'])

/** Once back on the network: what others changed meanwhile, with the way to each. It stays until it is put away. */
export function ReturnReport() {
  const { t } = useTranslation(['meeting', 'common'])
  const { changes, dismiss } = useReturnReport()
  if (changes.length === 0) return null
  return (
    <section className="meeting-line return-report" data-testid="return-report" aria-live="polite" aria-label={t('returned.title', { count: changes.length })}>
      <p>{t('returned.title', { count: changes.length })}</p>
      <Button variant="minimal" size="small" className="return-close" icon={<Cross />} aria-label={t('common:close')} onClick={dismiss} />
      <ul>
        {SECTIONS.map((section) => (
          <SectionLine key={section} section={section} changes={changes.filter((change) => change.section === section)} />
        ))}
      </ul>
    </section>
  )
}

const MOST_LINKS = 6

function SectionLine({ section, changes }: { readonly section: ChangedSection; readonly changes: readonly RecordChange[] }) {
  const { t } = useTranslation('meeting')
  if (changes.length === 0) return null
  return (
    <li>
      <span className="return-section">{t(`returned.${section}`, { count: changes.length })}</span>
      {changes.slice(0, MOST_LINKS).map((change) => (
        <ChangeLink key={change.id} change={change} />
      ))}
      {changes.length > MOST_LINKS && <span>{t('returned.more', { count: changes.length - MOST_LINKS })}</span>}
    </li>
  )
}

function ChangeLink({ change }: { readonly change: RecordChange }) {
  const { t } = useTranslation('meeting')
  const route = useChangeRoute(change)
  const title = change.title || t('returned.untitled')
  return (
    <span className="return-change" title={title}>
      {route ? (
        <a className="return-title" href={routeHref(route)}>
          {title}
        </a>
      ) : (
        <span className="return-title">{title}</span>
      )}
      {change.kind !== 'changed' && !SAID.has(change.section) && <span className="return-kind">{t(`returned.kind.${change.kind}`)}</span>}
    </span>
  )
}

function useChangeRoute({ section, kind, id: recordId }: RecordChange): Route | null {
  const { id, meeting } = useMeeting()
  if (kind === 'removed' || section === 'attendance') return null
  if (section === 'issues') return { screen: 'meeting', id, tab: 'board', itemId: recordId }
  if (section === 'actions') return { screen: 'meeting', id, tab: 'actions', itemId: recordId }
  return { screen: 'meeting', id, tab: 'agenda', itemId: itemOf(meeting, section, recordId) }
}

/** The agenda item that a record is about; null where that is gone. */
function itemOf(meeting: MeetingDocument, section: ChangedSection, id: string): string | null {
  const ofResolution = (resolutionId: string | undefined): string | null => meeting.resolutions.get(resolutionId ?? '')?.itemId ?? null
  switch (section) {
    case 'options':
    case 'criteria':
    case 'rounds':
    case 'positions':
    case 'resolutions':
      return meeting[section].get(id)?.itemId ?? null
    case 'positionAnswers':
      return meeting.positions.get(meeting.positionAnswers.get(id)?.positionId ?? '')?.itemId ?? null
    case 'adoptions':
    case 'countersignRequests':
      return ofResolution(meeting[section].get(id)?.resolutionId)
    case 'countersigns':
      return ofResolution(meeting.countersignRequests.get(meeting.countersigns.get(id)?.requestId ?? '')?.resolutionId)
    default:
      return id
  }
}
