import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { cutNetwork } from '../support/cutNetwork.ts'
import { fillMeeting } from '../support/fillMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
})

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
}

/** Rows of the sign-ins that the screen shows below this person's name. */
function signInsOf(page: Page, name: string) {
  return page.locator('tbody').filter({ has: page.locator('.sign-in-name', { hasText: name }) }).getByTestId('sign-in')
}

/** One more session for that person, from another machine. @returns its token. */
async function signInElsewhere(person: PersonAtBrowser, client: 'desktop' | 'browser' = 'desktop'): Promise<string> {
  const { invite } = (await app.ask('POST', `/api/people/${person.id}/invitations`, {}, person.token)) as { invite: string }
  return ((await app.ask('POST', '/api/join', { invite, name: '-', client }, '')) as { token: string }).token
}

async function statusOf(token: string): Promise<number> {
  return (await fetch(new URL('/api/session', app.url), { headers: { authorization: `Bearer ${token}` } })).status
}

test('[H4] an invitation is seen and taken back by keyboard; from then on it lets nobody in', async () => {
  const { page } = secretary
  const code = await app.invite({ role: 'coordinator', uses: 3 })
  await secretary.open('#/people')
  await page.getByRole('link', { name: '邀请', exact: true }).press('Enter')
  const row = page.getByRole('row').filter({ hasText: '联络员' })
  await row.getByText('可用').waitFor()
  expect(await row.innerText()).toContain('3 / 3 人')
  const listed = await page.getByRole('main').innerText()
  expect([code, code.replaceAll('-', '')].filter((secret) => listed.includes(secret))).toEqual([])
  // Enter out of habit takes nothing back.
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await row.getByRole('button').press('Enter')
  await expect.poll(focused).toBe('取消')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('收回')
  await row.getByRole('button').press('Enter')
  await expect.poll(focused).toBe('取消')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('邀请已收回').waitFor()
  await row.waitFor({ state: 'hidden' })
  // The list keeps the focus that the vanished button had.
  await expect.poll(focused).toBe('可用的邀请')
  await page.getByText(/^已失效/).click()
  await row.getByText('已收回').waitFor()

  const guest = await app.newWindow()
  await guest.page.goto(`${app.url}/#/join/${code}`)
  await guest.page.getByRole('alert').getByText('这个邀请已被收回').waitFor()
})

test('[H4] the secretary ends a sign-in, and that window is out at once; it says why', async () => {
  const guest = await app.newPerson({ name: '李丢失', department: '城市管理委员会' })
  const other = await signInElsewhere(guest)
  const { page } = secretary
  await secretary.open('#/people/sign-ins')
  const rows = signInsOf(page, '李丢失')
  await expect.poll(() => rows.count()).toBe(2)
  await rows.filter({ hasText: '桌面版' }).getByRole('button', { name: /结束登录：李丢失/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束登录' }).click()
  await page.getByText('已结束李丢失的登录').waitFor()
  await expect.poll(() => rows.count()).toBe(1)
  expect([await statusOf(other), await statusOf(guest.token)]).toEqual([401, 200])

  await rows.getByRole('button', { name: /结束登录：李丢失/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束登录' }).click()
  await guest.page.getByRole('alert').getByText('这里的登录已失效').waitFor()
  await page.locator('tbody').filter({ hasText: '李丢失' }).getByText('没有登录').waitFor()
})

test('[H4] what a window had not sent when its sign-in ended is sent once the same person signs in there again', async () => {
  const guest = await app.newPerson({ name: '孙未送', department: '城市管理委员会' })
  const { id } = await fillMeeting(app, '未送出的修改', { secretary, delegate: guest })
  const network = await cutNetwork(guest.context)
  const { page } = guest
  await guest.open(`#/meeting/${id}/board`)
  await page.reload()
  await live(page)
  await network.cut()
  await page.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()
  await page.getByLabel('在“在办”中添加议题卡').fill('离线时写下')
  await page.keyboard.press('Enter')
  await page.getByText('离线时写下').first().waitFor()
  await app.ask('DELETE', `/api/people/${guest.id}/sessions`)
  network.restore()
  await page.getByRole('alert').getByText('这里的登录已失效').waitFor()

  const { invite } = (await app.ask('POST', `/api/people/${guest.id}/invitations`, {})) as { invite: string }
  await page.goto(`${app.url}/#/join/${invite}`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  await guest.open(`#/meeting/${id}/board`)
  await secretary.open(`#/meeting/${id}/board`)
  await expect.poll(() => secretary.page.getByText('离线时写下').count()).toBe(1)
  expect(await page.getByTestId('refused').count()).toBe(0)
})

test('[H4] one sees and ends one’s own sign-ins, and signs in on another device as the same person', async () => {
  const person = await app.newPerson({ name: 'Zhao Qiang', department: '公安分局', language: 'en', theme: 'dark' })
  const stolen = await signInElsewhere(person)
  const { page } = person
  await person.open('#/settings')
  const rows = page.getByTestId('sign-in')
  await expect.poll(() => rows.count()).toBe(2)
  expect(await rows.filter({ hasText: 'this window' }).getByRole('button').count()).toBe(0)
  await rows.filter({ hasText: 'Desktop' }).getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => rows.count()).toBe(1)
  expect([await statusOf(stolen), await statusOf(person.token)]).toEqual([401, 200])

  await page.getByRole('button', { name: 'Sign in on another device' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create invitation' }).click()
  const link = await page.getByTestId('invitation-link').innerText()
  const phone = await app.newWindow({ language: 'en' })
  await phone.page.goto(link)
  await phone.page.getByText('signs Zhao Qiang in on this device').waitFor()
  await phone.page.getByRole('button', { name: 'Sign in' }).click()
  await phone.page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect(await phone.page.locator('.frame-self').innerText()).toContain('Zhao Qiang')
  expect(((await app.ask('GET', '/api/sessions', undefined, person.token)) as { sessions: unknown[] }).sessions.length).toBe(2)
})

test('[H4] no address that a window asks for holds a token or a code', async () => {
  const code = await app.invite({ role: 'observer' })
  const { page } = await app.newWindow()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url(), request.headers()['referer'] ?? ''))
  page.on('websocket', (socket) => asked.push(socket.url()))
  await page.goto(`${app.url}/#/join/${code}`)
  await page.getByLabel('你的姓名').fill('列席代表')
  await page.keyboard.press('Enter')
  await live(page)
  const { token } = JSON.parse((await page.evaluate(() => localStorage.getItem('huishang/secret/session'))) ?? '{}') as { token: string }
  expect(token.length).toBeGreaterThan(40)
  expect(asked.some((url) => url.startsWith('ws'))).toBe(true)
  expect(asked.filter((url) => url.includes(token) || url.includes(code) || url.includes(code.replaceAll('-', '')))).toEqual([])
})

test('[H4] who changed an issue, an action and an item is there to read, by keyboard too', async () => {
  const delegate = await app.newPerson({ name: '吴敏', department: '区生态环境局' })
  const { id, itemId } = await fillMeeting(app, '修改记录', { secretary, delegate: delegate })
  await delegate.open(`#/meeting/${id}/board`)
  await delegate.page.getByText('本单位的议题卡').first().click()
  const title = delegate.page.getByRole('complementary').getByRole('button', { name: /^标题/ })
  await title.press('Enter')
  await delegate.page.getByRole('complementary').getByRole('textbox', { name: '标题' }).fill('改过的议题卡')
  await delegate.page.keyboard.press('Enter')

  const { page } = secretary
  await secretary.open(`#/meeting/${id}/board`)
  await page.getByText('改过的议题卡').first().click()
  const line = page.getByTestId('record-trail').getByRole('button')
  await expect.poll(() => line.innerText()).toMatch(/^吴敏 最近修改：\d+年\d+月\d+日 周. \d\d:\d\d（今天）$/)
  await line.press('Enter')
  const trail = page.getByRole('dialog', { name: '修改记录' })
  await expect.poll(() => trail.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/^吴敏\n修改了标题\n.*今天$/), expect.stringMatching(/^王芳\n新建\n.*今天$/)])
  expect(await axeInEveryLook(page)).toEqual([])
  // Esc closes the trail and not the panel behind it.
  await page.keyboard.press('Escape')
  await trail.waitFor({ state: 'detached' })
  await expect.poll(() => line.evaluate((button) => button === document.activeElement)).toBe(true)

  await secretary.open(`#/meeting/${id}/actions`)
  await page.locator('[data-action]').first().locator('[data-cell$="/status"]').click()
  await page.getByTestId('record-trail').getByText(/^王芳 最近修改/).waitFor()
  await secretary.open(`#/meeting/${id}/agenda/${itemId}`)
  await page.getByTestId('record-trail').getByRole('button').click()
  await expect.poll(() => trail.getByRole('listitem').count()).toBe(3)
  expect((await trail.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n')[1]).toSorted()).toEqual(['笔记：新建', '议定事项 1：新建', '议题：新建'])
})

test('[H4] axe finds nothing on invitations, sign-ins and settings, in either language, light and dark', async () => {
  const person = await app.newPerson({ name: '郑秘书', role: 'secretary', department: '锦江区住房和城乡建设局城市更新与历史文化街区保护利用工作专班办公室' })
  await signInElsewhere(person)
  await app.invite({ role: 'observer' })
  const { page } = person
  for (const [hash, sign] of [
    ['#/people/invitations', '.invitation-table'],
    ['#/people/sign-ins', '[data-testid="sign-in"]'],
    ['#/settings', '[data-testid="sign-in"]'],
  ] as const) {
    await person.open(hash)
    await page.locator(sign).first().waitFor()
    expect({ hash, findings: await axeInEveryLook(page) }).toEqual({ hash, findings: [] })
  }
  await person.open('#/people/sign-ins')
  await page.locator('.sign-in-table tbody button').last().click()
  await page.getByRole('dialog').waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  expect(person.problems).toEqual([])
})
