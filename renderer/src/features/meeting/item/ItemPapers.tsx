import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { meetingRoom } from '../../../../../shared/model/DirectoryDocument.ts'
import { papersOf } from '../../../../../shared/model/submissions.ts'
import type { Paper } from '../../../../../shared/schema/submission.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useSavePaper } from '../../../hooks/useSavePaper.ts'
import { dateTimeText } from '../../../ui/dateText.ts'

/** The papers of an item with their versions, newest first, to save. */
export function ItemPapers({ itemId }: { readonly itemId: string }) {
  const papers = papersOf(useCollection(useMeeting().meeting.papers), itemId)
  return (
    <ul className="item-papers" data-testid="item-papers">
      {papers.map(([name, versions]) => (
        <li key={name}>
          {name}
          {versions.map((paper) => (
            <Version key={paper.id} paper={paper} />
          ))}
        </li>
      ))}
    </ul>
  )
}

function Version({ paper }: { readonly paper: Paper }) {
  const { t, i18n } = useTranslation('pool')
  const { isRunning, save } = useSavePaper(meetingRoom(useMeeting().id))
  return (
    <span>
      <Button size="small" variant="minimal" loading={isRunning} text={t('papers.version', { version: paper.version })} aria-label={t('papers.save', { name: paper.name, version: paper.version })} onClick={() => void save(paper)} />
      <time dateTime={paper.at}>{dateTimeText(paper.at, i18n.language)}</time>
    </span>
  )
}
