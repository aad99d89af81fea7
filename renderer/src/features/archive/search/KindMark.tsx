import { Annotation, Calendar, Chat, Endorsed, Fork, Inbox, Issue, NumberedList, Person, Selection, TakeAction, ThumbsDown, Draw } from '@blueprintjs/icons'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchKind } from '../../../../../shared/archive/search/answer.ts'

const ICONS: Readonly<Record<SearchKind, ReactElement>> = {
  meeting: <Calendar title={null} />,
  'agenda-item': <NumberedList title={null} />,
  note: <Annotation title={null} />,
  issue: <Issue title={null} />,
  resolution: <Endorsed title={null} />,
  action: <TakeAction title={null} />,
  attendance: <Person title={null} />,
  submission: <Inbox title={null} />,
  option: <Fork title={null} />,
  ballot: <Selection title={null} />,
  position: <Chat title={null} />,
  dissent: <ThumbsDown title={null} />,
  countersign: <Draw title={null} />,
}

/** What a found text is: a shape and a word. */
export function KindMark({ kind }: { readonly kind: SearchKind }) {
  const { t } = useTranslation('archive')
  return (
    <span className="hit-kind">
      {ICONS[kind]} {t(`kind.${kind}`)}
    </span>
  )
}
