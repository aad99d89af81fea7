import { spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from 'selfsigned'
import type { Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { beforeAll, describe, expect, test } from 'vitest'
import { emptyFolder } from '../support/emptyFolder.ts'
import { electronExecutable, launchDesktop, type Desktop } from '../support/launchDesktop.ts'

const appDir = join(dirname(fileURLToPath(import.meta.url)), '../electron-double/fixture')

/** A TLS server with a certificate of its own that takes fetches and sockets of every page. */
async function startTlsEcho() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'echo' }], { keyType: 'ec', algorithm: 'sha256' })
  const requests: string[] = []
  const server = createTlsServer({ key, cert }, (request, response) => {
    requests.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('here')
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (_socket, request) => requests.push(request.url ?? ''))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fingerprint: `sha256/${createHash('sha256').update(new X509Certificate(cert).raw).digest('base64')}`,
    requests,
    close: () => {
      sockets.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

/** What a fetch and a WebSocket of the page meet at this address. */
function reach(desktop: Desktop, url: string): Promise<string[]> {
  return desktop.page.evaluate(async (address) => {
    const fetched = await fetch(`${address}/`).then((answer) => answer.text(), () => 'refused')
    const socket = new WebSocket(address.replace('https:', 'wss:'))
    const opened = await new Promise<string>((resolve) => {
      socket.addEventListener('open', () => resolve('open'))
      socket.addEventListener('error', () => resolve('refused'))
    })
    socket.close()
    return [fetched, opened]
  }, url)
}

/** Accepts one certificate and refuses all others; notes what it is asked. */
function installVerifier(desktop: Desktop, accepted: string): Promise<void> {
  return desktop.app.evaluate(({ session }, fingerprint) => {
    const asked: object[] = []
    Object.assign(process, { askedForTest: asked })
    session.defaultSession.setCertificateVerifyProc((request, answer) => {
      asked.push({ hostname: request.hostname, fingerprint: request.certificate.fingerprint, result: request.verificationResult, code: request.errorCode, isPem: request.certificate.data.startsWith('-----BEGIN CERTIFICATE-----') })
      answer(request.certificate.fingerprint === fingerprint ? 0 : -2)
    })
  }, accepted)
}

function permissionsOf(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((all) => Promise.all(all.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state)), names)
}

function askedOf(desktop: Desktop): Promise<unknown> {
  return desktop.app.evaluate(() => (process as unknown as { askedForTest: unknown }).askedForTest)
}

function questionAbout(fingerprint: string): object {
  return { hostname: '127.0.0.1', fingerprint, result: 'net::ERR_CERT_AUTHORITY_INVALID', code: -202, isPem: true }
}

interface FixtureBridge {
  readonly invoke: (channel: string, ...args: unknown[]) => Promise<any>
  readonly received: () => unknown[]
  readonly point: { readonly x: number; readonly norm?: unknown }
  readonly twice: (callback: (value: number) => number) => number
  readonly fail: () => void
  readonly rejects: () => Promise<void>
  readonly requires: (name: string) => string
}
type FixtureWindow = { readonly bridge: FixtureBridge } & Record<string, unknown>

/** What the double promises, shown on a small app; with `E2E_ELECTRON=real` the same holds of Electron. */
describe('[F4] Electron or its double', () => {
  let userDataDir: string
  let desktop: Desktop
  beforeAll(async () => {
    userDataDir = await emptyFolder()
    desktop = await launchDesktop({ userDataDir, appDir })
    await desktop.page.waitForSelector('h1')
  })
  const log = async (): Promise<string[]> => (await readFile(join(userDataDir, 'events.log'), 'utf8')).trim().split('\n')

  test('what can be cloned crosses IPC both ways', async () => {
    const kinds = await desktop.page.evaluate(async () => {
      const { bridge } = window as unknown as FixtureWindow
      const circle: Record<string, unknown> = { n: -0, nan: Number.NaN, big: 10n, none: undefined, when: new Date(7), map: new Map([[1, new Set(['a'])]]), bytes: new Uint8Array([1, 2, 255]), error: new RangeError('e'), pattern: /a/gi }
      const back = await bridge.invoke('echo', circle)
      const self = await bridge.invoke('echo', [circle['map'], 'text'])
      return [
        Object.is(back.n, -0), Number.isNaN(back.nan), back.big === 10n, 'none' in back, back.when instanceof Date && back.when.getTime() === 7,
        back.map instanceof Map && back.map.get(1) instanceof Set, back.bytes instanceof Uint8Array && back.bytes[2] === 255, back.error instanceof Error && back.error.message === 'e',
        back.pattern instanceof RegExp && back.pattern.flags === 'gi', self[0] instanceof Map && self[1] === 'text',
      ]
    })
    expect(kinds).toEqual(Array.from({ length: 10 }, () => true))
  })

  test("IPC fails in Electron's words", async () => {
    const errors = await desktop.page.evaluate(() => {
      const { bridge } = window as unknown as FixtureWindow
      return Promise.all(['uncloneable', 'throw', 'absent'].map((channel) => bridge.invoke(channel).catch((error: Error) => error.message)))
    })
    expect(errors).toEqual([
      "Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
      "Error invoking remote method 'throw': RangeError: too far",
      "Error invoking remote method 'absent': Error: No handler registered for 'absent'",
    ])
    const inMain = await desktop.app.evaluate(({ ipcMain, BrowserWindow }) => {
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- runs in the main process, which sees nothing of this file
      const messageOf = (run: () => void): string => {
        try {
          run()
          return 'nothing thrown'
        } catch (error) {
          return (error as Error).message
        }
      }
      return [messageOf(() => ipcMain.handle('echo', () => 1)), messageOf(() => BrowserWindow.getAllWindows()[0]?.webContents.send('event', () => 1))]
    })
    expect(inMain).toEqual(["Attempted to register a second handler for 'echo'", 'Failed to serialize arguments'])
  })

  test('main knows who asks, and can tell a window something', async () => {
    expect(await desktop.page.evaluate(() => (window as unknown as FixtureWindow).bridge.invoke('describe', new Date()))).toEqual({ url: 'app://fixture/', parent: null, kind: '[object Date]' })
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.send('event', { at: 5 }))
    await expect.poll(() => desktop.page.evaluate(() => (window as unknown as FixtureWindow).bridge.received())).toEqual([{ at: 5 }])
  })

  test('the bridge follows the rules of contextBridge', async () => {
    const seen = await desktop.page.evaluate(async () => {
      const { bridge, ...rest } = window as unknown as FixtureWindow
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- runs in the page, which sees nothing of this file
      const tryTo = (run: () => unknown): string => {
        try {
          return String(run())
        } catch (error) {
          return (error as Error).message
        }
      }
      return {
        atStart: rest['bridgeAtStart'],
        isFrozen: Object.isFrozen(bridge) && Object.isFrozen(bridge.point),
        prototype: [bridge.point.x, typeof bridge.point.norm],
        twice: bridge.twice((value) => value + 1),
        fail: tryTo(() => bridge.fail()),
        rejects: await bridge.rejects().catch((error: Error) => error.message),
        overwrite: tryTo(() => {
          'use strict'
          ;(window as unknown as Record<string, unknown>)['bridge'] = 1
          return typeof (window as unknown as FixtureWindow).bridge
        }),
        leaks: ['require', 'process', 'module', 'ipcRenderer', 'onlyInPreload'].filter((name) => name in window),
        requires: ['electron', 'node:fs', 'child_process'].map((name) => bridge.requires(name)),
      }
    })
    expect(seen).toEqual({
      atStart: 'object',
      isFrozen: true,
      prototype: [1, 'undefined'],
      twice: 3,
      fail: 'no',
      rejects: 'later',
      overwrite: expect.stringMatching(/read only|object/),
      leaks: [],
      requires: ['object', 'module not found: node:fs', 'module not found: child_process'],
    })
  })

  test("the app's scheme is answered by its handler, in a secure context, to workers too", async () => {
    const seen = await desktop.page.evaluate(async () => ({
      isSecure: isSecureContext,
      url: (await fetch('/data?q=%E4%BC%9A')).headers.get('x-url'),
      absent: (await fetch('/absent')).status,
      size: [innerWidth, innerHeight],
    }))
    expect(seen).toEqual({ isSecure: true, url: 'app://fixture/data?q=%E4%BC%9A', absent: 404, size: [900, 700] })
    await expect.poll(() => desktop.page.evaluate(() => (window as unknown as FixtureWindow)['fromWorker'])).toBe('data')
    await expect(desktop.app.evaluate(async ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('elsewhere://x/'))).rejects.toThrow('ERR_UNKNOWN_URL_SCHEME')
  })

  test("the handler's content security policy is enforced", async () => {
    const directive = await desktop.page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true }))
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      return `${await violation} ${'injected' in window}`
    })
    expect(directive).toBe('script-src-elem false')
  })

  test('permissions are what the handlers say', async () => {
    expect(await permissionsOf(desktop.page, ['notifications', 'geolocation', 'camera'])).toEqual(['granted', 'denied', 'denied'])
  })

  test('a navigation the app prevents changes nothing', async () => {
    await desktop.page.click('#out')
    await expect.poll(log).toContain('will-navigate https://example.org/')
    expect(await desktop.page.evaluate(() => document.title)).toBe('fixture')
  })

  test('a window the app denies does not open, one it allows does', async () => {
    await desktop.page.evaluate(() => {
      window.open('https://example.org/popup')
    })
    await expect.poll(log).toContain('open https://example.org/popup')
    // The double's tab may be seen for a moment before it is closed.
    await expect.poll(() => desktop.app.windows().length).toBe(1)
    const opening = desktop.app.waitForEvent('window', { predicate: async (page) => (await page.evaluate(() => location.pathname).catch(() => '')) === '/data' })
    await desktop.page.evaluate(() => {
      window.open('/data')
    })
    const opened = await opening
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
    await opened.close()
    await expect.poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  test('only this machine can be reached, and only where the app grants it', async () => {
    const server = createServer((_request, response) => response.setHeader('access-control-allow-origin', '*').end('here'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    try {
      const reached = await desktop.app.evaluate(async ({ net }, address) => (await net.fetch(address)).text(), url)
      expect(reached).toBe('here')
      // The fixture's handlers grant no loopback network, and its policy allows no other origin.
      expect(await desktop.page.evaluate(async (address) => fetch(address).then(() => 'reached', () => 'refused'), url)).toBe('refused')
    } finally {
      server.close()
    }
  })

  test("certificates: Chromium's verdict without a verify proc, and with one the proc's, once for each certificate and name", async () => {
    const [first, second] = [await startTlsEcho(), await startTlsEcho()]
    try {
      await installVerifier(desktop, first.fingerprint)
      expect([await reach(desktop, first.url), await reach(desktop, second.url)]).toEqual([['here', 'open'], ['refused', 'refused']])
      expect(await askedOf(desktop)).toEqual([questionAbout(first.fingerprint), questionAbout(second.fingerprint)])
      // Nothing of what was refused came to the server, and nothing was asked that was answered before.
      expect([first.requests.length > 0, second.requests]).toEqual([true, []])
      await installVerifier(desktop, second.fingerprint)
      expect([await reach(desktop, first.url), await reach(desktop, second.url), await askedOf(desktop)]).toEqual([['here', 'open'], ['refused', 'refused'], []])
      const third = await startTlsEcho()
      await desktop.app.evaluate(({ session }) => session.defaultSession.setCertificateVerifyProc(null))
      expect([await reach(desktop, third.url), third.requests]).toEqual([['refused', 'refused'], []])
      third.close()
    } finally {
      first.close()
      second.close()
    }
  })

  test('a partition in memory shares neither storage nor handlers with the default session', async () => {
    const { app, page } = await launchDesktop({ userDataDir: await emptyFolder(), appDir })
    await page.waitForFunction(() => document.title === 'fixture')
    await page.evaluate(() => localStorage.setItem('kept', 'yes'))
    const opening = app.waitForEvent('window')
    const facts = await app.evaluate(async ({ BrowserWindow, session }) => {
      const apart = session.fromPartition('apart')
      apart.protocol.handle('app', () => new Response('<title>apart</title>', { headers: { 'content-type': 'text/html' } }))
      apart.setPermissionCheckHandler((_contents, permission) => permission === 'geolocation')
      apart.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'geolocation'))
      const window = new BrowserWindow({ webPreferences: { partition: 'apart' } })
      await window.loadURL('app://fixture/')
      return [window.webContents.session === apart, apart.isPersistent(), session.defaultSession.isPersistent(), session.fromPartition('') === session.defaultSession]
    })
    expect(facts).toEqual([true, false, true, true])
    const asked = ['geolocation', 'notifications']
    const apart = await opening
    await apart.waitForFunction(() => document.title === 'apart')
    expect([await apart.evaluate(() => localStorage.getItem('kept')), await permissionsOf(apart, asked), await permissionsOf(page, asked)]).toEqual([null, ['granted', 'denied'], ['denied', 'granted']])
  })

  test('secrets come back, and their ciphertext does not show them', async () => {
    const seen = await desktop.app.evaluate(async ({ safeStorage }) => {
      const sealed = await safeStorage.encryptStringAsync('会商 secret')
      return [sealed.includes('secret'), (await safeStorage.decryptStringAsync(sealed)).result, safeStorage.decryptString(safeStorage.encryptString('old'))]
    })
    expect(seen).toEqual([false, '会商 secret', 'old'])
  })

  test('a second process gives up and hands its arguments to the first', async () => {
    const second = spawn(electronExecutable(), ['--no-sandbox', appDir, `--user-data-dir=${userDataDir}`, '--', 'huishang://meeting/7'], { stdio: 'ignore' })
    expect(await once(second, 'exit')).toEqual([0, null])
    await expect.poll(log).toContain(`second-instance ${JSON.stringify({ last: 'huishang://meeting/7', hasFolder: true, data: { from: 'fixture' } })}`)
  })

  test('quitting goes in order and ends with 0', async () => {
    const child = desktop.app.process()
    await desktop.close()
    expect(child.exitCode).toBe(0)
    expect((await log()).filter((line) => /^(?:ready|before-quit|close|closed|window-all-closed|will-quit|quit)$/.test(line)).slice(-5)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
  })
})

describe.skipIf(process.env['E2E_ELECTRON'] === 'real')('[F4] the double alone', () => {
  test('what is not written throws, and so does a window that is not hardened', async () => {
    const { app } = await launchDesktop({ userDataDir: await emptyFolder(), appDir })
    const messages = await app.evaluate(({ app: electronApp, BrowserWindow, Tray, shell }) => {
      const attempts: (() => unknown)[] = [
        () => electronApp.getGPUInfo('basic'),
        () => new Tray('icon.png'),
        () => shell.trashItem('x'),
        () => new BrowserWindow({ webPreferences: { sandbox: false } }),
        () => new BrowserWindow({ webPreferences: { contextIsolation: false } }),
        () => new BrowserWindow({ webPreferences: { nodeIntegration: true } }),
        () => new BrowserWindow({ webPreferences: { partition: 'persist:x' } }),
        () => BrowserWindow.getAllWindows()[0]?.setVibrancy(null),
      ]
      return attempts.map((attempt) => {
        try {
          attempt()
          return 'nothing thrown'
        } catch (error) {
          return (error as Error).message
        }
      })
    })
    expect(messages).toEqual([
      'electron-double: App.getGPUInfo is not implemented',
      'electron-double: new Tray is not implemented',
      'electron-double: shell.trashItem is not implemented',
      'electron-double: a window with sandbox: false is not implemented',
      'electron-double: a window with contextIsolation: false is not implemented',
      'electron-double: a window with nodeIntegration: true is not implemented',
      'electron-double: a partition on the disk is not implemented',
      'electron-double: BrowserWindow.setVibrancy is not implemented',
    ])
  })

  test('an unstubbed dialog is an error', async () => {
    const { app } = await launchDesktop({ userDataDir: await emptyFolder(), appDir })
    await expect(app.evaluate(({ dialog }) => dialog.showOpenDialog({}))).rejects.toThrow('the test has not replaced it')
  })
})
