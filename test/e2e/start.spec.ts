import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { stopChild } from '../../scripts/childProcess.mjs'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await emptyFolder()
})

function start(...flags: readonly string[]): { child: ChildProcess; printed: () => string; code: Promise<unknown> } {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...flags], {
    cwd: folder,
    env: { ...env, HUISHANG_DATA: folder, HUISHANG_NO_DOWNLOAD: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Asked first, so that it ends what it started.
  atEnd(() => stopChild(child, 10_000))
  const texts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => texts.push(String(chunk)))
  return { child, printed: () => texts.join(''), code: once(child, 'exit').then(([code]) => code as unknown) }
}

/** Command lines of live processes that work in our folder. */
function processesHere(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }).filter((line) => line.includes(folder))
}

test.skipIf(process.platform !== 'linux').each(['SIGINT', 'SIGTERM'] as const)('[F1] npm start without a display serves the page, prints how to join, and ends cleanly on %s', async (signal) => {
  const { child, printed, code } = start('--browser')
  await expect.poll(printed, { timeout: 60_000 }).toContain('Ctrl+C ends it')
  const [, address = ''] = /^Open (http:\/\/\S+) /m.exec(printed()) ?? []
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/join\/\S+$/)
  const page = await fetch(address)
  expect({ status: page.status, type: page.headers.get('content-type'), hasRoot: (await page.text()).includes('id="root"') }).toEqual({
    status: 200,
    type: expect.stringMatching(/^text\/html/),
    hasRoot: true,
  })

  child.kill(signal)
  expect(await code).toBe(0)
  expect(processesHere()).toEqual([])
  await expect(fetch(address)).rejects.toThrow('fetch failed')
})

test.skipIf(process.platform === 'win32')('[F1] npm start --desktop says in one line why it can not, and exits with 1', async () => {
  const { printed, code } = start('--desktop')
  expect(await code).toBe(1)
  expect(printed().trim().split('\n').at(-1)).toBe('The desktop can not be opened: there is no display.')
})
