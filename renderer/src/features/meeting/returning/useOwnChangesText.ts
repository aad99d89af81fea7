import { useTranslation } from 'react-i18next'
import { changesBetween, type ChangedSection, type RecordChange } from '../../../../../shared/model/changesBetween.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

/**
 * What was written here and is not on the hub, as plain text to paste elsewhere. Without the hub's copy everything
 * that was written in the meeting: too much is better than too little.
 */
export function useOwnChangesText(): (here: MeetingSnapshot, onHub: MeetingSnapshot | null) => string {
  const { t } = useTranslation(['meeting', 'positions', 'adopting'])
  const fullText = useFullText()
  return (here, onHub) => {
    const parts = changesBetween(onHub ?? { ...here, ...NOTHING }, here).flatMap((change) => {
      const { section, kind, title } = change
      return kind === 'removed' || !isWritten(section) ? [] : [`【${t(`returned.name.${section}`)}】${title}\n${fullText(here, change)}`.trim()]
    })
    return [here.info.title, ...parts].join('\n\n')
  }
}

const NOTHING = { agenda: [], notes: [], options: [], criteria: [], rounds: [], positions: [], positionAnswers: [], issues: [], resolutions: [], adoptions: [], countersignRequests: [], countersigns: [], actions: [], attendance: [] }

type WrittenSection = Exclude<ChangedSection, 'attendance' | 'rounds'>

/** Nobody is here in words, and rounds are the hub's. */
function isWritten(section: ChangedSection): section is WrittenSection {
  return section !== 'attendance' && section !== 'rounds'
}

/** What stands in the record besides its title. */
function useFullText(): (meeting: MeetingSnapshot, change: RecordChange) => string {
  const { t } = useTranslation(['meeting', 'positions', 'adopting'])
  return (meeting, { section, id }) => {
    switch (section) {
      case 'agenda':
        return find(meeting.agenda, id)?.ask ?? ''
      case 'notes':
        return find(meeting.notes, id)?.text ?? ''
      case 'options':
        return find(meeting.options, id)?.detail ?? ''
      case 'positions': {
        const position = find(meeting.positions, id)
        const conditions = meeting.conditions.filter(({ positionId }) => positionId === id).map(({ text }) => text)
        return position ? [t(`positions:stance.${position.kind}`), position.reason, ...conditions].filter(Boolean).join('\n') : ''
      }
      case 'countersigns': {
        const answer = find(meeting.countersigns, id)
        return answer ? [t(`adopting:countersign.${answer.kind}`), answer.remark].filter(Boolean).join('\n') : ''
      }
      case 'issues':
        return find(meeting.issues, id)?.detail ?? ''
      case 'actions':
        return find(meeting.actions, id)?.closingCriterion ?? ''
      default:
        return ''
    }
  }
}

function find<T extends { readonly id: string }>(records: readonly T[], id: string): T | undefined {
  return records.find((record) => record.id === id)
}
