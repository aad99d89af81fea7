import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../../shared/lib/clockText.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import { timeTaken } from './floorTimes.ts'

export interface ItemTimesProps {
  readonly snapshot: MeetingSnapshot
  readonly itemId: string
  /** In minutes; 0 if none were planned. */
  readonly planned: number
}

/** How long an item was to take, and took. */
export function ItemTimes({ snapshot, itemId, planned }: ItemTimesProps) {
  const { t } = useTranslation('record')
  const taken = timeTaken(snapshot, itemId)
  if (planned === 0 && taken === 0) return null
  return <span className="archive-muted">{taken === 0 ? t('planned', { planned }) : t('times', { planned, taken: clockText(Math.round(taken / 1_000)) })}</span>
}
