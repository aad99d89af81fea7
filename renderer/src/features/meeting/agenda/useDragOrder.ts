import { useState, type DragEvent } from 'react'
import type { AgendaEntry } from '../useAgenda.ts'

export interface DragRow {
  readonly draggable: true
  readonly 'data-dragged': boolean | undefined
  /** Where the dragged item would go. */
  readonly 'data-drop': 'before' | 'after' | undefined
  readonly onDragStart: (event: DragEvent) => void
  readonly onDragOver: (event: DragEvent) => void
  readonly onDrop: (event: DragEvent) => void
  readonly onDragEnd: () => void
}

const FORMAT = 'application/x-huishang-agenda-item'

/** Dragging rows to another place of the list. Keys and the menu do the same without a pointer. */
export function useDragOrder(agenda: readonly AgendaEntry[], onMove: (id: string, index: number) => void): (id: string, index: number) => DragRow {
  const [draggedId, setDraggedId] = useState<string | null>(null)
  const [slot, setSlot] = useState<number | null>(null)
  const end = (): void => {
    setDraggedId(null)
    setSlot(null)
  }
  return (id, index) => ({
    draggable: true,
    'data-dragged': draggedId === id || undefined,
    'data-drop': slot === index ? 'before' : slot === agenda.length && index === agenda.length - 1 ? 'after' : undefined,
    onDragStart: (event) => {
      event.dataTransfer.setData(FORMAT, id)
      event.dataTransfer.effectAllowed = 'move'
      setDraggedId(id)
    },
    onDragOver: (event) => {
      if (draggedId === null) return
      event.preventDefault()
      const box = event.currentTarget.getBoundingClientRect()
      setSlot(event.clientY < box.top + box.height / 2 ? index : index + 1)
    },
    onDrop: (event) => {
      event.preventDefault()
      const from = agenda.findIndex(({ item }) => item.id === draggedId)
      // `slot` counts with the dragged item in its old place, a move without it.
      if (draggedId !== null && slot !== null && from >= 0) onMove(draggedId, slot > from ? slot - 1 : slot)
      end()
    },
    onDragEnd: end,
  })
}
