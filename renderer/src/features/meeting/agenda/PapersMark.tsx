import { useTranslation } from 'react-i18next'
import { itemDepartments } from '../../../../../shared/model/papers.ts'
import { papersState } from '../../../../../shared/room/deadlines.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useMeetingDeadlines } from '../../../hooks/useMeetingDeadlines.ts'
import { useNow } from '../../../hooks/useNow.ts'
import '../../../ui/marks.css'

/** Says of an item that its papers came late, or that none came in time; nothing for items that are no department's. */
export function PapersMark({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('deadlines')
  const { meeting } = useMeeting()
  const papers = useCollection(meeting.papers).filter(({ ownerId }) => ownerId === itemId)
  const deadlines = useMeetingDeadlines(meeting)
  const state = papersState(deadlines?.papersBy ?? null, papers, useNow().getTime())
  if (state !== 'late' && (state !== 'missing' || itemDepartments(meeting, itemId).length === 0)) return null
  return (
    <span className="mark mark-warn" data-testid="papers-mark">
      <span aria-hidden="true">▲</span>
      {t(`mark.${state}`)}
    </span>
  )
}
