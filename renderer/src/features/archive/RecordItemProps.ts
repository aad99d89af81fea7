import type { MeetingSnapshot } from '../../../../shared/schema/snapshot.ts'
import type { RecordNames } from './useRecordNames.ts'

/** What every part of a recorded agenda item is shown from. */
export interface RecordItemProps {
  readonly snapshot: MeetingSnapshot
  readonly itemId: string
  readonly names: RecordNames
}
