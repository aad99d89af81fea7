import { useTranslation } from 'react-i18next'
import type { MeetingDocument } from '../../../../../shared/model/MeetingDocument.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'

const MOST_LETTERS = 40

/** What the hub refused, in plain words: the section, and the record's title if this copy knows it. Empty for nothing said. */
export function useRefusedRecord(about: string | undefined): string {
  const { t, i18n } = useTranslation('meeting')
  const { meeting } = useMeeting()
  if (about === undefined) return ''
  const [name = '', recordId = ''] = about.split('/', 2)
  const section = t(i18n.exists(`meeting:refused.section.${name}`) ? (`refused.section.${name}` as 'refused.section.unknown') : 'refused.section.unknown')
  const title = titleOf(meeting, name, recordId).trim()
  if (title === '') return section
  return t('refused.record', { section, title: title.length > MOST_LETTERS ? `${title.slice(0, MOST_LETTERS)}…` : title })
}

function titleOf(meeting: MeetingDocument, section: string, id: string): string {
  switch (section) {
    case 'agenda':
    case 'notes':
      return meeting.agenda.get(id)?.title ?? ''
    case 'agendaEvents':
      return meeting.agenda.get(meeting.agendaEvents.get(id)?.itemId ?? '')?.title ?? ''
    case 'issues':
      return meeting.issues.get(id)?.title ?? ''
    case 'columns':
      return meeting.columns.get(id)?.name ?? ''
    case 'resolutions':
      return meeting.resolutions.get(id)?.text ?? ''
    case 'actions':
      return meeting.actions.get(id)?.task ?? ''
    case 'actionEvents':
      return meeting.actions.get(meeting.actionEvents.get(id)?.actionId ?? '')?.task ?? ''
    case 'attendance':
      return meeting.attendance.get(id)?.name ?? ''
    default:
      return ''
  }
}
