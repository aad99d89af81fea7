import { standingOf, type Standing } from '../../../shared/decision/value/acceptability.ts'
import type { Caution } from '../../../shared/decision/value/cautions.ts'
import type { Evaluation } from '../../../shared/decision/value/evaluateOptions.ts'
import type { Cell } from '../../../shared/decision/value/tableOf.ts'
import type { Criterion, ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { assertNever } from '../../../shared/lib/assert.ts'
import { columns } from './columns.ts'
import { placeOf, WEIGHTLESS } from './fields.ts'

export type Warning =
  | { readonly kind: 'weights-all-zero' }
  | { readonly kind: 'ends-reversed'; readonly criterion: string }
  | ({ readonly kind: 'outside-scale' } & Cell)
  | { readonly kind: 'nothing-to-compare' }
  | Caution

interface Said {
  readonly criteria: readonly Criterion[]
  readonly table: ValueTable
  readonly evaluation: Evaluation
  /** Departments whose weights were drawn from; 0 for any weights whatever. */
  readonly voices: number
}

const STANDINGS: Readonly<Record<Standing, string>> = { robust: '稳健 robust', leading: '领先 leading', contested: '有争议 contested' }

export function valueInWords(said: Said): string {
  return [optionTable(said), criterionTable(said), dominatedLines(said.evaluation), failedLines(said.evaluation)].filter((part) => part !== '').join('\n')
}

function optionTable({ evaluation: { scores, ranking, acceptability }, voices }: Said): string {
  if (scores.length === 0) return ''
  const rows = scores.map(({ option, score, coverage, low, high }) => {
    const first = acceptability.find((found) => found.option === option)?.shares[0]
    const place = ranking && (placeOf(option, ranking.places) ?? '数据不足 not enough data')
    return [
      option,
      score === null ? '—' : score.toFixed(1),
      place ?? '—',
      first === undefined ? '—' : percent(first),
      voices > 0 && first !== undefined && place !== null && /^1=?$/.test(place) ? STANDINGS[standingOf(first)] : '',
      coverage < 1 ? `已评 scored ${percent(coverage)}, ${low.toFixed(1)}–${high.toFixed(1)}` : '',
    ]
  })
  const drawn = voices > 0 ? `${voices} 个单位权重之间 between the weights of ${voices} departments` : '任意权重 any weights'
  return `${columns([['方案 option', '得分 score', '名次 rank', '居首 first', '', ''], ...rows])}居首 first: ${drawn}\n`
}

function criterionTable({ criteria, table, evaluation: { stability } }: Said): string {
  const rows = criteria.map(({ id, weight }, j) => {
    const found = stability.find(({ criterion }) => criterion === id)
    return [id, String(weight), percent(table.weights[j] ?? 0), found ? `${percent(found.low)}–${percent(found.high)}` : '—']
  })
  return columns([['指标 criterion', '权重 weight', '占比 share', '首位不变 first place stays'], ...rows])
}

function dominatedLines({ dominated }: Evaluation): string {
  return dominated.map(({ option, by }) => `${option}：各项都不优于    nowhere better than ${by.join(', ')}\n`).join('')
}

function failedLines({ failed }: Evaluation): string {
  return failed.map(({ option, gate, reason }) => `${option}：未通过    fails ${gate}${reason === '' ? '' : `: ${reason}`}\n`).join('')
}

export function warningInWords(warning: Warning): string {
  switch (warning.kind) {
    case 'weights-all-zero':
      return WEIGHTLESS
    case 'ends-reversed':
      return `${warning.criterion}：worst 与 best 同 direction 相反，以 direction 为准    worst and best say the opposite of direction; direction counts`
    case 'outside-scale':
      return `${warning.option} / ${warning.criterion}：超出 worst 与 best 之间，按端点计    lies beyond worst and best and counts as the end`
    case 'nothing-to-compare':
      return '没有可比较的其他方案，只能与维持现状比较    there is no other option: compare it with doing nothing'
    case 'gap-too-small':
      return `${warning.first} / ${warning.second}：差距不足以区分    too close to tell apart (${warning.gap.toFixed(2)})`
    case 'criterion-without-difference':
      return `${warning.criterion}：该指标不区分方案    does not tell the options apart`
    case 'many-criteria':
      return `指标多于 7 个，可能重复计算    more than 7 criteria: some may count twice (${warning.count})`
    case 'criteria-alike':
      return `${warning.first} / ${warning.second}：两个指标几乎相同，可能重复计算    are almost alike and may count twice (r = ${warning.correlation.toFixed(2)})`
    default:
      return assertNever(warning)
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
