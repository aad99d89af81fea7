import { frameOf } from '../../schema/round.ts'
import type { MakeRow, SearchableRow, SearchedMeeting } from './rows.ts'

/** What an item came with and what it is decided between: submission, papers, options, what they are judged by, and what was said of the scores. */
export function proposedRows({ dossiers, papers, agenda, options, gates, gateVerdicts, criteria, rounds, ballots }: SearchedMeeting, row: MakeRow): readonly SearchableRow[] {
  const items = new Set(agenda.map(({ id }) => id))
  const itemOfRound = new Map(rounds.map(({ id, itemId }) => [id, itemId]))
  const scored = scoredNames(rounds)
  const former = (id: string, now: string): readonly string[] => [...(scored.get(id) ?? [])].filter((name) => name !== now)
  return [
    ...dossiers.map(({ id, departmentId, background, basis, disagreement, matterClass, place, note }) =>
      row('submission', id, [background, basis, disagreement, matterClass, place, note], id, [departmentId]),
    ),
    ...papers.map(({ id, ownerId, name, departmentId }) => row('submission', id, [name], items.has(ownerId) ? ownerId : null, [departmentId])),
    ...options.map(({ id, title, detail, itemId }) => {
      const reasons = gateVerdicts.filter(({ optionId }) => optionId === id).map(({ reason }) => reason)
      return row('option', id, [title, detail, ...reasons, ...former(id, title)], itemId, [])
    }),
    ...gates.map(({ id, name, itemId }) => row('option', id, [name], itemId, [])),
    ...criteria.map(({ id, name, unit, itemId }) => row('option', id, [name, unit, ...former(id, name)], itemId, [])),
    ...ballots
      .filter(({ remark }) => remark.trim() !== '')
      .map(({ id, roundId, departmentId, remark }) => row('ballot', id, [remark], itemOfRound.get(roundId) ?? null, [departmentId])),
  ]
}

/** What departments said of the options and resolutions, and how it was adopted and countersigned. */
export function decidedRows(meeting: SearchedMeeting, row: MakeRow, resolved: (ref: string, texts: readonly string[], itemId: string) => SearchableRow): readonly SearchableRow[] {
  const { positions, conditions, conditionEvents, positionAnswers, resolutions, adoptions, countersignRequests, countersigns } = meeting
  const stated = new Map(positions.map((position) => [position.id, position]))
  const written = new Map(resolutions.map(({ id, text }) => [id, text]))
  const requests = new Map(countersignRequests.map((request) => [request.id, request]))
  const itemOfResolution = new Map([...adoptions.map(({ resolutionId, itemId }) => [resolutionId, itemId] as const), ...resolutions.map(({ id, itemId }) => [id, itemId] as const)])
  return [
    ...positions.map(({ id, kind, reason, itemId, departmentId }) => {
      const own = conditions.filter(({ positionId }) => positionId === id)
      const settled = conditionEvents.filter(({ positionId }) => positionId === id).map(({ note }) => note)
      return row(kind === 'oppose' ? 'dissent' : 'position', id, [reason, ...own.map(({ text }) => text), ...settled], itemId, [departmentId, ...own.map(({ ownerDepartmentId }) => ownerDepartmentId)])
    }),
    ...positionAnswers.map(({ id, positionId, text }) => row('position', id, [text], stated.get(positionId)?.itemId ?? null, [])),
    ...adoptions.map(({ id, resolutionId, text, reason, itemId }) => resolved(id, [written.get(resolutionId) === text ? '' : text, reason], itemId)),
    ...countersigns.map(({ id, requestId, departmentId, remark }) =>
      row('countersign', id, [remark], itemOfResolution.get(requests.get(requestId)?.resolutionId ?? '') ?? null, [departmentId]),
    ),
  ]
}

/** Who asked for the floor, once for each item. */
export function speakerRows({ speakerRequests }: SearchedMeeting, row: MakeRow): readonly SearchableRow[] {
  const seen = new Set<string>()
  return speakerRequests.flatMap(({ id, kind, itemId, name, departmentId }) => {
    const key = JSON.stringify([itemId, name, departmentId])
    if (kind === 'withdraw' || seen.has(key)) return []
    seen.add(key)
    return [row('attendance', id, [name], itemId, [departmentId])]
  })
}

/** What options and criteria were called when they were scored, by id. */
function scoredNames(rounds: SearchedMeeting['rounds']): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  const put = (id: string, name: string): void => void (names.get(id)?.add(name) ?? names.set(id, new Set([name])))
  for (const round of rounds) {
    const frame = frameOf(round)
    frame?.options.forEach(({ id, title }) => put(id, title))
    frame?.criteria.forEach(({ id, name }) => put(id, name))
  }
  return names
}
