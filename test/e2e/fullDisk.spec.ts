import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Hub } from '../../electron/hub/createHub.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { installBridge } from '../support/installBridge.ts'
import { openBrowser } from '../support/openBrowser.ts'
import { nameStandIns, standBy, untilInStep } from '../hub/link/standIns.ts'
import { joinAs, joinHub, newMeeting, startHub } from '../hub/support.ts'
import { createTestDisk } from '../hub/testDisk.ts'
import type { JoinAnswer } from '../../shared/api.ts'

const OUT = process.env['HUISHANG_OUT'] ?? fileURLToPath(new URL('../../out', import.meta.url))

async function pageOf(browser: Browser, hubUrl: string, { token, person }: Pick<JoinAnswer, 'token' | 'person'>): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })).newPage()
  await page.addInitScript((session) => localStorage.setItem('huishang/secret/session', session), JSON.stringify({ hubUrl, token, person, isHosted: false }))
  return page
}

test('[F7][F8] a host whose disk is full says so on screen, keeps what people write on their machine, and takes it once there is room', async () => {
  const { files, disk } = createTestDisk()
  const hub = await startHub({ rendererDir: join(OUT, 'renderer') }, { files })
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id } = await newMeeting(hub.url, token, { title: '磁盘' })
  const browser = await openBrowser()
  const page = await pageOf(browser, hub.url, { token, person })
  await page.goto(`${hub.url}/#/meeting/${id}/agenda`)
  const badge = page.getByTestId('sync-state')
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  const add = async (title: string): Promise<void> => {
    await page.getByLabel('添加议题', { exact: true }).fill(title)
    await page.keyboard.press('Enter')
  }

  disk.refuses = 'writing'
  await add('第一项')
  await add('第二项')
  await badge.getByText('主机磁盘已满，修改留在本机').waitFor()
  await page.getByTestId('not-saving').getByText('请告诉管理员清理磁盘').waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  await add('第三项')
  await expect.poll(() => page.getByTestId('agenda-item').count()).toBe(3)
  await page.getByRole('button', { name: '关闭会议' }).click()
  await page.keyboard.press('Escape')

  disk.refuses = 'nothing'
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 30_000 })
  expect(await page.getByTestId('not-saving').innerText()).toBe('')
  const other = await pageOf(browser, hub.url, { token, person })
  await other.goto(`${hub.url}/#/meeting/${id}/agenda`)
  await expect.poll(() => other.getByTestId('agenda').locator('.agenda-name').allTextContents()).toEqual(['第一项', '第二项', '第三项'])
})

test('[H6] one meeting that can not be saved: everybody sees it on every screen, in meetings they have not opened yet too, until it can', async () => {
  const { files, disk } = createTestDisk()
  const hub = await startHub({ rendererDir: join(OUT, 'renderer') }, { files })
  const secretary = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const delegate = await joinAs(hub.url, secretary.token, 'coordinator', '李协调')
  const full = await newMeeting(hub.url, secretary.token, { title: '写不下的会' })
  const other = await newMeeting(hub.url, secretary.token, { title: '另一个会' })
  const browser = await openBrowser()
  const writer = await pageOf(browser, hub.url, secretary)
  await writer.goto(`${hub.url}/#/meeting/${full.id}/agenda`)
  await writer.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  const page = await pageOf(browser, hub.url, delegate)
  await page.goto(`${hub.url}/#/today`)
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  await page.getByText('另一个会').first().waitFor()

  disk.only = `${encodeURIComponent(full.room)}.log`
  disk.refuses = 'writing'
  await writer.getByLabel('添加议题', { exact: true }).fill('第一项')
  await writer.keyboard.press('Enter')
  await writer.getByTestId('not-saving').getByText('请告诉管理员清理磁盘').waitFor()
  for (const screen of ['today', 'people', 'archive', 'settings']) {
    await page.goto(`${hub.url}/#/${screen}`)
    await page.getByTestId('not-saving').getByText('请告诉管理员清理磁盘').waitFor()
    await page.getByTestId('sync-state').getByText('主机磁盘已满，修改留在本机').waitFor()
    expect(await axeInEveryLook(page)).toEqual([])
  }
  await page.goto(`${hub.url}/#/meeting/${other.id}/agenda`)
  await page.getByTestId('meeting-unavailable').getByText('主机能写盘后会自动打开').waitFor()

  disk.refuses = 'nothing'
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 30_000 })
  await writer.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 30_000 })
  await page.goto(`${hub.url}/#/meeting/${full.id}/agenda`)
  await expect.poll(() => page.getByTestId('agenda').locator('.agenda-name').allTextContents()).toEqual(['第一项'])
  await page.goto(`${hub.url}/#/today`)
  await expect.poll(() => page.getByTestId('not-saving').innerText(), { timeout: 30_000 }).toBe('')
})

/** The window of a desktop, which asks `standIn` how its own copy stands. */
async function desktopPage(browser: Browser, hubUrl: string, { token, person }: Pick<JoinAnswer, 'token' | 'person'>, standIn: Hub): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })).newPage()
  await page.exposeFunction('askStandIn', () => {
    const state = standIn.peers.state()
    return { ok: true, value: state.state === 'following' ? { state: state.state, url: standIn.url, isCopied: state.isCopied, isSaving: state.isSaving } : { state: 'off' } }
  })
  await page.addInitScript(installBridge, { url: hubUrl, secretaryInvite: '' })
  await page.addInitScript((session) => {
    sessionStorage.setItem('session', session)
    const own = window as unknown as { bridge: Record<string, unknown>; askStandIn: unknown }
    own.bridge['peerState'] = own.askStandIn
  }, JSON.stringify({ hubUrl, token, person, isHosted: false }))
  return page
}

test('[H8] a stand-in whose disk is full says so on its own screen, and is listed so and not as a whole copy, until it has copied on by itself', async () => {
  const { files, disk } = createTestDisk()
  const hub = await startHub({ rendererDir: join(OUT, 'renderer') })
  const secretary = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const deputy = await joinAs(hub.url, secretary.token, 'coordinator', '李副秘书')
  await nameStandIns(hub.url, secretary.token, deputy.person.id)
  const standIn = await standBy(hub, deputy.token, {}, { files })
  await untilInStep(standIn)
  const browser = await openBrowser()
  const page = await pageOf(browser, hub.url, secretary)
  await page.goto(`${hub.url}/#/people`)
  await page.getByText('已有完整副本').waitFor()
  const own = await desktopPage(browser, hub.url, deputy, standIn)
  await own.goto(`${hub.url}/#/today`)
  await own.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  expect(await own.getByTestId('copy-not-saving').count()).toBe(0)

  disk.refuses = 'writing'
  await newMeeting(hub.url, secretary.token)
  await page.getByText(/^▲ .*起磁盘已满，副本不完整$/).waitFor()
  await own.getByTestId('copy-not-saving').getByText('本机磁盘已满或写不进去，工作区副本不完整').waitFor()
  expect([await page.getByText('已有完整副本').count(), await page.getByTestId('not-saving').innerText(), await own.getByTestId('not-saving').innerText()]).toEqual([0, '', ''])
  expect([await axeInEveryLook(page), await axeInEveryLook(own)]).toEqual([[], []])

  disk.refuses = 'nothing'
  await page.getByText('已有完整副本').waitFor()
  await expect.poll(() => own.getByTestId('copy-not-saving').count()).toBe(0)
})
