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
}

export interface ChartProps {
  /** What it shows, as a sentence: also its name for screen readers. */
  readonly finding: string
  /** Keep its identity (`useCallback`) while the data are the same. */
  readonly option: (look: ChartLook) => ChartOption
  /** px */
  readonly height: number
  readonly isDark: boolean
  /** The same as numbers. */
  readonly table: ReactNode
}

/** A chart with its finding as title and a table behind it; drawn as SVG, without the network, still. */
export function Chart({ finding, option, height, isDark, table }: ChartProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isTable, setIsTable] = useState(false)
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <span id={id}>{finding}</span>
        <Button variant="minimal" size="small" text={t(isTable ? 'chart.asChart' : 'chart.asTable')} aria-pressed={isTable} onClick={() => setIsTable(!isTable)} />
      </figcaption>
      {!isTable && <Drawing label={finding} option={option} height={height} isDark={isDark} />}
      <div className="chart-table" data-shown={isTable || undefined}>
        {table}
      </div>
    </figure>
  )
}

function Drawing({ label, option, height, isDark }: Pick<ChartProps, 'option' | 'height' | 'isDark'> & { readonly label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  useEffect(() => {
    if (!place.current) return
    const drawn = init(place.current, null, { renderer: 'svg' })
    chart.current = drawn
    const sized = new ResizeObserver(() => drawn.resize())
    sized.observe(place.current)
    return () => {
      sized.disconnect()
      chart.current = null
      drawn.dispose()
    }
  }, [])
  useEffect(() => {
    // The window's theme is an effect of a parent's, which comes after this one: its colours are read in the next frame.
    const frame = requestAnimationFrame(() => {
      if (!place.current) return
      const look = lookOf(place.current, isDark)
      chart.current?.setOption({ animation: false, textStyle: { fontFamily: look.font, color: look.text }, ...option(look) }, { notMerge: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [option, isDark])
  return <div ref={place} role="img" aria-label={label} className="chart-drawing" style={{ height }} />
}

function lookOf(element: Element, isDark: boolean): ChartLook {
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
  }
}
