import type { Rectangle } from 'electron'

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const
export const MINIMUM_SIZE = { width: 480, height: 560 } as const

/** So much of the top edge must be on a screen for a hand to get hold of the window. */
const GRIP = { width: 120, height: 32 }

/**
 * Where to open the window, in screen pixels: where it was, if it can be reached there; else the same size in the middle
 * of the first screen. Screens come and go between the office and the meeting room. `workAreas` has the primary first.
 */
export function reachableBounds(saved: Rectangle | undefined, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const wanted = saved ?? { x: Number.NaN, y: Number.NaN, ...DEFAULT_SIZE }
  const area = workAreas.find((candidate) => isGrippable(wanted, candidate))
  const { x, y, width, height } = area ?? workAreas[0]
  const size = {
    width: clamp(wanted.width, Math.min(MINIMUM_SIZE.width, width), width),
    height: clamp(wanted.height, Math.min(MINIMUM_SIZE.height, height), height),
  }
  if (area) return { x: wanted.x, y: wanted.y, ...size }
  return { x: Math.round(x + (width - size.width) / 2), y: Math.round(y + (height - size.height) / 2), ...size }
}

function isGrippable(bounds: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  return visibleWidth >= GRIP.width && bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
