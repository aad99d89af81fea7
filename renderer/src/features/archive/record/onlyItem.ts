import { searchableRows } from '../../../../../shared/archive/search/rows.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

/** The agenda item that a place of a record belongs to: of `resolution/r1` the resolution's; null if it is about none. */
export function itemOfPlace(snapshot: MeetingSnapshot, place: string): string | null {
  const itemId = searchableRows(snapshot).find(({ kind, ref }) => `${kind}/${ref}` === place)?.itemId ?? null
  return snapshot.agenda.some(({ id }) => id === itemId) ? itemId : null
}

/** What a record holds on one agenda item; who was there stays, for names. */
export function onlyItem(snapshot: MeetingSnapshot, itemId: string): MeetingSnapshot {
  return {
    ...snapshot,
    agenda: snapshot.agenda.filter(({ id }) => id === itemId),
    notes: snapshot.notes.filter(({ id }) => id === itemId),
    resolutions: snapshot.resolutions.filter((resolution) => resolution.itemId === itemId),
    actions: snapshot.actions.filter((action) => action.itemId === itemId),
    issues: snapshot.issues.filter(({ agendaItemIds }) => agendaItemIds.includes(itemId)),
  }
}
