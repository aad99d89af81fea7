import type { FloorEvent, SpeakerRequest } from '../schema/floor.ts'
import { inTime } from './inTime.ts'

/** One turn of somebody at the floor. */
export interface Speech {
  readonly request: SpeakerRequest
  /** Instants in ms; `to` is null while it lasts. */
  readonly from: number
  readonly to: number | null
}

export interface Floor {
  /** Who has the floor. */
  readonly speech: Speech | null
  /** Who waits for it: points of order first, then by time. */
  readonly queue: readonly SpeakerRequest[]
  /** All that were begun, in order, with the one that lasts. */
  readonly speeches: readonly Speech[]
}

/**
 * The floor as requests and the chair's events make it. Giving it to somebody takes it from whoever has it; somebody
 * passed over, or heard already, may be given it all the same. A request is withdrawn by its own department or, which
 * then names that department, the secretariat; anybody else's withdrawal has no effect, nor one that comes too late.
 */
export function floorOf(requests: readonly SpeakerRequest[], floorEvents: readonly FloorEvent[]): Floor {
  const known = new Map(requests.map((request) => [request.id, request]))
  const waiting = new Set(requests.filter(({ kind }) => kind !== 'withdraw').map(({ id }) => id))
  const speeches: Speech[] = []
  for (const happening of inTime<SpeakerRequest | FloorEvent>([...requests.filter(({ kind }) => kind === 'withdraw'), ...floorEvents])) {
    if ('requestId' in happening) takeIn(happening, { known, waiting, speeches })
    else if (isOwnWithdrawal(happening, known)) waiting.delete(happening.withdrawsId ?? '')
  }
  const last = speeches.at(-1)
  const queue = inTime(requests.filter(({ id }) => waiting.has(id))).toSorted((a, b) => Number(b.kind === 'point-of-order') - Number(a.kind === 'point-of-order'))
  return { speech: last?.to === null ? last : null, queue, speeches }
}

interface Held {
  readonly known: ReadonlyMap<string, SpeakerRequest>
  readonly waiting: Set<string>
  readonly speeches: Speech[]
}

function takeIn({ requestId, kind, at }: FloorEvent, { known, waiting, speeches }: Held): void {
  const request = known.get(requestId)
  if (!request || request.kind === 'withdraw') return
  const last = speeches.at(-1)
  const hasFloor = last?.to === null && last.request.id === requestId
  if (kind === 'passed-over') waiting.delete(requestId)
  if (kind === 'passed-over' || (kind === 'ended') !== hasFloor) return
  if (last?.to === null) speeches[speeches.length - 1] = { ...last, to: Date.parse(at) }
  if (kind === 'ended') return
  waiting.delete(requestId)
  speeches.push({ request, from: Date.parse(at), to: null })
}

function isOwnWithdrawal({ withdrawsId, departmentId }: SpeakerRequest, known: Held['known']): boolean {
  return withdrawsId !== null && known.get(withdrawsId)?.departmentId === departmentId
}

export interface SpokenTime {
  readonly departmentId: string | null
  /** Milliseconds of all its people. */
  readonly total: number
  readonly people: readonly { readonly name: string; readonly total: number }[]
}

/** Time used per department and person, longest first; who asked in no department's name is under null. @param now in ms */
export function spokenTimes(speeches: readonly Speech[], now: number): readonly SpokenTime[] {
  const departments = new Map<string | null, Map<string, number>>()
  for (const { request, from, to } of speeches) {
    const people = departments.get(request.departmentId) ?? new Map<string, number>()
    people.set(request.name, (people.get(request.name) ?? 0) + Math.max(0, (to ?? now) - from))
    departments.set(request.departmentId, people)
  }
  return [...departments]
    .map(([departmentId, people]) => ({
      departmentId,
      total: [...people.values()].reduce((sum, ms) => sum + ms, 0),
      people: [...people].map(([name, total]) => ({ name, total })).toSorted(longestFirst),
    }))
    .toSorted(longestFirst)
}

function longestFirst(a: { readonly total: number }, b: { readonly total: number }): number {
  return b.total - a.total
}

/** Which of these departments have not had the floor on this item, in their order. */
export function unheardDepartments(speeches: readonly Speech[], departmentIds: readonly string[], itemId: string): readonly string[] {
  const heard = new Set(speeches.filter(({ request }) => request.itemId === itemId).map(({ request }) => request.departmentId))
  return departmentIds.filter((id) => !heard.has(id))
}
