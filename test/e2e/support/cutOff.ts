import type { Page } from 'playwright-core'

/** What one has to scroll the page sideways for, lies outside its window, runs out of its box, or is cut without a sign; of a dialog alone where one is open. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>()
    const root = document.documentElement
    if (root.scrollWidth > innerWidth + 1) found.add(`the page is ${root.scrollWidth} wide`)
    const isInScroller = (element: Element | null): boolean => element !== null && (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth ? true : isInScroller(element.parentElement))
    for (const element of (document.querySelector('[role="dialog"]') ?? document.body).querySelectorAll<HTMLElement>('*')) {
      const { left, right, width, height } = element.getBoundingClientRect()
      // What is for screen readers alone is a pixel wide.
      if (width < 2 || height < 2 || element.closest('svg') || !element.checkVisibility({ visibilityProperty: true })) continue
      const name = `${element.tagName} ${element.className} ${(element.textContent ?? '').slice(0, 30)}`
      if ((left < -1 || right > innerWidth + 1) && !isInScroller(element.parentElement)) found.add(`outside: ${name}`)
      const { overflowX, textOverflow, webkitLineClamp, display } = getComputedStyle(element)
      if (element.scrollWidth <= element.clientWidth + 2 || element.clientWidth < 2) continue
      if (['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis' && webkitLineClamp === 'none') found.add(`cut: ${name}`)
      if (overflowX === 'visible' && display !== 'inline' && element.children.length === 0) found.add(`runs out: ${name}`)
    }
    return [...found]
  })
}
