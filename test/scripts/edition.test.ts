import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isBuildStale } from '../../scripts/build.mjs'
import { chooseEdition, hasDisplay } from '../../scripts/edition/chooseEdition.mjs'
import { withoutNodeMode } from '../../scripts/edition/fetchElectron.mjs'
import { findElectron } from '../../scripts/edition/findElectron.mjs'
import { windowCommand } from '../../scripts/edition/openWindow.mjs'
import { parseAnnouncement } from '../../scripts/edition/serveHub.mjs'
import { userFolder } from '../../scripts/edition/userFolder.mjs'

interface Machine {
  readonly wanted?: 'desktop' | 'browser'
  readonly canShow?: boolean
  readonly mayFetch?: boolean
  /** What the two looks for Electron find, before and after fetching. */
  readonly electron?: readonly [string | undefined, string | undefined]
  readonly obstacle?: string
}

async function choice({ wanted, canShow = true, mayFetch = true, electron = [undefined, undefined], obstacle }: Machine): Promise<object> {
  const looks = [...electron]
  const asked: string[] = []
  const chosen = await chooseEdition({ wanted, canShow, mayFetch }, {
    findElectron: () => {
      asked.push('find')
      return looks.shift()
    },
    fetchElectron: async () => {
      asked.push('fetch')
      return obstacle
    },
  })
  return { ...chosen, asked }
}

test.each<[string, Machine, object]>([
  ['Electron is there', { electron: ['/e', undefined] }, { edition: 'desktop', executable: '/e', asked: ['find'] }],
  ['Electron could be fetched', { electron: [undefined, '/e'] }, { edition: 'desktop', executable: '/e', asked: ['find', 'fetch', 'find'] }],
  ['it can not be fetched', { obstacle: 'no way' }, { edition: 'browser', reason: 'no way', asked: ['find', 'fetch'] }],
  ['it may not be fetched', { mayFetch: false }, { edition: 'browser', reason: expect.stringContaining('switched off'), asked: ['find'] }],
  ['it came but is not there', {}, { edition: 'browser', reason: expect.stringContaining('not where'), asked: ['find', 'fetch', 'find'] }],
  ['nothing can be shown', { canShow: false, electron: ['/e', undefined] }, { edition: 'browser', reason: 'there is no display', asked: [] }],
  ['--browser', { wanted: 'browser', electron: ['/e', undefined] }, { edition: 'browser', reason: 'it was asked for', asked: [] }],
  ['--desktop without it', { wanted: 'desktop', obstacle: 'no way' }, { edition: 'none', reason: 'no way', asked: ['find', 'fetch'] }],
  ['--desktop without a display', { wanted: 'desktop', canShow: false }, { edition: 'none', reason: 'there is no display', asked: [] }],
])('[F1] edition: %s', async (_name, machine, expected) => {
  expect(await choice(machine)).toEqual(expected)
})

test('[F1] only a Unix without X or Wayland has no display', () => {
  expect([hasDisplay({}, 'linux'), hasDisplay({ DISPLAY: ':0' }, 'linux'), hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'), hasDisplay({}, 'darwin'), hasDisplay({}, 'win32')])
    .toEqual([false, true, true, true, true])
})

test('[F1] the variable that makes Electron a plain Node is taken out', () => {
  expect(withoutNodeMode({ ELECTRON_RUN_AS_NODE: '1', PATH: '/bin' })).toEqual({ PATH: '/bin' })
})

test('[F1] both editions keep their workspace in one folder per person', () => {
  expect([
    userFolder({}, 'linux', '/h'), userFolder({ XDG_CONFIG_HOME: '/c' }, 'linux', '/h'), userFolder({}, 'darwin', '/h'),
    userFolder({ APPDATA: '/a' }, 'win32', '/h'), userFolder({ HUISHANG_DATA: '/d' }, 'linux', '/h'),
  ]).toEqual([
    join('/h', '.config', 'huishang'), join('/c', 'huishang'), join('/h', 'Library', 'Application Support', 'huishang'), join('/a', 'huishang'), '/d',
  ])
})

test.each([
  ['{"url":"http://127.0.0.1:7420","secretaryInvite":"a b","isNew":false}', { url: 'http://127.0.0.1:7420', joinUrl: 'http://127.0.0.1:7420/#/join/a%20b', isNew: false }],
  ['{"url":"http://127.0.0.1:7420/","secretaryInvite":"x"}', { url: 'http://127.0.0.1:7420', joinUrl: 'http://127.0.0.1:7420/#/join/x', isNew: true }],
  ['{"url":"http://127.0.0.1:7420"}', { url: 'http://127.0.0.1:7420', joinUrl: 'http://127.0.0.1:7420/', isNew: true }],
  ['not json', undefined],
  ['{"error":"in-use"}', undefined],
])('[F1] the hub announces itself: %s', (line, expected) => {
  expect(parseAnnouncement(line)).toEqual(expected)
})

test('[F1] the page opens in a window of its own, or with what the system has', () => {
  const machine = { chromium: undefined, profile: '/p', platform: 'linux', isRoot: false } as const
  expect([
    windowCommand('http://h/', { ...machine, chromium: '/c', isRoot: true }),
    windowCommand('http://h/', machine),
    windowCommand('http://h/', { ...machine, platform: 'darwin' }),
    windowCommand('http://h/', { ...machine, platform: 'win32' }),
  ]).toEqual([
    { command: '/c', args: ['--app=http://h/', '--user-data-dir=/p', '--no-first-run', '--no-default-browser-check', '--no-sandbox'], isOwnWindow: true },
    { command: 'xdg-open', args: ['http://h/'], isOwnWindow: false },
    { command: 'open', args: ['http://h/'], isOwnWindow: false },
    { command: 'rundll32', args: ['url.dll,FileProtocolHandler', 'http://h/'], isOwnWindow: false },
  ])
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huishang-scripts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Makes files in the temporary folder, all changed at `seconds`. */
function put(seconds: number, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    utimesSync(path, seconds, seconds)
    utimesSync(dirname(path), seconds, seconds)
  }
}

test('[F1] Electron is found without asking its package, and only whole and of the right version', () => {
  const find = (env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux'): string | undefined => findElectron(env, folder, platform)
  put(1, { 'package.json': '{"version":"45.4.1"}' })
  expect(find()).toBeUndefined()
  put(1, { 'dist/electron': '', 'dist/version': '45.4.1' })
  expect(find()).toBeUndefined()
  put(1, { 'path.txt': 'electron' })
  expect(find()).toBe(join(folder, 'dist/electron'))
  put(1, { 'dist/version': 'v44.0.0' })
  expect(find()).toBeUndefined()

  put(1, { 'other/electron.exe': '', 'other/Electron.app/Contents/MacOS/Electron': '', mine: '' })
  const override = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'other') }
  expect([find(override), find(override, 'win32'), find(override, 'darwin'), find({ ELECTRON_EXEC_PATH: join(folder, 'mine') }), find({ ELECTRON_EXEC_PATH: join(folder, 'absent') })])
    .toEqual([undefined, join(folder, 'other/electron.exe'), join(folder, 'other/Electron.app/Contents/MacOS/Electron'), join(folder, 'mine'), undefined])
})

test('[F1] out/ is built again when it is missing or older than a source, never in an installed package', () => {
  const products = { 'out/main/index.js': '', 'out/main/cli.js': '', 'out/main/catalogueWorker.js': '', 'out/main/foreignWorker.js': '', 'out/preload/index.cjs': '', 'out/renderer/index.html': '' }
  put(100, { 'package.json': '{}' })
  expect(isBuildStale(folder)).toBe(false)
  put(100, { 'electron.vite.config.ts': '', 'electron/main/index.ts': '' })
  expect(isBuildStale(folder)).toBe(true)
  put(200, products)
  utimesSync(join(folder, 'electron'), 100, 100)
  expect(isBuildStale(folder)).toBe(false)
  put(300, { 'electron/main/index.ts': '' })
  expect(isBuildStale(folder)).toBe(true)
  put(400, products)
  rmSync(join(folder, 'out/main/cli.js'))
  expect(isBuildStale(folder)).toBe(true)
})
