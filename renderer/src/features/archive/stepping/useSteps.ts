import { useCallback, useEffect, useState, type RefObject } from 'react'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import type { SearchFields } from '../search/searchOf.ts'
import { findSteps, placeIn, type Step } from './findSteps.ts'
import { foundPlaces } from './foundPlaces.ts'

export interface Steps {
  readonly count: number
  /** Index of the step that is shown; -1 before the first. */
  readonly at: number
  readonly go: (by: 1 | -1) => void
}

/** Names of the highlights in `record.css`; two records beside each other have their own. */
export type Pane = 'first' | 'second'

/**
 * What the search finds in a drawn record, marked without touching it, and a way through. Opens at `at`, the place
 * that was chosen in the results: scrolled to, marked, and with the focus.
 */
export function useSteps(record: RefObject<HTMLElement | null>, snapshot: MeetingSnapshot, search: SearchFields, at: string, pane: Pane): Steps {
  const [steps, setSteps] = useState<readonly Step[]>([])
  const [current, setCurrent] = useState(-1)
  const q = search['q'] ?? ''
  const asked = JSON.stringify(search)
  useEffect(() => {
    const element = record.current
    if (!element) return
    const found = findSteps(element, foundPlaces(snapshot, JSON.parse(asked) as SearchFields), q)
    setSteps(found)
    setCurrent(found.findIndex(({ place }) => place === at))
  }, [record, snapshot, asked, q, at])

  const step = steps[current]
  useEffect(() => {
    const element = record.current
    const place = step?.element ?? (element && at !== '' ? placeIn(element, at) : null)
    return place ? show(place, step?.range ?? place) : undefined
  }, [record, step, at])
  useEffect(() => {
    const place = record.current && at !== '' ? placeIn(record.current, at) : null
    place?.focus({ preventScroll: true })
  }, [record, at])
  useEffect(() => {
    mark(`archive-found-${pane}`, steps.flatMap(({ range }) => range ?? []))
    mark(`archive-current-${pane}`, step?.range ? [step.range] : [])
    return () => {
      mark(`archive-found-${pane}`, [])
      mark(`archive-current-${pane}`, [])
    }
  }, [pane, steps, step])

  const count = steps.length
  const go = useCallback((by: 1 | -1) => setCurrent((before) => (count === 0 ? -1 : before < 0 ? (by === 1 ? 0 : count - 1) : (before + by + count) % count)), [count])
  return { count, at: current, go }
}

/** A browser without highlights shows the place only. */
function mark(name: string, ranges: readonly Range[]): void {
  if (!('highlights' in CSS)) return
  if (ranges.length === 0) CSS.highlights.delete(name)
  else CSS.highlights.set(name, new Highlight(...ranges))
}

/** Height of what sticks to the top of a page, in pixels. */
const STICKING = 64

/** Marks the place; one that is out of sight is scrolled into the upper third. @returns takes the mark away again */
function show(place: HTMLElement, target: Range | HTMLElement): () => void {
  place.dataset['current'] = ''
  const scroller = scrollerOf(place)
  const box = scroller.getBoundingClientRect()
  const { top, bottom } = target.getBoundingClientRect()
  if (top < box.top + STICKING || bottom > box.bottom) scroller.scrollBy({ top: top - box.top - scroller.clientHeight / 3 })
  return () => {
    delete place.dataset['current']
  }
}

function scrollerOf(element: HTMLElement): HTMLElement {
  let parent = element.parentElement
  while (parent && !/auto|scroll/.test(getComputedStyle(parent).overflowY)) parent = parent.parentElement
  return parent ?? document.documentElement
}
