import { expect, test } from 'vitest'
import { assertSurface, offerObject } from './offer.mjs'

test('[F4] the double offers exactly what its surface lists', async () => {
  // Loading it compares every object with surface.json, and that is compared with Electron's typings by the type check.
  await expect(import('./electron.mjs')).resolves.toHaveProperty('app')
})

test('[F4] a name that is offered but not listed is refused', () => {
  const clipboard = offerObject('clipboard', { writeText() {}, readText() {}, clear() {}, invented() {} })
  expect(() => assertSurface({ clipboard }, {})).toThrow('not listed [invented]')
})

test('[F4] what is not offered throws instead of being undefined', () => {
  const shell = offerObject('shell', { beep() {} }) as Record<string, unknown>
  expect(() => shell['openPath']).toThrow('electron-double: shell.openPath is not implemented')
})
