import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { fingerprintDigits } from '../../shared/lib/fingerprint.ts'
import { invitationLink } from '../../shared/lib/invitationLink.ts'
import { APP_ORIGIN } from '../electron-double/origin.mjs'
import { hearsMulticast, LAN_ADDRESS } from '../hub/lan.ts'
import { atEnd } from '../support/atEnd.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { startHubProcess, type HubProcess } from '../support/hubProcess.ts'
import { launchDesktop, type Desktop } from '../support/launchDesktop.ts'
import { openBrowser } from '../support/openBrowser.ts'
import { startTlsRelay } from '../support/tlsRelay.ts'

let folder: string
let hub: HubProcess
/** The hub's folder. */
let dataDir: string
let secretaryToken: string
let browser: Browser
let users = 0

beforeAll(async () => {
  folder = await emptyFolder()
  browser = await openBrowser()
})
beforeEach(async () => {
  dataDir = await mkdtemp(join(folder, 'hub-'))
  hub = await startSharedHub()
  secretaryToken = String((await ask('/api/join', { invite: hub.secretaryInvite, name: '测试秘书' }))['token'])
})

async function startSharedHub(port = 0): Promise<HubProcess> {
  const started = await startHubProcess(dataDir, port, ['--host', '0.0.0.0', '--name', '锦江区联席会议', '--allow-origin', APP_ORIGIN])
  atEnd(() => started.stop())
  return started
}

async function start(user = `user-${++users}`): Promise<Desktop & { readonly user: string }> {
  const desktop = await launchDesktop({ userDataDir: join(folder, user), env: { HUISHANG_ALLOW_ORIGIN: APP_ORIGIN } })
  await desktop.page.waitForSelector('#root > *')
  return { ...desktop, user }
}

async function ask(path: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${hub.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })
  return (await response.json()) as Record<string, unknown>
}

/** A new invitation: its link and its code. */
async function invite(): Promise<{ readonly link: string; readonly code: string }> {
  const { link, invite: code } = await ask('/api/invitations', { role: 'observer' }, secretaryToken)
  return { link: String(link), code: String(code) }
}

async function giveInvitation(page: Page, text: string, address?: string): Promise<void> {
  const tab = page.getByRole('radio', { name: '凭邀请加入' })
  if ((await tab.count()) > 0) await tab.click({ force: true })
  await page.getByLabel('邀请码或邀请链接').fill(text)
  if (address !== undefined) await page.getByLabel('会商主机地址').fill(address)
  await page.getByRole('button', { name: '下一步' }).click()
}

async function giveName(page: Page, name: string): Promise<void> {
  await page.getByLabel('你的姓名').fill(name)
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
}

test('[H5] the desktop joins a hub over TLS by its link, and is there again after a restart', async () => {
  const first = await start()
  const { link, code } = await invite()
  expect(link).toBe(invitationLink(hub.shareUrl, { code, fingerprint: hub.fingerprint ?? '' }))
  await giveInvitation(first.page, link)
  await first.page.getByText('你将以列席身份加入').waitFor()
  await giveName(first.page, '列席代表')
  await first.close()
  const again = await start(first.user)
  await again.page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
})

test('[H5] somebody in between with another certificate is refused in plain words, and hears nothing', async () => {
  const relay = await startTlsRelay(hub)
  const { page } = await start()
  const { code } = await invite()
  await giveInvitation(page, invitationLink(relay.url, { code, fingerprint: hub.fingerprint ?? '' }))
  const refusal = await page.getByRole('alert').innerText()
  expect([refusal.includes('什么都没有发送'), refusal.includes('向秘书当面要一个新的邀请'), relay.heard]).toEqual([true, true, []])
  // The page itself gets no further either, whatever it tries.
  const tried = await page.evaluate(async (url) => {
    const opened = new Promise<string>((resolve) => {
      const socket = new WebSocket(`${url.replace('https:', 'wss:')}/sync/directory`, ['huishang', 'token'])
      socket.addEventListener('open', () => resolve('open'))
      socket.addEventListener('error', () => resolve('refused'))
    })
    return [await fetch(`${url}/api/session`, { headers: { authorization: 'Bearer token' } }).then(() => 'reached', () => 'refused'), await opened]
  }, relay.url)
  expect([tried, relay.heard]).toEqual([['refused', 'refused'], []])
})

test('[H5] a hub whose key has changed is refused in the open window; a new invitation and a restart lead back', async () => {
  const first = await start()
  await giveInvitation(first.page, (await invite()).link)
  await giveName(first.page, '列席代表')
  // Another machine takes the address, with the same workspace and a key of its own.
  await hub.stop()
  await rm(join(dataDir, 'tls'), { recursive: true })
  const before = hub.fingerprint
  hub = await startSharedHub(hub.port)
  expect(hub.fingerprint).not.toBe(before)
  await first.page.getByRole('alert').getByText('密钥和已知的不一样').waitFor({ timeout: 30_000 })
  await first.page.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()

  await first.page.getByRole('link', { name: '设置' }).click()
  await first.page.getByRole('button', { name: '退出工作区' }).click()
  await first.page.getByRole('button', { name: '退出', exact: true }).click()
  const { link } = await invite()
  await giveInvitation(first.page, link)
  await first.page.getByRole('alert').getByText('请退出会商再打开').waitFor()
  await first.close()
  const again = await start(first.user)
  await giveInvitation(again.page, link)
  await giveName(again.page, '列席代表')
})

test("[H5] with a bare code the host's check code is compared before anything is sent", async () => {
  const relay = await startTlsRelay(hub)
  const { page } = await start()
  const { code } = await invite()
  await giveInvitation(page, code, '192.168.1.5 7420')
  await page.getByText('这不是会商主机的地址').waitFor()
  await giveInvitation(page, code, new URL(relay.url).host)
  await page.getByRole('heading', { name: '核对会商主机' }).waitFor()
  const shown = (await page.getByTestId('check-code').innerText()).replaceAll(/\s+/g, ' ').trim()
  expect([shown === fingerprintDigits(hub.fingerprint ?? ''), /^(\d{4} ){4}\d{4}$/.test(shown)]).toEqual([false, true])
  await page.getByRole('button', { name: '不一致，不加入' }).click()
  await page.getByRole('alert').getByText('没有加入，什么都没有发送').waitFor()
  await page.getByRole('button', { name: '换一个邀请' }).click()
  // What was typed is there to be corrected.
  expect([await page.getByLabel('邀请码或邀请链接').inputValue(), await page.getByLabel('会商主机地址').inputValue()]).toEqual([code, new URL(relay.url).host])
  expect(relay.heard).toEqual([])
  await relay.close()

  await giveInvitation(page, code, new URL(hub.shareUrl).host)
  expect((await page.getByTestId('check-code').innerText()).replaceAll(/\s+/g, ' ').trim()).toBe(fingerprintDigits(hub.fingerprint ?? ''))
  await page.getByRole('button', { name: '一致，继续' }).click()
  await giveName(page, '列席代表')
})

test.skipIf(LAN_ADDRESS === undefined)('[H5] the desktop does not talk to another machine without encryption', async () => {
  const { page } = await start()
  const { code } = await invite()
  const plain = `http://${LAN_ADDRESS}:${hub.port}`
  await giveInvitation(page, `${plain}/#/join/${code}`)
  await page.getByRole('alert').getByText('这个地址没有加密').waitFor()
  expect(await page.evaluate((url) => fetch(`${url}/healthz`).then(() => 'reached', () => 'refused'), plain)).toBe('refused')
})

test.skipIf(!(await hearsMulticast()))('[H5] hubs nearby are listed where people join, and one is chosen by a click (skipped where the network lets no multicast through)', async () => {
  const { page } = await start()
  await page.getByRole('radio', { name: '凭邀请加入' }).click({ force: true })
  const address = new URL(hub.shareUrl).host
  await page.getByRole('group', { name: '附近的会商' }).getByRole('button', { name: address }).click()
  expect(await page.getByLabel('会商主机地址').inputValue()).toBe(address)
  await giveInvitation(page, (await invite()).code)
  await page.getByRole('button', { name: '一致，继续' }).click()
  await giveName(page, '列席代表')
})

test('[H5] the hosting desktop lets others in on screen: they join over TLS, and when it closes again only its own window stays', async () => {
  const { page } = await start()
  await page.getByLabel('工作区名称').fill('市联席会议')
  await page.getByLabel('你的单位').fill('城市管理委员会')
  await page.getByLabel('你的姓名').fill('王秘书')
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()

  await page.getByRole('link', { name: '人员' }).click()
  await page.getByRole('button', { name: '邀请人员' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('现在只有这台电脑能打开会商').waitFor()
  await dialog.getByRole('radio', { name: '本网络的电脑' }).click({ force: true })
  await dialog.getByText('同一网络的电脑凭邀请可以加入').waitFor()
  await dialog.getByRole('button', { name: '生成邀请' }).click()
  const link = await dialog.getByTestId('invitation-link').innerText()
  expect(link).toMatch(/^https:\/\/[\d.]+:\d+\/#\/join\/[\dA-Z-]{14}\.[\w-]{43}$/)
  const digits = await dialog.getByTestId('check-code').innerText()
  await dialog.getByRole('button', { name: '全屏展示' }).click()
  const screen = page.locator('.invitation-on-screen')
  expect([await screen.locator('.invitation-on-screen-address').innerText(), await screen.getByTestId('check-code').innerText()]).toEqual([new URL(link).origin, digits])
  expect(await axeInEveryLook(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  const guest = await (await browser.newContext({ locale: 'zh-CN', ignoreHTTPSErrors: true, reducedMotion: 'reduce' })).newPage()
  await guest.goto(link)
  await guest.getByRole('complementary', { name: '浏览器版须知' }).getByText('不能刷新').waitFor()
  expect(await axeInEveryLook(guest)).toEqual([])
  await giveName(guest, '李代表')
  await page.getByLabel('李代表的单位').waitFor()

  await page.getByRole('link', { name: '设置' }).click()
  expect(await page.getByTestId('check-code').innerText()).toBe(digits)
  await page.getByRole('radio', { name: '只有这台电脑' }).click({ force: true })
  await guest.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()
  expect(await page.locator('[data-testid="sync-state"]').getAttribute('data-state')).toBe('live')
  await page.getByRole('radio', { name: '本网络的电脑' }).click({ force: true })
  // The key is the same, so the guest comes back by itself.
  await guest.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 20_000 })
  expect(await page.getByTestId('check-code').innerText()).toBe(digits)
})

test('[H5] joining and comparing are accessible in either language, light and dark; the reading goes on where the screen changed', async () => {
  const { page } = await start()
  await page.getByRole('radio', { name: '凭邀请加入' }).click({ force: true })
  const findings = [await axeInEveryLook(page)]
  await page.getByLabel('邀请码或邀请链接').fill((await invite()).code)
  await page.getByLabel('会商主机地址').fill(new URL(hub.shareUrl).host)
  await page.keyboard.press('Enter')
  await page.getByTestId('check-code').waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('核对会商主机')
  findings.push(await axeInEveryLook(page))
  await page.getByRole('button', { name: '不一致，不加入' }).press('Enter')
  await expect.poll(focused).toBe('加入会商')
  findings.push(await axeInEveryLook(page))
  expect(findings).toEqual([[], [], []])
})
