import { Button } from '@blueprintjs/core'
import { BarChart, ScatterChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use as register, type ComposeOption, type EChartsType } from 'echarts/core'
import type { BarSeriesOption, ScatterSeriesOption } from 'echarts/charts'
import type { GridComponentOption } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './chart.css'

register([BarChart, ScatterChart, GridComponent, SVGRenderer])

export type ChartOption = ComposeOption<BarSeriesOption | ScatterSeriesOption | GridComponentOption>

/** Colours of the window's theme, and a series that stays apart for the colour-blind (after Okabe and Ito) and in grey. */
export interface ChartLook {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly surface: string
  readonly strong: string
  readonly series: readonly string[]
  readonly font: string
  /** px of the drawing. */
  readonly width: number
}

export interface ChartProps {
  /** What it shows, as a sentence: also its name for screen readers. */
  readonly finding: string
  /** What is drawn, and how high it is at a width, both in px. Keep its identity (`useMemo`) while the data are the same. */
  readonly drawn: { readonly option: (look: ChartLook) => ChartOption; readonly height: (width: number) => number }
  readonly isDark: boolean
  /** The same as numbers. */
  readonly table: ReactNode
  /** On paper without its table, whose figures are printed elsewhere. */
  readonly isDrawnOnPaper?: boolean
}

/** A chart with its finding as title and a table behind it; drawn as SVG, without the network, still. */
export function Chart({ finding, drawn, isDark, table, isDrawnOnPaper = false }: ChartProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isTable, setIsTable] = useState(false)
  return (
    <figure className="chart" data-paper={isDrawnOnPaper ? 'drawing' : undefined} aria-labelledby={id}>
      <figcaption className="chart-head">
        <span id={id}>{finding}</span>
        <Button variant="minimal" size="small" text={t(isTable ? 'chart.asChart' : 'chart.asTable')} aria-pressed={isTable} onClick={() => setIsTable(!isTable)} />
      </figcaption>
      {!isTable && <Drawing label={finding} drawn={drawn} isDark={isDark} />}
      <div className="chart-table" data-shown={isTable || undefined}>
        {table}
      </div>
    </figure>
  )
}

/** What paper is wide enough for, in px: no more than an upright A4 page between its margins. */
const PAPER = 660

function Drawing({ label, drawn, isDark }: Pick<ChartProps, 'drawn' | 'isDark'> & { readonly label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  useEffect(() => {
    if (!place.current) return
    const made = init(place.current, null, { renderer: 'svg' })
    chart.current = made
    return () => {
      chart.current = null
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const draw = (width: number): void => {
      if (!place.current || width === 0) return
      const look = lookOf(place.current, isDark, width)
      const height = drawn.height(width)
      place.current.style.height = `${height}px`
      chart.current?.resize({ width, height })
      chart.current?.setOption({ animation: false, textStyle: { fontFamily: look.font, color: look.text }, ...drawn.option(look) }, { notMerge: true })
    }
    const fit = (): void => draw(place.current?.clientWidth ?? 0)
    const forPaper = (): void => draw(Math.min(PAPER, place.current?.clientWidth ?? PAPER))
    // The window's theme is an effect of a parent's, which comes after this one: its colours are read in the next frame.
    const frame = requestAnimationFrame(fit)
    const sized = new ResizeObserver(fit)
    if (place.current) sized.observe(place.current)
    window.addEventListener('beforeprint', forPaper)
    window.addEventListener('afterprint', fit)
    return () => {
      cancelAnimationFrame(frame)
      sized.disconnect()
      window.removeEventListener('beforeprint', forPaper)
      window.removeEventListener('afterprint', fit)
    }
  }, [drawn, isDark])
  return <div ref={place} role="img" aria-label={label} className="chart-drawing" />
}

function lookOf(element: Element, isDark: boolean, width: number): ChartLook {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: token('--text'),
    muted: token('--text-muted'),
    line: token('--line'),
    surface: token('--surface'),
    strong: token('--accent'),
    series: isDark ? ['#8abbff', '#f0c75e', '#5fd0a8', '#f29e7a', '#c9b3ff', '#b0bac6'] : ['#1f6fb2', '#8a6100', '#00795a', '#b8481b', '#7a52c7', '#5f6b7c'],
    font: token('--font'),
    width,
  }
}
