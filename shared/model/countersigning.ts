import { instantAfter } from '../lib/foldEvents.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Adoption, Countersign, CountersignKind, CountersignRequest, DecisionResult } from '../schema/adoption.ts'
import type { ResolutionOutcome } from '../schema/meeting.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { latestBy } from './latestBy.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

export type CountersignError =
  | { readonly kind: 'resolution-gone' }
  | { readonly kind: 'resolution-not-adopted' }
  | { readonly kind: 'departments-missing' }
  | { readonly kind: 'request-gone' }
  | { readonly kind: 'department-not-asked' }
  | { readonly kind: 'remark-missing' }
  | { readonly kind: 'reason-missing' }
  | ValueRefused

export type NewAdoption = Omit<Adoption, 'id' | 'itemId' | 'text' | 'at' | 'by'>

/** Adopts a resolution as it stands, with what it was decided on frozen beside it. */
export function adoptResolution(meeting: MeetingDocument, fresh: NewAdoption, context: CommandContext): Result<string, CountersignError> {
  const resolution = meeting.resolutions.get(fresh.resolutionId)
  if (!resolution) return err({ kind: 'resolution-gone' })
  const { itemId, text } = resolution
  if (isAgainstResult(fresh.result, fresh.outcome) && !fresh.reason.trim()) return err({ kind: 'reason-missing' })
  const seen = meeting.adoptions.list().filter(({ resolutionId }) => resolutionId === fresh.resolutionId)
  const adoption: Adoption = { id: context.newId(), itemId, text, ...fresh, at: instantAfter(seen, context.now()), by: context.actor.personId }
  const fitting = meeting.adoptions.fits(adoption)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => {
    meeting.adoptions.insert(adoption)
    meeting.resolutions.patch(fresh.resolutionId, { outcome: fresh.outcome })
  })
  return ok(adoption.id)
}

/** Whether an ending goes against what the positions come to, which takes a reason. To put it off goes against nothing. */
export function isAgainstResult(result: DecisionResult | null, outcome: ResolutionOutcome): boolean {
  if (result === 'not-passed') return CARRIED.has(outcome)
  return (result === 'passed' || result === 'passed-with-dissent') && outcome === 'not-adopted'
}

const CARRIED: ReadonlySet<ResolutionOutcome> = new Set(['adopted', 'in-principle', 'amended'])

/** The adoption that counts, by resolution. */
export function presentAdoptions(adoptions: readonly Adoption[]): ReadonlyMap<string, Adoption> {
  return latestBy(adoptions, ({ resolutionId }) => resolutionId)
}

/** Asks departments to countersign an adopted resolution until `deadline`, an instant. */
export function requestCountersigns(
  meeting: MeetingDocument,
  fresh: Pick<CountersignRequest, 'resolutionId' | 'departmentIds' | 'deadline'>,
  context: CommandContext,
): Result<string, CountersignError> {
  if (!meeting.resolutions.get(fresh.resolutionId)) return err({ kind: 'resolution-gone' })
  if (!presentAdoptions(meeting.adoptions.list()).has(fresh.resolutionId)) return err({ kind: 'resolution-not-adopted' })
  if (fresh.departmentIds.length === 0) return err({ kind: 'departments-missing' })
  const seen = meeting.countersignRequests.list().filter(({ resolutionId }) => resolutionId === fresh.resolutionId)
  const request: CountersignRequest = { id: context.newId(), ...fresh, at: instantAfter(seen, context.now()), by: context.actor.personId }
  const fitting = meeting.countersignRequests.fits(request)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.countersignRequests.insert(request))
  return ok(request.id)
}

/** A department's answer; also after the deadline, then shown as late. */
export function countersign(meeting: MeetingDocument, fresh: Pick<Countersign, 'requestId' | 'departmentId' | 'kind' | 'remark'>, context: CommandContext): Result<void, CountersignError> {
  const request = meeting.countersignRequests.get(fresh.requestId)
  if (!request) return err({ kind: 'request-gone' })
  if (!request.departmentIds.includes(fresh.departmentId)) return err({ kind: 'department-not-asked' })
  if (fresh.kind !== 'agree' && !fresh.remark.trim()) return err({ kind: 'remark-missing' })
  const seen = meeting.countersigns.list().filter(({ requestId, departmentId }) => requestId === fresh.requestId && departmentId === fresh.departmentId)
  const answer: Countersign = { id: context.newId(), ...fresh, at: instantAfter([request, ...seen], context.now()), by: context.actor.personId }
  const fitting = meeting.countersigns.fits(answer)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.countersigns.insert(answer))
  return ok()
}

/** [M11] `deemed`: silent until after the deadline; never the same as having agreed. */
export type CountersignState = CountersignKind | 'waiting' | 'deemed'

/** How each department that a request names stands at an instant, in the order of the request. */
export function countersignStates(request: CountersignRequest, answers: readonly Countersign[], now: string): ReadonlyMap<string, CountersignState> {
  const present = latestBy(answers.filter(({ requestId }) => requestId === request.id), ({ departmentId }) => departmentId)
  const isOver = Date.parse(now) > Date.parse(request.deadline)
  return new Map(request.departmentIds.map((id) => [id, present.get(id)?.kind ?? (isOver ? 'deemed' : 'waiting')]))
}

/**
 * Ids of the resolutions that somebody still has time to countersign. Of several requests about a resolution the last
 * one that names a department counts for it.
 */
export function waitingCountersigns(requests: readonly CountersignRequest[], answers: readonly Countersign[], now: string): ReadonlySet<string> {
  const asked = requests.flatMap((request) => request.departmentIds.map((departmentId) => ({ id: request.id, at: request.at, by: request.by, departmentId, request })))
  const latest = latestBy(asked, ({ departmentId, request }) => `${request.resolutionId}/${departmentId}`)
  const isWaiting = [...latest.values()].filter(({ departmentId, request }) => countersignStates(request, answers, now).get(departmentId) === 'waiting')
  return new Set(isWaiting.map(({ request }) => request.resolutionId))
}
