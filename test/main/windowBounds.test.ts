import { expect, test } from 'vitest'
import { reachableBounds } from '../../electron/main/windowBounds.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const projector = { x: 1440, y: 0, width: 1920, height: 1080 }

test.each([
  ['nothing saved: the middle of the first screen', undefined, { x: 80, y: 63, width: 1280, height: 800 }],
  ['where it was', { x: 100, y: 50, width: 1000, height: 700 }, { x: 100, y: 50, width: 1000, height: 700 }],
  ['on the second screen', { x: 1500, y: 10, width: 1800, height: 1000 }, { x: 1500, y: 10, width: 1800, height: 1000 }],
  ['partly outside but within reach', { x: -800, y: 100, width: 1000, height: 700 }, { x: -800, y: 100, width: 1000, height: 700 }],
  ['its screen is gone', { x: 5000, y: 0, width: 1000, height: 700 }, { x: 220, y: 113, width: 1000, height: 700 }],
  ['title above the screen', { x: 100, y: -400, width: 1000, height: 700 }, { x: 220, y: 113, width: 1000, height: 700 }],
  ['title below the screen', { x: 100, y: 899, width: 1000, height: 700 }, { x: 220, y: 113, width: 1000, height: 700 }],
  ['larger than the screen', { x: 0, y: 25, width: 4000, height: 3000 }, { x: 0, y: 25, width: 1440, height: 875 }],
  ['too small to use', { x: 10, y: 30, width: 150, height: 1 }, { x: 10, y: 30, width: 480, height: 560 }],
])('[F3] window place: %s', (_name, saved, expected) => {
  expect(reachableBounds(saved, [laptop, projector])).toEqual(expected)
})

test('[F3] window place: a screen smaller than our minimum is filled, not exceeded', () => {
  expect(reachableBounds(undefined, [{ x: 0, y: 0, width: 400, height: 300 }])).toEqual({ x: 0, y: 0, width: 400, height: 300 })
})
