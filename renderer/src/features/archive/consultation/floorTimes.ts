import { elapsedOf, clockOf } from '../../../../../shared/room/clockOf.ts'
import { floorOf } from '../../../../../shared/room/floorOf.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import type { SpeakerRequest } from '../../../../../shared/schema/floor.ts'

/** How long an item was before the room, in ms; 0 if its clock never ran. */
export function timeTaken({ clockEvents, agendaEvents, info }: MeetingSnapshot, itemId: string): number {
  return elapsedOf(clockOf(clockEvents, agendaEvents).get(itemId), closing(info))
}

export interface Speaker {
  /** The first request of this person on this item. */
  readonly request: SpeakerRequest
  /** When each turn began, and how long it took in ms. */
  readonly turns: readonly { readonly from: number; readonly took: number }[]
}

/** Who asked for the floor on an item, each once, with their turns. */
export function speakersOf({ speakerRequests, floorEvents, info }: MeetingSnapshot, itemId: string): readonly Speaker[] {
  const end = closing(info)
  const { speeches } = floorOf(speakerRequests, floorEvents)
  const speakers = new Map<string, { readonly request: SpeakerRequest; readonly turns: { from: number; took: number }[] }>()
  for (const request of speakerRequests) {
    const key = JSON.stringify([request.name, request.departmentId])
    if (request.itemId !== itemId || request.kind === 'withdraw') continue
    const speaker = speakers.get(key) ?? { request, turns: [] }
    speakers.set(key, speaker)
    for (const speech of speeches) if (speech.request.id === request.id) speaker.turns.push({ from: speech.from, took: Math.max(0, (speech.to ?? end) - speech.from) })
  }
  return [...speakers.values()]
}

function closing({ closedAt, startsAt }: MeetingSnapshot['info']): number {
  return Date.parse(closedAt ?? startsAt)
}
