import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startBrowser } from '../../scripts/edition/startBrowser.mjs'

// A real child process in the place of the hub: what is tested is who ends whom.
const HUB = `
const { writeFileSync } = require('node:fs')
const folder = process.argv[process.argv.indexOf('--data') + 1]
process.stdout.write(JSON.stringify({ url: 'http://127.0.0.1:7420', secretaryInvite: 'secret' }) + '\\n')
process.once('SIGTERM', () => { writeFileSync(folder + '.flushed', String(process.pid)); process.exit(0) })
setInterval(() => undefined, 1000)
`

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'huishang-start-'))
  mkdirSync(join(root, 'out/main'), { recursive: true })
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function listen(): string[] {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  return written
}

test.skipIf(process.platform === 'win32')('[F1] without a display the address is printed, and stopping lets the hub flush before it ends', async () => {
  writeFileSync(join(root, 'out/main/cli.js'), HUB)
  const written = listen()
  const stopping = new AbortController()
  const running = startBrowser(root, root, { canShow: false, chromium: undefined, isRoot: false, stop: stopping.signal })
  await expect.poll(() => written.join('')).toContain('Ctrl+C')
  stopping.abort()
  expect(await running).toBe(0)
  const flushed = join(root, 'workspace.flushed')
  expect({ printed: written, isRunning: isRunning(Number(readFileSync(flushed, 'utf8'))) }).toEqual({
    printed: ['Open http://127.0.0.1:7420/#/join/secret (the invitation works once)\n', 'Huishang runs at http://127.0.0.1:7420 (Ctrl+C ends it)\n'],
    isRunning: false,
  })
})

test.skipIf(process.platform === 'win32')('[F1] closing the window ends the hub; the profile is kept and the invitation used once', async () => {
  writeFileSync(join(root, 'out/main/cli.js'), HUB.replace("'secret'", "'secret', isNew: false"))
  listen()
  const chromium = join(root, 'chromium')
  const opened = join(root, 'opened')
  const machine = { canShow: true, chromium, isRoot: false, handedOverMs: 0 }
  writeFileSync(chromium, `#!/bin/sh\necho "$1" >> '${opened}'\n`, { mode: 0o755 })
  expect(await startBrowser(root, root, { ...machine, stop: new AbortController().signal })).toBe(0)
  expect(await startBrowser(root, root, { ...machine, stop: new AbortController().signal })).toBe(0)
  expect({ opened: readFileSync(opened, 'utf8').trim().split('\n'), hasProfile: existsSync(join(root, 'browser')) }).toEqual({
    opened: ['--app=http://127.0.0.1:7420/#/join/secret', '--app=http://127.0.0.1:7420/'],
    hasProfile: true,
  })
})

test('[F1] a hub that does not start is told, with exit code 1', async () => {
  writeFileSync(join(root, 'out/main/cli.js'), 'process.exit(1)')
  const written = listen()
  expect(await startBrowser(root, root, { canShow: false, chromium: undefined, isRoot: false, stop: new AbortController().signal })).toBe(1)
  expect(written).toEqual(['The hub did not start.\n'])
})
