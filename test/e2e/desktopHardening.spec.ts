import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Bridge } from '../../shared/ipc.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { launchDesktop } from '../support/launchDesktop.ts'

// The numbers are those of the hardening list this shell was built from; each statement that can be seen without the
// packaged application is one test.

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

describe('what is built and installed', () => {
  test('[F3] 3: the preload is one CommonJS file that requires only electron', () => {
    const text = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8')
    expect({
      files: readdirSync(join(root, 'out/preload')),
      required: [...text.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name),
      hasModuleSyntax: /^\s*(?:import|export)\b/m.test(text),
    }).toEqual({ files: ['index.cjs'], required: ['"electron"'], hasModuleSyntax: false })
  })

  test('[F3] 7: only one module listens to windows, and nothing waits for main synchronously', () => {
    const sources = filesBelow('electron').filter((file) => file.endsWith('.ts')).map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }))
    expect({
      listening: sources.filter(({ text }) => /\bipcMain\.(?:on|once|handle|handleOnce)\(/.test(text)).map(({ name }) => name),
      synchronous: sources.filter(({ text }) => text.includes('sendSync')).map(({ name }) => name),
    }).toEqual({ listening: ['ipc.ts'], synchronous: [] })
  })

  test('[F3] 1: the sandbox is switched on for every window before the application is ready', () => {
    const text = readFileSync(join(root, 'electron/main/index.ts'), 'utf8')
    expect(text.indexOf('app.enableSandbox()')).toBeGreaterThan(0)
    expect(text.indexOf('app.enableSandbox()')).toBeLessThan(text.indexOf('whenReady()'))
  })

  test('[F3] 17: what is shipped holds no source maps, tests or secrets', () => {
    const suspicious = filesBelow('out').filter((file) => /\.map$|\.(?:test|spec)\.|(?:^|[/\\])\.[^/\\]|\.pem$|\.key$|electron-double/.test(file.slice(root.length)))
    const mapped = filesBelow('out').filter((file) => /\.(?:js|cjs|css)$/.test(file) && readFileSync(file, 'utf8').includes('\n//# sourceMappingURL='))
    expect({ suspicious, mapped }).toEqual({ suspicious: [], mapped: [] })
  })

  test('[F3] 18: packages install from the lockfile, from any registry, and run nothing', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }>
    }
    const installed = Object.entries(packages).filter(([path]) => path !== '')
    expect({
      isLocked: installed.length > 100,
      located: installed.filter(([, { resolved }]) => resolved !== undefined),
      unverified: installed.filter(([, { integrity, link }]) => !integrity && !link),
      // Optional file watching on Macs only; scripts are off for all.
      running: installed.filter(([path, { hasInstallScript }]) => hasInstallScript && !path.endsWith('/fsevents')),
      npmrc: readFileSync(join(root, '.npmrc'), 'utf8').includes('ignore-scripts=true'),
    }).toEqual({ isLocked: true, located: [], unverified: [], running: [], npmrc: true })
  })
})

describe('the running desktop', () => {
  let userDataDir: string
  let desktop: Awaited<ReturnType<typeof launchDesktop>>
  beforeAll(async () => {
    userDataDir = await emptyFolder()
    desktop = await launchDesktop({ userDataDir })
    await desktop.page.waitForSelector('#root > *')
  })
  /** What the application handed to the operating system since the test began. */
  const opened = (): Promise<string[]> => desktop.app.evaluate(() => (globalThis as { openedForTest?: string[] }).openedForTest ?? [])
  beforeEach(() =>
    desktop.app.evaluate(({ shell }) => {
      const held = globalThis as { openedForTest?: string[] }
      held.openedForTest = []
      shell.openExternal = async (url) => void held.openedForTest?.push(url)
    }))

  test('[F3] 1: every window is isolated, sandboxed and without Node', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => (webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences()))
    expect(preferences).toEqual([
      expect.objectContaining({ contextIsolation: true, sandbox: true, webSecurity: true, nodeIntegration: false, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false }),
    ])
  })

  test('[F3] 2: the page sees the bridge, frozen, and nothing of Node or Electron', async () => {
    const seen = await desktop.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'exports', 'Buffer', 'ipcRenderer', 'electron', 'global', '__dirname'].filter((name) => name in window),
      bridge: Object.keys(window.bridge).toSorted(),
      types: [...new Set(Object.values(window.bridge).map((value) => typeof value))],
      isFrozen: Object.isFrozen(window.bridge),
    }))
    expect(seen).toEqual({
      globals: [],
      bridge: [
        'deviceKey', 'followHost', 'hostingState', 'nearbyHubs', 'onMenuCommand', 'openExternal', 'openProjector', 'peerState', 'pickFile', 'readSecret', 'readSettings',
        'saveFile', 'setHostingNetwork', 'signAsDevice', 'startHosting', 'takeOver', 'verifyHub', 'writeClipboard', 'writeSecret', 'writeSettings',
      ],
      types: ['function'],
      isFrozen: true,
    })
  })

  test('[F3] 4: a webview is never attached', async () => {
    const isPrevented = await desktop.app.evaluate(({ BrowserWindow }) => {
      const held = { isPrevented: false }
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', { preventDefault: () => { held.isPrevented = true } }, {}, {})
      return held.isPrevented
    })
    const isInert = await desktop.page.evaluate(() => !('loadURL' in document.createElement('webview')))
    expect({ isPrevented, isInert }).toEqual({ isPrevented: true, isInert: true })
  })

  test('[F3] 5: a page of another origin with the same preload is refused', async () => {
    const preload = join(root, 'out/preload/index.cjs')
    const opening = desktop.app.waitForEvent('window')
    onTestFinished(async () => (await opening).close())
    await desktop.app.evaluate(async ({ BrowserWindow }, path) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: path, sandbox: true, contextIsolation: true } })
      await window.loadURL('data:text/html,<title>stranger</title>')
    }, preload)
    const stranger = await opening
    // The tab is there before its page is.
    await stranger.waitForFunction(() => document.title === 'stranger' && 'bridge' in window)
    const answers = await stranger.evaluate(() => Promise.all([window.bridge.readSettings(), window.bridge.readSecret('hub'), window.bridge.hostingState()]))
    const refused = { ok: false, error: { kind: 'refused' } }
    expect(answers).toEqual([refused, refused, refused])
  })

  test('[F3] 6: arguments of another shape are refused without paths or stacks', async () => {
    const answers = await desktop.page.evaluate(() => {
      const bridge = window.bridge as unknown as Record<string, (argument: unknown) => Promise<unknown>>
      return Promise.all([
        bridge['writeSettings']?.({ language: 'klingon' }),
        bridge['readSecret']?.('no such name!'),
        bridge['saveFile']?.({ name: 'a', bytes: 'text' }),
        bridge['writeClipboard']?.('x'.repeat(100_001)),
      ])
    })
    const invalid = { ok: false, error: { kind: 'invalid-argument' } }
    expect(answers).toEqual([invalid, invalid, invalid, invalid])
  })

  test.each([
    ['GET', '/', 200], ['HEAD', '/index.html', 200], ['GET', '/absent.js', 404], ['GET', '/..%2f..%2fpackage.json', 400],
    ['GET', '/%2e%2e%2fmain/index.js', 400], ['GET', '/..%5cmain%5cindex.js', 400], ['GET', '/index.html%00.js', 400],
    ['GET', '/%2e%2e/main/index.js', 404], ['GET', '/.env', 404], ['POST', '/', 405], ['PUT', '/index.html', 405], ['DELETE', '/index.html', 405],
  ])('[F3] 8: %s %s answers %d', async (method, path, status) => {
    expect(await desktop.page.evaluate(async ([verb, address]) => (await fetch(address as string, { method: verb as string })).status, [method, path])).toBe(status)
  })

  test('[F3] 8: the page comes from the application\'s own scheme, another host of it has nothing', async () => {
    const urls = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()))
    expect(urls.map((url) => new URL(url).protocol + new URL(url).host)).toEqual(['app:huishang'])
  })

  test('[F3] 8: the page is a secure context, so that it has what browsers give only to those', async () => {
    expect(await desktop.page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([true, 'object'])
  })

  test('[F3] 9: every answer carries the policy and its companions', async () => {
    const headers = await desktop.page.evaluate(async () => Object.fromEntries((await fetch('/')).headers))
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    const policy = new Map(headers['content-security-policy']?.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]))
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self' data:",
      // Nothing leaves this machine unencrypted [H5].
      'connect-src': "'self' https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*",
      'worker-src': "'self'",
      'manifest-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    })
  })

  test('[F3] 9: the application itself never violates its policy', async () => {
    const violations: string[] = []
    const { page } = desktop
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    await page.reload()
    await page.waitForSelector('#root > *')
    expect(violations).toEqual([])
  })

  test('[F3] 9: an injected script does not run', async () => {
    const hasRun = await desktop.page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      const violation = new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve, { once: true }))
      document.body.append(script)
      await violation
      return 'injected' in window
    })
    expect(hasRun).toBe(false)
  })

  test.each(['https://example.org/', 'http://example.org/', 'file:///etc/passwd', 'app://elsewhere/', 'data:text/html,x'])('[F3] 11: the window does not leave for %s', async (url) => {
    const { app, page } = desktop
    const before = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
    await page.evaluate((address) => {
      location.href = address
    }, url)
    // A second round trip through the page: had it left, this would run elsewhere or fail.
    await expect.poll(() => page.evaluate(() => 'bridge' in window && document.getElementById('root') !== null)).toBe(true)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(before)
  })

  test('[F3] 11: redirects and inner frames are held to the same rule', async () => {
    const prevented = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return ['will-navigate', 'will-redirect', 'will-frame-navigate'].map((event) =>
        ['app://huishang/x', 'app://huishang.evil/', 'https://example.org/'].map((url) => {
          const held = { isPrevented: false }
          contents?.emit(event, { url, preventDefault: () => { held.isPrevented = true } })
          return held.isPrevented
        }))
    })
    expect(prevented).toEqual([[false, true, true], [false, true, true], [false, true, true]])
  })

  test('[F3] 11: no window opens; only a plain https address goes to the system', async () => {
    await desktop.page.evaluate(() => {
      for (const url of ['http://example.org/', 'https://user@example.org/', 'file:///etc/passwd', 'app://huishang/', 'about:blank', 'https://example.org/page']) window.open(url)
    })
    await expect.poll(opened).toEqual(['https://example.org/page'])
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    // The double's denied tabs may be seen for a moment.
    await expect.poll(() => desktop.app.windows().length).toBe(1)
  })

  test('[F3] 11: the bridge opens https and nothing else', async () => {
    const answers = await desktop.page.evaluate(() =>
      Promise.all(['https://example.org/a', 'https://user:pass@example.org/', 'http://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://server/share'].map((url) => window.bridge.openExternal(url))))
    expect({ kinds: answers.map((answer) => (answer.ok ? 'ok' : answer.error.kind)), opened: await opened() }).toEqual({
      kinds: ['ok', 'refused', 'invalid-argument', 'invalid-argument', 'invalid-argument', 'invalid-argument'],
      opened: ['https://example.org/a'],
    })
  })

  test('[F3] 12: only the hub\'s network and copying are permitted', async () => {
    const states = await desktop.page.evaluate(async () => {
      const names = ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read', 'midi', 'clipboard-write']
      const entries = await Promise.all(names.map(async (name) => [name, (await navigator.permissions.query({ name: name as PermissionName })).state]))
      return Object.fromEntries(entries) as object
    })
    expect(states).toEqual({ geolocation: 'denied', camera: 'denied', microphone: 'denied', notifications: 'denied', 'clipboard-read': 'denied', midi: 'denied', 'clipboard-write': 'granted' })
  })

  test('[F3] 13: a second start brings the first window to the front and exits with 0', async () => {
    const { app } = desktop
    await app.evaluate(({ app: first }) => {
      first.once('second-instance', () => Object.assign(globalThis, { wasCalledForTest: true }))
    })
    const { spawnfile, spawnargs } = app.process()
    const args = spawnargs.slice(1).filter((argument) => !/^--(?:inspect|remote-debugging)/.test(argument))
    const { ELECTRON_RUN_AS_NODE: _removed, ...env } = process.env
    const [code] = await once(spawn(spawnfile, args, { env, stdio: 'ignore' }), 'exit')
    expect(code).toBe(0)
    await expect.poll(() => app.evaluate(() => 'wasCalledForTest' in globalThis)).toBe(true)
    expect(app.windows().length).toBe(1)
  })
})

test.skipIf(process.platform === 'darwin')('[F3] closing the last window ends the application', async () => {
  const { app, page } = await launchDesktop({ userDataDir: await emptyFolder() })
  const ended = once(app.process(), 'exit')
  await page.waitForSelector('#root > *')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toEqual([0, null])
})
