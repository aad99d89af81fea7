import { useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import type { Place } from './arrangeBoard.ts'
import { scrollNearEdges } from './scrollNearEdges.ts'

export interface CardDrag {
  readonly issueId: string
  /** Where the card would land; null outside the columns. */
  readonly over: Place | null
}

/** Pixels that a pressed pointer travels before it is a drag and not a click. */
const THRESHOLD = 5

/**
 * Dragging cards by pointer events: mouse and pen by the whole card, touch by its grip (`data-grip`), so that a finger
 * still scrolls. Esc, a second button or leaving the columns gives up. It reads places from the page: columns carry
 * `data-column`, cards `data-issue`.
 */
export function useCardDrag(board: RefObject<HTMLElement | null>, onDrop: (issueId: string, place: Place) => void) {
  const [drag, setDrag] = useState<CardDrag | null>(null)
  const stop = useRef<(() => void) | null>(null)
  const drop = useRef(onDrop)
  useEffect(() => {
    drop.current = onDrop
  })
  useEffect(() => () => stop.current?.(), [])

  const onPointerDown = useCallback(
    (event: ReactPointerEvent<HTMLElement>, issueId: string) => {
      const root = board.current
      if (!root || !mayStart(event)) return
      stop.current?.()
      stop.current = follow(root, event.currentTarget, event.nativeEvent, issueId, setDrag, (place) => drop.current(issueId, place))
    },
    [board],
  )
  return { drag, onPointerDown }
}

function mayStart(event: ReactPointerEvent<HTMLElement>): boolean {
  const target = event.target as Element
  if (event.button !== 0 || !event.isPrimary) return false
  if (event.pointerType === 'touch') return target.closest('[data-grip]') !== null
  return target.closest('[data-no-drag]') === null
}

/** One press from here to its release. @returns a function that gives it up. */
function follow(
  root: HTMLElement,
  card: HTMLElement,
  start: PointerEvent,
  issueId: string,
  show: (drag: CardDrag | null) => void,
  onDrop: (place: Place) => void,
): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let ghost: HTMLElement | null = null
  let over: Place | null = null
  let pointer = { x: start.clientX, y: start.clientY }
  let frame = 0

  const end = (): void => {
    listening.abort()
    cancelAnimationFrame(frame)
    ghost?.remove()
    if (ghost) show(null)
  }
  const update = (): void => {
    const next = placeAt(root, issueId, pointer.x, pointer.y)
    if (next?.columnId === over?.columnId && next?.index === over?.index) return
    over = next
    show({ issueId, over })
  }
  const scroll = (): void => {
    if (scrollNearEdges(root, pointer.x, pointer.y)) update()
    frame = requestAnimationFrame(scroll)
  }
  const begin = (): void => {
    ghost = ghostOf(card)
    root.append(ghost)
    swallowClick()
    show({ issueId, over })
    frame = requestAnimationFrame(scroll)
  }
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== start.pointerId) return
      pointer = { x: event.clientX, y: event.clientY }
      const x = pointer.x - start.clientX
      const y = pointer.y - start.clientY
      if (!ghost && Math.hypot(x, y) < THRESHOLD) return
      if (!ghost) begin()
      event.preventDefault()
      if (ghost) ghost.style.transform = `translate(${x}px, ${y}px)`
      update()
    },
    { signal },
  )
  window.addEventListener(
    'pointerup',
    () => {
      const place = ghost && over
      end()
      if (place) onDrop(place)
    },
    { signal },
  )
  window.addEventListener('pointercancel', end, { signal })
  window.addEventListener('blur', end, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !ghost) return
      event.preventDefault()
      event.stopPropagation()
      end()
    },
    { signal, capture: true },
  )
  return end
}

function ghostOf(card: HTMLElement): HTMLElement {
  const { left, top, width, height } = card.getBoundingClientRect()
  const ghost = document.createElement('div')
  ghost.className = `${card.className} board-ghost`
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  for (const child of card.childNodes) ghost.append(child.cloneNode(true))
  Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
  return ghost
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

/** The release of a drag is also a click on the card below: not meant. */
function swallowClick(): void {
  window.addEventListener('click', swallow, { capture: true, once: true })
  window.addEventListener('pointerup', () => setTimeout(() => window.removeEventListener('click', swallow, { capture: true })), { once: true })
}

function placeAt(root: HTMLElement, issueId: string, x: number, y: number): Place | null {
  for (const column of root.querySelectorAll<HTMLElement>('[data-column]')) {
    const { left, right, top, bottom } = column.getBoundingClientRect()
    if (x < left || x >= right || y < top || y >= bottom) continue
    const cards = [...column.querySelectorAll<HTMLElement>('[data-issue]')].filter((card) => card.dataset['issue'] !== issueId)
    const index = cards.filter((card) => middleOf(card) < y).length
    return { columnId: column.dataset['column'] ?? '', index }
  }
  return null
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect()
  return top + height / 2
}
