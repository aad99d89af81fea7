import { countPositions, type EntitledDepartment, type PositionCount, type StatedPosition } from '../decision/positions/countPositions.ts'
import { outcomeOf, type Outcome } from '../decision/positions/outcomeOf.ts'
import type { Attendance } from '../schema/attendance.ts'
import type { Body } from '../schema/body.ts'
import type { DecisionRule } from '../schema/decisionRule.ts'
import type { ItemAttendance } from '../schema/floor.ts'
import type { ItemRule } from '../schema/frame.ts'
import type { ConditionEvent, Position } from '../schema/position.ts'
import type { Round } from '../schema/round.ts'
import type { MeetingDocument } from '../model/MeetingDocument.ts'
import { metConditions, presentPositions } from '../model/positions.ts'
import { ruleInForce } from '../model/rounds.ts'
import { presentDepartments } from './quorumOf.ts'

/** What of a meeting a decision by positions rests on. */
export interface DecisionRecords {
  readonly bodies: readonly Body[]
  readonly itemRules: readonly ItemRule[]
  readonly rounds: readonly Round[]
  readonly attendance: readonly Attendance[]
  readonly itemAttendance: readonly ItemAttendance[]
  readonly positions: readonly Position[]
  readonly conditionEvents: readonly ConditionEvent[]
}

export interface ItemDecision {
  /** Null as long as nobody has fixed what counts as passed. */
  readonly rule: DecisionRule | null
  /** In the order of the directory's ids; without a rule the body's members, else the departments that are here. */
  readonly entitled: readonly EntitledDepartment[]
  /** Entitled departments that are here for this item. */
  readonly present: readonly string[]
  /** The position that counts, by department. */
  readonly positions: ReadonlyMap<string, Position>
  /** Ids of conditions that are met. */
  readonly met: ReadonlySet<string>
  readonly count: PositionCount
  /** Null without a rule. */
  readonly outcome: Outcome | null
}

const VETO = 'veto'

/**
 * [M8] Where departments stand on one option or resolution of an item, and what that comes to by the rule that was
 * fixed for the item, with the quorum of the meeting's body.
 */
export function itemDecision(records: DecisionRecords, itemId: string, subjectId: string): ItemDecision {
  const itemRule = ruleInForce(records, itemId)
  const here = presentDepartments(records.attendance, records.itemAttendance, itemId)
  const entitledIds = itemRule?.entitledDepartmentIds ?? records.bodies[0]?.memberDepartmentIds ?? [...here]
  const entitled = entitledIds.map((id) => ({ id, role: itemRule?.vetoDepartmentIds.includes(id) ? VETO : null }))
  const present = entitledIds.filter((id) => here.has(id))
  const positions = presentPositions(records.positions, subjectId)
  const met = metConditions(records.conditionEvents)
  const count = countPositions(entitled, statedPositions(positions, met))
  const rule = itemRule ? ruleOf(itemRule, records.bodies[0]) : null
  return { rule, entitled, present, positions, met, count, outcome: rule && outcomeOf(rule, entitled, count, present) }
}

/** The stored rule of an item with the quorum of the body that meets. */
export function ruleOf(rule: ItemRule, body: Body | undefined): DecisionRule {
  return {
    quorum: body ? { numerator: body.quorumNumerator, denominator: body.quorumDenominator, operator: body.quorumOperator } : null,
    minSupportShare: { numerator: rule.supportNumerator, denominator: rule.supportDenominator, operator: rule.supportOperator },
    of: rule.of,
    conditionalCounts: rule.conditionalCounts,
    vetoRoles: [VETO],
    chairDecides: rule.isChairDeciding,
  }
}

/** The records of an open meeting as they are now. */
export function decisionRecords(meeting: MeetingDocument): DecisionRecords {
  return {
    bodies: meeting.bodies.list(),
    itemRules: meeting.itemRules.list(),
    rounds: meeting.rounds.list(),
    attendance: meeting.attendance.list(),
    itemAttendance: meeting.itemAttendance.list(),
    positions: meeting.positions.list(),
    conditionEvents: meeting.conditionEvents.list(),
  }
}

function statedPositions(positions: ReadonlyMap<string, Position>, met: ReadonlySet<string>): ReadonlyMap<string, StatedPosition> {
  return new Map([...positions].map(([id, { kind, conditions }]) => [id, { stance: kind, areConditionsMet: conditions.every((condition) => met.has(condition.id)) }]))
}
