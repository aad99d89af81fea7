import { useTranslation } from 'react-i18next'
import { resolutionsOf } from '../../../../../shared/model/resolutions.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'

export interface Subject {
  readonly id: string
  /** `议定事项 1：…` or `方案：…`, cut to a line. */
  readonly label: string
}

const LONGEST = 60

/** What departments may take a position on: the drafts of resolutions, then the options. */
export function useSubjects(itemId: string): readonly Subject[] {
  const { t } = useTranslation('positions')
  const { meeting } = useMeeting()
  const resolutions = resolutionsOf(useCollection(meeting.resolutions), itemId)
  const options = useCollection(meeting.options).filter((option) => option.itemId === itemId)
  return [
    ...resolutions.map(({ id, text }, index) => ({ id, label: t('subjectKind.resolution', { number: index + 1, title: shortened(text) }) })),
    ...options.map(({ id, title }) => ({ id, label: t('subjectKind.option', { title: shortened(title) }) })),
  ]
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
