import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { editAgendaItem } from '../../../../../shared/model/agenda.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { editorNames, useEditing } from '../../../hooks/useEditing.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePresence } from '../../../hooks/usePresence.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { AgendaRowMenu } from './AgendaRowMenu.tsx'
import { ItemStatus } from './ItemStatus.tsx'
import { Lookers } from './Lookers.tsx'
import { PapersMark } from './PapersMark.tsx'
import { RowField } from './RowField.tsx'
import type { DragRow } from './useDragOrder.ts'

export interface AgendaRowProps {
  readonly meetingId: string
  readonly entry: AgendaEntry
  readonly count: number
  readonly isShown: boolean
  readonly isTabStop: boolean
  readonly mayEdit: boolean
  readonly drag: DragRow | null
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onMove: (index: number) => void
  readonly onChoose: () => void
}

export function AgendaRow({ entry, isTabStop, mayEdit, drag, isShown, ...row }: AgendaRowProps) {
  const [mode, setMode] = useState<'read' | 'rename' | 'place'>('read')
  const isEditing = mode !== 'read'
  return (
    <li
      className="agenda-row"
      data-item={entry.item.id}
      data-testid="agenda-item"
      data-shown={isShown || undefined}
      data-current={entry.isCurrent || undefined}
      {...(isEditing || !drag ? {} : drag)}
    >
      {isEditing ? (
        <RowEditor entry={entry} mode={mode} count={row.count} onMove={row.onMove} onDone={() => setMode('read')} />
      ) : (
        <RowLink {...row} entry={entry} isShown={isShown} isTabStop={isTabStop} onRename={() => mayEdit && setMode('rename')} />
      )}
      <Lookers itemId={entry.item.id} />
      {mayEdit && <AgendaRowMenu entry={entry} count={row.count} isTabStop={isTabStop} onMode={setMode} onMove={row.onMove} />}
    </li>
  )
}

interface RowLinkProps extends Pick<AgendaRowProps, 'meetingId' | 'entry' | 'isShown' | 'isTabStop' | 'onFocus' | 'onKeyDown' | 'onChoose'> {
  readonly onRename: () => void
}

function RowLink({ meetingId, entry, isShown, isTabStop, onFocus, onKeyDown, onChoose, onRename }: RowLinkProps) {
  const { t } = useTranslation('meeting')
  const { nameOf } = useDepartments()
  const { item, number, status, isCurrent } = entry
  const editors = editorNames(usePresence(useMeeting().connection), `agenda/${item.id}/`)
  const presenter = nameOf(item.presenterDepartmentId)
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'F2') return onKeyDown(event)
    event.preventDefault()
    onRename()
  }
  return (
    <a
      className="agenda-link"
      draggable={false}
      href={routeHref({ screen: 'meeting', id: meetingId, tab: 'agenda', itemId: isCurrent ? null : item.id })}
      aria-current={isShown ? 'true' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={keys}
      onDoubleClick={onRename}
      onClick={onChoose}
    >
      <span className="agenda-number">
        {isCurrent && <CurrentMark />}
        {number}
      </span>
      <span className="agenda-name">{item.title}</span>
      <span className="agenda-facts">
        <ItemStatus status={status} />
        <span className="agenda-minutes">{t('span.minutes', { count: item.minutesAllotted })}</span>
        {presenter && <span className="agenda-presenter" title={presenter}>{presenter}</span>}
        <PapersMark itemId={item.id} />
        {editors.length > 0 && <span className="being-edited">{t('editing', { names: editors.join(', ') })}</span>}
      </span>
    </a>
  )
}

/** Where the room is. */
function CurrentMark() {
  const { t } = useTranslation('meeting')
  return (
    <>
      <span className="agenda-mark" aria-hidden="true">▶</span>
      <span className="visually-hidden">{t('agenda.current')} </span>
    </>
  )
}

interface RowEditorProps extends Pick<AgendaRowProps, 'entry' | 'count' | 'onMove'> {
  readonly mode: 'rename' | 'place'
  readonly onDone: () => void
}

function RowEditor({ entry: { item, number }, mode, count, onMove, onDone }: RowEditorProps) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const tell = useEditing()
  if (mode === 'place') {
    const place = (text: string): boolean => {
      const wanted = Number.parseInt(text, 10)
      if (Number.isInteger(wanted)) onMove(wanted - 1)
      return true
    }
    return <RowField label={t('agenda.moveToPlace', { count })} value={String(number)} isNumber onCommit={place} onDone={onDone} />
  }
  return (
    <RowField
      label={t('item.title')}
      value={item.title}
      onCommit={(title) => title === item.title || run(editAgendaItem, item.id, { title: title.trim() }).ok}
      onEditing={(isEditing) => tell(isEditing ? `agenda/${item.id}/title` : null)}
      onDone={onDone}
    />
  )
}
