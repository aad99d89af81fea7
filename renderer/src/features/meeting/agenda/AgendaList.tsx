import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { moveAgendaItem } from '../../../../../shared/model/agenda.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite } from '../../../hooks/useMeeting.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { AgendaRow } from './AgendaRow.tsx'
import { useDragOrder } from './useDragOrder.ts'

export interface AgendaListProps {
  readonly meetingId: string
  readonly agenda: readonly AgendaEntry[]
  readonly shownId: string | null
  readonly onChoose: () => void
}

/**
 * The items in order. One stop for the Tab key: ↑ and ↓ go from item to item, Alt with them moves the item itself.
 */
export function AgendaList({ meetingId, agenda, shownId, onChoose }: AgendaListProps) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const mayEdit = useMayWrite('agenda')
  const list = useRef<HTMLOListElement>(null)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const [moved, setMoved] = useState('')
  const focus = (index: number): void => {
    const wanted = agenda[Math.min(agenda.length - 1, Math.max(0, index))]
    if (wanted) focusRow(list.current, wanted.item.id)
  }
  const move = (id: string, index: number): void => {
    const place = Math.min(agenda.length - 1, Math.max(0, index))
    if (agenda[place]?.item.id === id || !run(moveAgendaItem, id, place).ok) return
    setMoved(t('agenda.movedTo', { number: place + 1 }))
    // The row is put elsewhere in the page, which takes the focus away from it.
    requestAnimationFrame(() => focusRow(list.current, id))
  }
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const entry = agenda[index]
    const target = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: agenda.length - 1 }[event.key]
    if (target === undefined || !entry || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (!event.altKey) focus(target)
    else if (mayEdit) move(entry.item.id, target)
  }
  const drag = useDragOrder(agenda, move)
  const tabStop = agenda.find(({ item }) => item.id === focusedId)?.item.id ?? shownId ?? agenda[0]?.item.id
  return (
    <>
      <ol className="agenda-list" ref={list}>
        {agenda.map((entry, index) => (
          <AgendaRow
            key={entry.item.id}
            meetingId={meetingId}
            entry={entry}
            count={agenda.length}
            isShown={entry.item.id === shownId}
            isTabStop={entry.item.id === tabStop}
            mayEdit={mayEdit}
            drag={mayEdit ? drag(entry.item.id, index) : null}
            onFocus={() => setFocusedId(entry.item.id)}
            onKeyDown={(event) => onKeyDown(event, index)}
            onMove={(place) => move(entry.item.id, place)}
            onChoose={onChoose}
          />
        ))}
      </ol>
      <output className="visually-hidden">{moved}</output>
    </>
  )
}

function focusRow(list: HTMLOListElement | null, id: string): void {
  list?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"] .agenda-link`)?.focus()
}
