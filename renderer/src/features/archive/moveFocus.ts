import type { KeyboardEvent } from 'react'

/** Elements of a list that arrows step through. */
const STEPS = '[data-step]'

/** Moves the focus among the steps of the list that has the key: arrows, Home and End. @returns true if the key was one of these */
export function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>(STEPS)]
  const at = steps.findIndex((step) => step === document.activeElement)
  const next = indexAfter(event.key, at, steps.length)
  if (next === undefined || at < 0) return false
  event.preventDefault()
  steps[next]?.focus()
  return true
}

export function focusFirst(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>(STEPS)?.focus()
}

function indexAfter(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
