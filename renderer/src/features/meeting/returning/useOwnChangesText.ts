import { useTranslation } from 'react-i18next'
import { changesBetween, type RecordChange } from '../../../../../shared/model/changesBetween.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

/**
 * What was written here and is not on the hub, as plain text to paste elsewhere. Without the hub's copy everything
 * that was written in the meeting: too much is better than too little.
 */
export function useOwnChangesText(): (here: MeetingSnapshot, onHub: MeetingSnapshot | null) => string {
  const { t } = useTranslation('meeting')
  return (here, onHub) => {
    const before = onHub ?? { ...here, agenda: [], notes: [], issues: [], resolutions: [], actions: [], attendance: [] }
    const parts = changesBetween(before, here)
      .filter(({ kind, section }) => kind !== 'removed' && section !== 'attendance')
      .map((change) => `【${t(`returned.name.${change.section as Exclude<RecordChange['section'], 'attendance'>}`)}】${change.title}\n${fullText(here, change)}`.trim())
    return [here.info.title, ...parts].join('\n\n')
  }
}

/** What stands in the record besides its title. */
function fullText(meeting: MeetingSnapshot, { section, id }: RecordChange): string {
  switch (section) {
    case 'agenda':
      return find(meeting.agenda, id)?.ask ?? ''
    case 'notes':
      return find(meeting.notes, id)?.text ?? ''
    case 'issues':
      return find(meeting.issues, id)?.detail ?? ''
    case 'actions':
      return find(meeting.actions, id)?.closingCriterion ?? ''
    default:
      return ''
  }
}

function find<T extends { readonly id: string }>(records: readonly T[], id: string): T | undefined {
  return records.find((record) => record.id === id)
}
