import type { ChartLook, ChartOption } from '../../../ui/Chart.tsx'

export interface Bar {
  readonly name: string
  readonly value: number
  /** Said at its end. */
  readonly text: string
  readonly isStrong: boolean
}

const ROW = 36
const FRAME = 48

/** px that so many rows need to be read from the back of a room. */
export function rowsHeight(rows: number): number {
  return rows * ROW + FRAME
}

const SIZE = 14

function nameAxis(names: readonly string[], look: ChartLook) {
  // From the top, as people read.
  return { type: 'category' as const, data: [...names], inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } }, axisLabel: { color: look.text, fontSize: SIZE, width: 200, overflow: 'truncate' as const } }
}

function valueAxis(max: number | undefined, look: ChartLook) {
  return { type: 'value' as const, min: 0, ...(max !== undefined && { max }), axisLabel: { color: look.muted, fontSize: 12 }, splitLine: { lineStyle: { color: look.line } } }
}

const GRID = { left: 8, right: 72, top: 8, bottom: 8, containLabel: true }

/** One bar per row, what it comes to at its end. */
export function barOption(bars: readonly Bar[], max: number | undefined): (look: ChartLook) => ChartOption {
  return (look) => ({
    grid: GRID,
    xAxis: valueAxis(max, look),
    yAxis: nameAxis(bars.map(({ name }) => name), look),
    series: [
      {
        type: 'bar',
        barMaxWidth: 20,
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

/** Shares of each rank side by side, the share written where there is room for it. */
export function stackOption(stacks: readonly Stack[], rankText: (index: number) => string, percent: (share: number) => string): (look: ChartLook) => ChartOption {
  const ranks = stacks[0]?.shares.map((_, index) => index) ?? []
  return (look) => ({
    grid: { ...GRID, right: 24 },
    xAxis: { ...valueAxis(1, look), axisLabel: { show: false } },
    yAxis: nameAxis(stacks.map(({ name }) => name), look),
    series: ranks.map((rank) => ({
      type: 'bar' as const,
      stack: 'ranks',
      barMaxWidth: 24,
      silent: true,
      itemStyle: { color: look.series[rank % look.series.length] ?? look.strong, borderColor: look.surface, borderWidth: 1 },
      data: stacks.map(({ shares }) => {
        const share = shares[rank] ?? 0
        return { value: share, label: { show: share >= 0.12, formatter: `${rankText(rank)} ${percent(share)}`, color: look.surface, fontSize: 13 } }
      }),
    })),
  })
}

export interface DotRow {
  readonly name: string
  /** 0 to 100, ascending. */
  readonly values: readonly number[]
}

/** A dot per score, those that would lie on one another set apart; nobody's name. */
export function dotOption(rows: readonly DotRow[]): (look: ChartLook) => ChartOption {
  return (look) => ({
    grid: { ...GRID, right: 24 },
    xAxis: valueAxis(100, look),
    yAxis: nameAxis(rows.map(({ name }) => name), look),
    series: [
      {
        type: 'scatter',
        silent: true,
        symbolSize: 12,
        itemStyle: { color: look.series[0] ?? look.strong, opacity: 0.75, borderColor: look.surface, borderWidth: 1 },
        data: rows.flatMap(({ values }, row) => values.map((value, index) => ({ value: [value, row], symbolOffset: [0, `${60 * offsetOf(values, index)}%`] as [number, string] }))),
      },
    ],
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
