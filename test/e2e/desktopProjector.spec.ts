import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import type { JoinAnswer } from '../../shared/api.ts'
import type { Bridge } from '../../shared/ipc.ts'
import { invitationLink } from '../../shared/lib/invitationLink.ts'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { APP_ORIGIN } from '../electron-double/origin.mjs'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { startHubProcess } from '../support/hubProcess.ts'
import { launchDesktop, type Desktop } from '../support/launchDesktop.ts'
import { enterMeeting, type RemoteMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

let folder: string
beforeEach(async () => {
  folder = await emptyFolder()
})

async function ask<T>(hubUrl: string, method: string, path: string, token: string, body?: unknown): Promise<T> {
  const response = await fetch(`${hubUrl}${path}`, { method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
  return (await response.json()) as T
}

/** Two items, the first of which the room is at. */
async function fillMeeting(hubUrl: string, token: string, personId: string): Promise<{ readonly id: string; readonly room: RemoteMeeting; readonly items: readonly string[] }> {
  const { id } = await ask<{ id: string }>(hubUrl, 'POST', '/api/meetings', token, { title: '综合会商', startsAt: new Date().toISOString() })
  const room = await enterMeeting(hubUrl, id, token, { personId, role: 'secretary', departmentId: null })
  atEnd(() => room.leave())
  const items = ['油烟扰民', '夜间施工'].map((title) => must(addAgendaItem(room.meeting, { title }, room.context)))
  must(openAgendaItem(room.meeting, items[0] ?? '', room.context))
  return { id, room, items }
}

interface Scene extends Desktop {
  readonly hubUrl: string
  readonly token: string
  readonly id: string
  readonly room: RemoteMeeting
  readonly items: readonly string[]
}

/** A desktop that hosts, with the chair's bar of a running meeting unfolded to the big screen. */
async function stage(): Promise<Scene> {
  const desktop = await launchDesktop({ userDataDir: join(folder, 'user'), env: { HUISHANG_ALLOW_ORIGIN: APP_ORIGIN } })
  const { page } = desktop
  await page.waitForSelector('#root > *')
  const started = await page.evaluate(() => window.bridge.startHosting({ name: '市联席会议', language: 'zh-CN' }))
  if (!started.ok || started.value.state !== 'running') throw new Error('the desktop does not host')
  const { url: hubUrl, secretaryInvite } = started.value
  const { token, person } = await ask<JoinAnswer>(hubUrl, 'POST', '/api/join', '', { invite: secretaryInvite, name: '王秘书' })
  const filled = await fillMeeting(hubUrl, token, person.id)
  await page.evaluate((value) => window.bridge.writeSecret({ name: 'session', value }), JSON.stringify({ hubUrl, token, person, isHosted: true }))
  await page.reload()
  await openBar(page, filled.id)
  return { ...desktop, hubUrl, token, ...filled }
}

async function openBar(page: Page, meetingId: string): Promise<void> {
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/meeting/${meetingId}/agenda`)
  await page.getByTestId('chair-bar').getByRole('button', { name: '投影', exact: true }).click()
}

const button = (page: Page) => page.getByRole('button', { name: '打开大屏' })
const screenOf = (page: Page) => page.getByTestId('projector')

async function openScreen({ app, page }: Desktop): Promise<Page> {
  const [big] = await Promise.all([app.waitForEvent('window'), button(page).click()])
  await screenOf(big).waitFor()
  return big
}

/** The window that is not the first: what Electron knows of it. */
function bigWindow({ app }: Desktop) {
  return app.evaluate(({ BrowserWindow, session }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('/projector/'))
    if (!window) return undefined
    const { webContents } = window
    return {
      preferences: (webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
      hasOwnSession: webContents.session !== session.defaultSession,
      isKept: webContents.session.isPersistent(),
      isFull: window.isFullScreen(),
      isFocused: window.isFocused(),
      bounds: window.getBounds(),
    }
  })
}

/** The two displays of a laptop and what hangs from the ceiling. */
async function addDisplay({ app }: Desktop): Promise<void> {
  await app.evaluate(({ screen }) => {
    const own = screen.getPrimaryDisplay()
    const size = { width: 1280, height: 720 }
    screen.getAllDisplays = () => [own, { ...own, id: 2, bounds: { x: own.bounds.width, y: 0, ...size }, workArea: { x: own.bounds.width, y: 0, ...size }, size, workAreaSize: size }]
  })
}

/** As the system tells a window of a key, before its page hears of it. @returns whether the page did not. */
function press({ app }: Desktop, key: string): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }, pressed) => {
    const held = { isTaken: false }
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('/projector/'))
    window?.webContents.emit('before-input-event', { preventDefault: () => { held.isTaken = true } }, { type: 'keyDown', key: pressed, isAutoRepeat: false })
    return held.isTaken
  }, key)
}

test('[C7][F3] the big screen is a window of its own: hardened, in a session of its own, without bridge and menu', async () => {
  const scene = await stage()
  await scene.app.evaluate(({ BrowserWindow }) => {
    const without: number[] = []
    Object.assign(globalThis, { withoutMenuForTest: without })
    BrowserWindow.prototype.removeMenu = function removeMenu(this: { id: number }) {
      without.push(this.id)
    }
  })
  const big = await openScreen(scene)
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
  const { preferences, hasOwnSession, isKept } = (await bigWindow(scene)) ?? {}
  expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true, nodeIntegration: false, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false })
  expect({ preload: (preferences as { preload?: string }).preload, hasOwnSession, isKept }).toEqual({ preload: undefined, hasOwnSession: true, isKept: false })
  const seen = await big.evaluate(async () => ({
    globals: ['bridge', 'require', 'process', 'module', 'ipcRenderer', 'electron', '__dirname'].filter((name) => name in window),
    opener: window.opener as unknown,
    stored: [...Object.keys(localStorage), ...(await indexedDB.databases()).map(({ name }) => name)],
    permissions: await Promise.all(['camera', 'geolocation', 'notifications'].map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state)),
  }))
  expect(seen).toEqual({ globals: [], opener: null, stored: [], permissions: ['denied', 'denied', 'denied'] })
  expect(await scene.app.evaluate(() => (globalThis as { withoutMenuForTest?: number[] }).withoutMenuForTest?.length)).toBe(process.platform === 'darwin' ? 0 : 1)

  // It leaves for nowhere and opens nothing.
  await big.evaluate(() => {
    window.open('about:blank')
    location.href = 'https://example.org/'
  })
  await expect.poll(() => screenOf(big).isVisible()).toBe(true)
  await expect.poll(() => scene.app.windows().length).toBe(2)
  // Nor does the code stand in the log.
  const code = /code=([\w-]+)/.exec(big.url())?.[1] ?? 'none'
  expect(await readFile(join(folder, 'user', 'main.log'), 'utf8').catch(() => '')).not.toContain(code)
})

test('[C7] it follows the chair: item, freeze, blank; a second click brings it to the front', async () => {
  const scene = await stage()
  const { page, room, items } = scene
  const big = await openScreen(scene)
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
  await page.getByRole('button', { name: '冻结', exact: true }).click()
  await big.getByText('已冻结').waitFor()
  must(openAgendaItem(room.meeting, items[1] ?? '', room.context))
  await page.getByRole('button', { name: '黑屏', exact: true }).click()
  await expect.poll(() => screenOf(big).getAttribute('data-state')).toBe('blank')
  await page.getByRole('button', { name: '恢复显示' }).click()
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
  await page.getByRole('button', { name: '解除冻结' }).click()
  await big.getByRole('heading', { name: '夜间施工' }).waitFor()

  await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find(({ webContents }) => !webContents.getURL().includes('/projector/'))?.focus())
  expect((await bigWindow(scene))?.isFocused).toBe(false)
  await button(page).click()
  await expect.poll(async () => (await bigWindow(scene))?.isFocused).toBe(true)
  await big.getByRole('heading', { name: '夜间施工' }).waitFor()
  expect(scene.app.windows().length).toBe(2)

  await page.getByRole('button', { name: '收回全部大屏' }).click()
  await expect.poll(() => screenOf(big).getAttribute('data-state')).toBe('ended')
  // Opened again, the same window shows again.
  await button(page).click()
  await big.getByRole('heading', { name: '夜间施工' }).waitFor()
  expect(scene.app.windows().length).toBe(2)
})

test('[C7] it fills the other display; F11 and Esc do as people expect; when that display goes, it does not cover the chair', async () => {
  const scene = await stage()
  await addDisplay(scene)
  const big = await openScreen(scene)
  const full = { isFull: true, bounds: { x: 1920, y: 0, width: 1280, height: 720 } }
  await expect.poll(() => bigWindow(scene)).toMatchObject(full)
  expect([await press(scene, 'ArrowRight'), (await bigWindow(scene))?.isFull]).toEqual([false, true])
  expect([await press(scene, 'Escape'), (await bigWindow(scene))?.isFull]).toEqual([true, false])
  // Where nothing is to be left, the key is the page's.
  expect([await press(scene, 'Escape'), (await bigWindow(scene))?.isFull]).toEqual([false, false])
  expect([await press(scene, 'F11'), (await bigWindow(scene))?.isFull]).toEqual([true, true])
  expect([await press(scene, 'F11'), (await bigWindow(scene))?.isFull]).toEqual([true, false])
  await button(scene.page).click()
  await expect.poll(() => bigWindow(scene)).toMatchObject(full)
  await scene.app.evaluate(({ screen }) => {
    screen.getAllDisplays = () => [screen.getPrimaryDisplay()]
    screen.emit('display-removed', {}, {})
  })
  expect((await bigWindow(scene))?.isFull).toBe(false)
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
})

test('[C7] it closes with the meeting, and can be opened no more', async () => {
  const scene = await stage()
  const big = await openScreen(scene)
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
  const closed = big.waitForEvent('close')
  for (const item of scene.items) must(endAgendaItem(scene.room.meeting, item, { kind: 'shelved' }, scene.room.context))
  await expect.poll(() => ask(scene.hubUrl, 'POST', `/api/meetings/${scene.id}/close`, scene.token).then(() => 'closed', String)).toBe('closed')
  await closed
  expect(await bigWindow(scene)).toBeUndefined()
  await expect(ask(scene.hubUrl, 'POST', `/api/meetings/${scene.id}/projector`, scene.token)).rejects.toThrow('409')
})

test.skipIf(process.platform === 'darwin')('[C7] it closes with the window that opened it, and so the application ends', async () => {
  const scene = await stage()
  await openScreen(scene)
  const ended = once(scene.app.process(), 'exit')
  await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find(({ webContents }) => !webContents.getURL().includes('/projector/'))?.close())
  expect(await ended).toEqual([0, null])
})

test('[C7][H5] over TLS it trusts the key that the main window trusts', async () => {
  const hub = await startHubProcess(join(folder, 'hub'), 0, ['--host', '0.0.0.0', '--name', '市联席会议', '--allow-origin', APP_ORIGIN])
  atEnd(() => hub.stop())
  const { token, person } = await ask<JoinAnswer>(hub.url, 'POST', '/api/join', '', { invite: hub.secretaryInvite, name: '王秘书' })
  const { id } = await fillMeeting(hub.url, token, person.id)
  const { invite } = await ask<{ invite: string }>(hub.url, 'POST', '/api/invitations', token, { role: 'chair' })
  const desktop = await launchDesktop({ userDataDir: join(folder, 'user') })
  const { page } = desktop
  await page.waitForSelector('#root > *')
  await page.getByRole('radio', { name: '凭邀请加入' }).click({ force: true })
  await page.getByLabel('邀请码或邀请链接').fill(invitationLink(hub.shareUrl, { code: invite, fingerprint: hub.fingerprint ?? '' }))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('你的姓名').fill('周主任')
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await openBar(page, id)
  const big = await openScreen(desktop)
  await expect.poll(() => big.getByRole('heading').allTextContents()).toEqual(['油烟扰民'])
})
