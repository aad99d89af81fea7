/** Pixels from an edge where scrolling begins, and pixels per frame at the edge itself. */
const REACH = 48
const SPEED = 14

/** Scrolls the board sideways and the list under the pointer up or down, faster the nearer. @returns whether it moved. */
export function scrollNearEdges(root: HTMLElement, x: number, y: number): boolean {
  const list = document.elementsFromPoint(x, y).find((element) => element.hasAttribute('data-scrolls'))
  const sideways = root.querySelector('[data-scrolls-sideways]')
  const down = list ? nudge(y, list.getBoundingClientRect().top, list.getBoundingClientRect().bottom) : 0
  const right = sideways ? nudge(x, sideways.getBoundingClientRect().left, sideways.getBoundingClientRect().right) : 0
  if (down !== 0) list?.scrollBy(0, down)
  if (right !== 0) sideways?.scrollBy(right, 0)
  return down !== 0 || right !== 0
}

function nudge(at: number, start: number, end: number): number {
  if (at < start + REACH) return -Math.ceil(SPEED * Math.min(1, (start + REACH - at) / REACH))
  if (at > end - REACH) return Math.ceil(SPEED * Math.min(1, (at - end + REACH) / REACH))
  return 0
}
