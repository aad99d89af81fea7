import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { closeBeforeExit } from '../../electron/main/closeBeforeExit.ts'

function deferred(): { promise: Promise<void>; resolve: () => void } {
  const held: { resolve: () => void } = { resolve: () => undefined }
  const promise = new Promise<void>((resolve) => {
    held.resolve = resolve
  })
  return { promise, resolve: () => held.resolve() }
}

/** Quits like Electron: asks `will-quit`, and ends unless somebody objects. */
function quittable(): { app: Parameters<typeof closeBeforeExit>[0]; quit: () => void; ended: Promise<void>; objections: () => number } {
  const emitter = new EventEmitter()
  const counted = { objections: 0 }
  const end = deferred()
  const quit = (): void => {
    const held = { isPrevented: false }
    emitter.emit('will-quit', { preventDefault: () => { held.isPrevented = true } })
    if (held.isPrevented) counted.objections += 1
    else end.resolve()
  }
  return { app: Object.assign(emitter, { quit }) as unknown as Parameters<typeof closeBeforeExit>[0], quit, ended: end.promise, objections: () => counted.objections }
}

test('[F3] the process ends only after everything is on disk, and closes once', async () => {
  const { app, quit, ended, objections } = quittable()
  const closing = deferred()
  const closes: string[] = []
  closeBeforeExit(app, () => { closes.push('close'); return closing.promise }, 60_000, () => undefined)
  quit()
  quit()
  expect([closes, objections()]).toEqual([['close'], 2])
  closing.resolve()
  await ended
  expect(objections()).toBe(2)
})

test.each([
  ['hangs', () => new Promise<void>(() => undefined), 'closing took too long'],
  ['fails', () => Promise.reject(new Error('disk gone')), 'disk gone'],
])('[F3] a closing that %s does not hold the process for ever', async (_name, close, line) => {
  const { app, quit, ended } = quittable()
  const lines: string[] = []
  closeBeforeExit(app, close, 10, (text) => lines.push(text))
  quit()
  await ended
  expect(lines.join()).toContain(line)
})
