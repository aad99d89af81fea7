import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Position } from '../../../../../shared/schema/position.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useRecordTrail, type TrailSubject } from '../../../hooks/useRecordTrail.ts'
import { timeText } from '../../../ui/dateText.ts'
import { lastChangeOfWords, statedBefore } from './lastChangeOfWords.ts'
import './positions.css'

interface ChangedWordsProps {
  readonly subjectId: string
  /** The position that counts, by department. */
  readonly positions: ReadonlyMap<string, Position>
}

/** [C6] Nobody is taken to support words that they have not read: who stated a position before these were changed is named. */
export function ChangedWords({ subjectId, positions }: ChangedWordsProps) {
  return positions.size > 0 ? <SinceStated subjectId={subjectId} positions={positions} /> : null
}

function SinceStated({ subjectId, positions }: ChangedWordsProps) {
  const { t } = useTranslation('positions')
  const { nameOf } = useDepartments()
  const changedAt = useLastChange(subjectId)
  const early = changedAt === null ? [] : statedBefore(positions, changedAt)
  if (changedAt === null || early.length === 0) return null
  return (
    <p className="changed-words" data-testid="changed-words">
      {t('changedWords', { time: timeText(changedAt), names: early.map(nameOf).join(t('comma')) })}
    </p>
  )
}

/** An instant; null for never, or while the hub that keeps it is away. */
function useLastChange(subjectId: string): string | null {
  const { meeting } = useMeeting()
  const resolutions = useCollection(meeting.resolutions)
  const options = useCollection(meeting.options)
  const isResolution = resolutions.some(({ id }) => id === subjectId)
  const subjects: readonly TrailSubject[] = [{ section: isResolution ? 'resolutions' : 'options', recordId: subjectId }]
  const version = useMemo(() => [resolutions, options], [resolutions, options])
  const { trail } = useRecordTrail(subjects, version)
  return trail.state === 'there' ? lastChangeOfWords(trail.entries) : null
}
