import { useMemo } from 'react'
import type { Folded } from '../../../../shared/lib/foldEvents.ts'
import { foldAgenda } from '../../../../shared/model/agenda.ts'
import type { AgendaEvent, AgendaItem, AgendaStatus } from '../../../../shared/schema/agenda.ts'
import { clockOf, type ItemTime } from '../../../../shared/room/clockOf.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'

export interface AgendaEntry extends Folded<AgendaStatus, AgendaEvent> {
  readonly item: AgendaItem
  /** Its place on the agenda, from 1. */
  readonly number: number
  /** The item the room is at. */
  readonly isCurrent: boolean
  /** How long it has been before the room; undefined if it never was. */
  readonly time: ItemTime | undefined
}

/** The agenda in order, each item with its status. */
export function useAgenda(): readonly AgendaEntry[] {
  const { meeting } = useMeeting()
  const items = useCollection(meeting.agenda)
  const events = useCollection(meeting.agendaEvents)
  const clockEvents = useCollection(meeting.clockEvents)
  const currentId = useCollection(meeting.info)[0]?.currentItemId ?? null
  return useMemo(() => {
    const times = clockOf(clockEvents, events)
    return items.map((item, index) => ({ item, number: index + 1, isCurrent: item.id === currentId, time: times.get(item.id), ...foldAgenda(events, item.id) }))
  }, [items, events, clockEvents, currentId])
}

export function isEnded(status: AgendaStatus): boolean {
  return status !== 'pending' && status !== 'discussing'
}
