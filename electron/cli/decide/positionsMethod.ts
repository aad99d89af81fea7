import { z } from 'zod'
import { countPositions, type PositionCount, type StatedPosition } from '../../../shared/decision/positions/countPositions.ts'
import { outcomeOf, type OutcomeReason, type PositionOutcome } from '../../../shared/decision/positions/outcomeOf.ts'
import { assertNever } from '../../../shared/lib/assert.ts'
import { DecisionRuleSchema, StanceSchema, type Share } from '../../../shared/schema/decisionRule.ts'
import type { Answer } from './Answer.ts'
import { columns } from './columns.ts'
import { checked, checkUnique, NameSchema } from './fields.ts'

const PositionInputSchema = checked(
  z.object({
    department: NameSchema,
    stance: z.enum([...StanceSchema.options, 'none']),
    reason: z.string().max(100_000).optional(),
    conditions: z.array(z.object({ text: z.string().min(1).max(100_000), isResolved: z.boolean() })).max(100).optional(),
  }),
  ({ stance, reason = '', conditions = [] }, report) => {
    if (stance === 'oppose' && reason.trim() === '') report(['reason'], '反对须说明理由    opposing needs a reason')
    if (stance === 'conditional' && conditions.length === 0) report(['conditions'], '附条件支持须有条件    conditional support needs a condition')
    if (stance !== 'conditional' && conditions.length > 0) report(['conditions'], '只有附条件支持可带条件    only conditional support has conditions')
  },
)

export const PositionsInputSchema = checked(
  z.object({
    entitled: z.array(z.object({ id: NameSchema, role: NameSchema.nullish() })).min(1).max(1000),
    present: z.array(NameSchema).max(1000).optional(),
    positions: z.array(PositionInputSchema).max(1000),
    rule: DecisionRuleSchema,
  }),
  ({ entitled, positions }, report) => {
    checkUnique(entitled.map(({ id }) => id), (index) => ['entitled', index, 'id'], report)
    checkUnique(positions.map(({ department }) => department), (index) => ['positions', index, 'department'], report)
  },
)

/** Positions and a stored rule. [C5][C9] */
export function answerByPositions(input: z.infer<typeof PositionsInputSchema>): Answer {
  const entitled = input.entitled.map(({ id, role = null }) => ({ id, role }))
  const stated = new Map<string, StatedPosition>()
  for (const { department, stance, conditions = [] } of input.positions)
    if (stance !== 'none') stated.set(department, { stance, areConditionsMet: conditions.every(({ isResolved }) => isResolved) })
  const count = countPositions(entitled, stated)
  const { outcome, reason } = outcomeOf(input.rule, entitled, count, input.present ?? [...stated.keys()])
  return {
    json: { outcome, reason, ...count },
    words: `${columns([['立场 position', '单位数 count', ''], ...countRows(count)])}应表态 entitled ${entitled.length}\n${OUTCOMES[outcome]}：${reasonInWords(reason)}\n`,
    notes: count.notEntitled.length > 0 ? [`不在应表态单位之列，未计入    not entitled and not counted: ${count.notEntitled.join(', ')}`] : [],
  }
}

const OUTCOMES: Readonly<Record<PositionOutcome, string>> = {
  passed: '通过 passed',
  'passed-with-dissent': '通过，有保留意见 passed with dissent',
  'not-passed': '未通过 not passed',
  'chair-decision': '由召集人决定 the convener decides',
}

function countRows({ support, conditional, oppose, abstain, recused, notStated }: PositionCount): readonly (readonly string[])[] {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['支持 support', support],
    ['附条件支持 conditional', conditional],
    ['反对 oppose', oppose],
    ['弃权 abstain', abstain],
    ['回避 recused', recused],
    ['未表态 not stated', notStated],
  ]
  return rows.map(([name, those]) => [name, String(those.length), those.join(', ')])
}

function reasonInWords(reason: OutcomeReason): string {
  switch (reason.kind) {
    case 'quorum-missing':
      return `到会 ${reason.present}/${reason.of}，法定人数${shareInWords(reason.needed)}    ${reason.present} of ${reason.of} are present`
    case 'vetoed':
      return `有否决权的单位反对    opposed by who has a veto: ${reason.by.join(', ')}`
    case 'nobody-counts':
      return '无人可计    nobody counts'
    case 'share-missed':
    case 'share-reached':
      return `支持 ${reason.supporting}/${reason.of}，要求${shareInWords(reason.needed)}    ${reason.supporting} of ${reason.of} support it`
    case 'dissent':
      return `支持 ${reason.supporting}/${reason.of}，要求${shareInWords(reason.needed)}，反对    ${reason.supporting} of ${reason.of} support it, against: ${reason.by.join(', ')}`
    case 'chair-decides':
      return `计票供参考    the count is advice: ${OUTCOMES[reason.counted]}, ${reasonInWords(reason.because)}`
    default:
      return assertNever(reason)
  }
}

function shareInWords({ numerator, denominator, operator }: Share): string {
  return operator === 'at-least' ? `不少于 at least ${numerator}/${denominator}` : `超过 more than ${numerator}/${denominator}`
}
