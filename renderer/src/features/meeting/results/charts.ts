import type { ChartLook, ChartOption } from '../../../ui/Chart.tsx'
import { BAR, LINE, rowsAt, SIZE, widthOf, type Rows } from './rows.ts'

export interface Bar {
  readonly name: string
  readonly value: number
  /** Said at its end. */
  readonly text: string
  readonly isStrong: boolean
}

/** What a chart draws at a width, and how high it is then. */
export interface Drawn {
  readonly height: (width: number) => number
  readonly option: (look: ChartLook) => ChartOption
}

type Series = Extract<NonNullable<ChartOption['series']>, readonly unknown[]>

interface Body {
  /** px to the right of the axis. */
  readonly right: number
  /** Where the values end; where the greatest is if undefined. */
  readonly max: number | undefined
  readonly hasScale: boolean
  readonly series: (look: ChartLook, rows: Rows) => Series
}

/** One row per name, from the top, as people read. */
function drawn(names: readonly string[], { right, max, hasScale, series }: Body): Drawn {
  return {
    height: (width) => rowsAt(names, width).height,
    option: (look) => {
      const rows = rowsAt(names, look.width)
      return {
        grid: { left: rows.above === null ? rows.side + 8 : 8, right, top: 8, bottom: hasScale ? 32 : 8 },
        xAxis: { type: 'value', min: 0, ...(max !== undefined && { max }), axisLabel: { show: hasScale, color: look.muted, fontSize: 12 }, splitLine: { show: rows.above === null, lineStyle: { color: look.line } } },
        yAxis: {
          type: 'category',
          data: [...rows.names],
          inverse: true,
          axisTick: { show: false },
          axisLine: { lineStyle: { color: look.line } },
          axisLabel: { show: rows.above === null, color: look.text, fontSize: SIZE },
        },
        series: [...namesAbove(look, rows), ...series(look, rows)],
      }
    },
  }
}

/** Bars of no length, as high as the names that stand at them: they push the row's own bar down. */
function namesAbove(look: ChartLook, { names, above }: Rows): Series {
  if (above === null) return []
  const label = { show: true, position: 'right' as const, distance: 2, color: look.text, fontSize: SIZE, lineHeight: LINE }
  return [{ type: 'bar', silent: true, barWidth: above, barGap: '0%', data: names.map((name) => ({ value: 0, label: { ...label, formatter: name } })) }]
}

/** One bar per row, what it comes to at its end. */
export function barChart(bars: readonly Bar[], max: number | undefined): Drawn {
  return drawn(bars.map(({ name }) => name), {
    right: Math.max(72, 16 + Math.max(0, ...bars.map(({ text }) => widthOf(text)))),
    max,
    hasScale: true,
    series: (look) => [
      {
        type: 'bar',
        barWidth: BAR,
        barGap: '0%',
        silent: true,
        data: bars.map(({ value, text, isStrong }) => ({
          value,
          itemStyle: { color: isStrong ? look.series[0] ?? look.strong : look.muted },
          label: { show: true, position: 'right' as const, formatter: text, color: look.text, fontSize: SIZE },
        })),
      },
    ],
  })
}

export interface Stack {
  readonly name: string
  /** Shares of 1, first rank first. */
  readonly shares: readonly number[]
}

const STACK_SIZE = 14

/** Shares of each rank side by side, in words where there is room for them. */
export function stackChart(stacks: readonly Stack[], rankText: (index: number) => string, percent: (share: number) => string): Drawn {
  const ranks = stacks[0]?.shares.map((_, index) => index) ?? []
  const right = 24
  return drawn(stacks.map(({ name }) => name), {
    right,
    max: 1,
    hasScale: false,
    series: (look, rows) =>
      ranks.map((rank) => ({
        type: 'bar' as const,
        stack: 'ranks',
        barWidth: BAR,
        barGap: '0%',
        silent: true,
        itemStyle: { color: look.series[rank % look.series.length] ?? look.strong, borderColor: look.surface, borderWidth: 1 },
        data: stacks.map(({ shares }) => {
          const share = shares[rank] ?? 0
          const room = share * (look.width - rows.side - right - 16) - 8
          const formatter = [`${rankText(rank)} ${percent(share)}`, percent(share), ''].find((text) => widthOf(text, STACK_SIZE) <= room) ?? ''
          return { value: share, label: { show: formatter !== '', formatter, color: look.surface, fontSize: STACK_SIZE } }
        }),
      })),
  })
}

export interface DotRow {
  readonly name: string
  /** 0 to 100, ascending. */
  readonly values: readonly number[]
}

const DOT = 12

/** A dot per score, those that would lie on one another set apart; nobody's name. */
export function dotChart(rows: readonly DotRow[]): Drawn {
  return drawn(rows.map(({ name }) => name), {
    right: 24,
    max: 100,
    hasScale: true,
    series: (look, { above }) => {
      const below = (above ?? 0) / 2
      const place = above === null ? [] : [{ type: 'bar' as const, silent: true, barWidth: BAR, barGap: '0%', data: rows.map(() => 0) }]
      return [
        ...place,
        {
          type: 'scatter',
          silent: true,
          symbolSize: DOT,
          itemStyle: { color: look.series[0] ?? look.strong, opacity: 0.75, borderColor: look.surface, borderWidth: 1 },
          data: rows.flatMap(({ values }, row) => values.map((value, index) => ({ value: [value, row], symbolOffset: [0, below + 0.6 * DOT * offsetOf(values, index)] as [number, number] }))),
        },
      ]
    },
  })
}

/** Nearer than this they would cover each other. */
const NEAR = 2

/** 0, 1, −1, 2, −2 … for the first, second, … of scores that lie together. */
function offsetOf(values: readonly number[], index: number): number {
  let before = 0
  while (index - before > 0 && (values[index] ?? 0) - (values[index - before - 1] ?? 0) < NEAR) before += 1
  return before % 2 === 0 ? -before / 2 : (before + 1) / 2
}
