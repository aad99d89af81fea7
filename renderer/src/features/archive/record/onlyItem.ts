import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

/** The agenda item that a place of a record belongs to: of `resolution/r1` the resolution's; null if it is about none. */
export function itemOfPlace(snapshot: MeetingSnapshot, place: string): string | null {
  const [kind = '', id = ''] = place.split('/')
  switch (kind) {
    case 'agenda-item':
    case 'note':
      return snapshot.agenda.some((item) => item.id === id) ? id : null
    case 'resolution':
      return snapshot.resolutions.find((resolution) => resolution.id === id)?.itemId ?? null
    case 'action':
      return snapshot.actions.find((action) => action.id === id)?.itemId ?? null
    case 'issue':
      return snapshot.issues.find((issue) => issue.id === id)?.agendaItemIds[0] ?? null
    default:
      return null
  }
}

/** What a record holds on one agenda item; who was there is left out. */
export function onlyItem(snapshot: MeetingSnapshot, itemId: string): MeetingSnapshot {
  return {
    ...snapshot,
    attendance: [],
    agenda: snapshot.agenda.filter(({ id }) => id === itemId),
    notes: snapshot.notes.filter(({ id }) => id === itemId),
    resolutions: snapshot.resolutions.filter((resolution) => resolution.itemId === itemId),
    actions: snapshot.actions.filter((action) => action.itemId === itemId),
    issues: snapshot.issues.filter(({ agendaItemIds }) => agendaItemIds.includes(itemId)),
  }
}
