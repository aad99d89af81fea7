import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { resolutionsOf } from '../../../../../shared/model/resolutions.ts'
import type { AgendaItem } from '../../../../../shared/schema/agenda.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useNow } from '../../../hooks/useNow.ts'
import { useRecordTrail, type TrailEntry, type TrailSubject } from '../../../hooks/useRecordTrail.ts'
import { useTrailLines } from '../../../hooks/useTrailLines.ts'
import { RecordTrail } from '../../../ui/RecordTrail.tsx'

/** [H4] Who changed the item, its notes and its resolutions. */
export function ItemTrail({ item }: { readonly item: AgendaItem }) {
  const { t } = useTranslation('trail')
  const { meeting } = useMeeting()
  const all = useCollection(meeting.resolutions)
  const resolutions = useMemo(() => resolutionsOf(all, item.id), [all, item.id])
  const subjects: readonly TrailSubject[] = [
    { section: 'agenda', recordId: item.id },
    { section: 'notes', recordId: item.id },
    ...resolutions.map(({ id }) => ({ section: 'resolutions', recordId: id }) as const),
  ]
  const version = useMemo(() => [item, resolutions], [item, resolutions])
  const { trail, askAgain } = useRecordTrail(subjects, version)
  const subjectOf = useCallback(
    ({ section, recordId }: TrailEntry): string => {
      const number = resolutions.findIndex(({ id }) => id === recordId) + 1
      if (number > 0) return t('subject.resolution', { number })
      return section === 'notes' ? t('subject.notes') : section === 'agenda' ? t('subject.agenda') : t('subject.resolutions')
    },
    [resolutions, t],
  )
  return (
    <section className="item-trail">
      <RecordTrail now={useNow()} trail={useTrailLines(trail, subjectOf)} onOpen={() => void askAgain()} />
    </section>
  )
}
