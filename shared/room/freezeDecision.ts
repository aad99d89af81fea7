import { METHOD_VERSION } from '../decision/methodVersion.ts'
import { SEED } from '../decision/value/acceptability.ts'
import { evaluateOptions, type Evaluation } from '../decision/value/evaluateOptions.ts'
import { roundInput } from '../decision/value/roundInput.ts'
import { APP_VERSION } from '../lib/appVersion.ts'
import { canonicalJson, type CanonicalValue } from '../lib/canonicalJson.ts'
import type { DecisionResult } from '../schema/adoption.ts'
import { frameOf, type Round } from '../schema/round.ts'
import type { CommandContext } from '../model/context.ts'
import { decisionRecords, itemDecision, type ItemDecision } from './itemDecision.ts'
import { latestBy } from '../model/latestBy.ts'
import type { MeetingDocument } from '../model/MeetingDocument.ts'
import { roundState, roundsOf } from '../model/rounds.ts'

export interface FrozenDecision {
  /** Null if nobody was asked for a position, or nothing says what counts as passed. */
  readonly result: DecisionResult | null
  /** Canonical JSON (RFC 8785). */
  readonly snapshot: string
  /** Lower-case hexadecimal. */
  readonly snapshotSha256: string
  readonly methodVersion: number
  readonly seed: number
}

/**
 * What a resolution is being decided on, once and for all: rule, frame, revealed ballots, positions with their
 * conditions, and everything that was computed of them.
 * @param sha256 of a text in UTF-8, as lower-case hexadecimal.
 */
export function freezeDecision(meeting: MeetingDocument, resolutionId: string, context: Pick<CommandContext, 'now'>, sha256: (text: string) => string): FrozenDecision | null {
  const resolution = meeting.resolutions.get(resolutionId)
  if (!resolution) return null
  const { itemId } = resolution
  const decision = itemDecision(decisionRecords(meeting), itemId, resolutionId)
  const rounds = roundsOf(meeting.rounds.list(), itemId).filter((round) => roundState(round) === 'revealed')
  const snapshot = canonicalJson(plain({
    appVersion: APP_VERSION,
    methodVersion: METHOD_VERSION,
    seed: SEED,
    at: context.now(),
    itemId,
    resolution: { id: resolutionId, text: resolution.text },
    rule: decision.rule,
    gates: meeting.gates.list().filter((gate) => gate.itemId === itemId),
    gateVerdicts: verdictsThatCount(meeting, itemId),
    rounds: rounds.map((round) => frozenRound(meeting, round)),
    positions: meeting.positions.list().filter((position) => position.itemId === itemId),
    decision: frozenPositions(decision),
  }))
  const { outcome, positions } = decision
  return {
    result: positions.size === 0 ? null : (outcome?.outcome ?? null),
    snapshot,
    snapshotSha256: sha256(snapshot),
    methodVersion: METHOD_VERSION,
    seed: SEED,
  }
}

/** What the options come to by the ballots of one revealed round; null if nobody scored, or its frame can't be read. */
export function roundEvaluation(meeting: MeetingDocument, round: Round): Evaluation | null {
  const frame = frameOf(round)
  const verdicts = verdictsThatCount(meeting, round.itemId)
  const gates = meeting.gates.list().filter((gate) => gate.itemId === round.itemId)
  const judged = gates.map(({ id }) => ({ id, verdicts: verdicts.filter(({ gateId }) => gateId === id) }))
  const input = frame && roundInput(frame, meeting.ballots.list().filter(({ roundId }) => roundId === round.id), judged)
  return input ? evaluateOptions({ ...input, seed: SEED }) : null
}

function frozenRound(meeting: MeetingDocument, round: Round) {
  const ballots = meeting.ballots.list().filter(({ roundId }) => roundId === round.id)
  return { number: round.number, revealedAt: round.revealedAt, frame: frameOf(round) ?? null, ballots, evaluation: roundEvaluation(meeting, round) }
}

function frozenPositions({ entitled, present, positions, met, count, outcome }: ItemDecision) {
  return { entitled, present, positionIds: [...positions.values()].map(({ id }) => id).toSorted(), metConditionIds: [...met].toSorted(), count, outcome }
}

function verdictsThatCount(meeting: MeetingDocument, itemId: string) {
  const latest = latestBy(meeting.gateVerdicts.list(), ({ gateId, optionId }) => `${gateId}/${optionId}`)
  return meeting.gateVerdicts.list().filter(({ id, gateId, optionId }) => meeting.gates.get(gateId)?.itemId === itemId && latest.get(`${gateId}/${optionId}`)?.id === id)
}

/** Without what JSON can't say; half surrogate pairs, which have no canonical form, are replaced. */
function plain(value: unknown): CanonicalValue {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) => (typeof member === 'string' ? member.toWellFormed() : member)) as CanonicalValue
}
