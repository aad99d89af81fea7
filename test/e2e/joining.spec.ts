import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeFindings, axeInEveryLook, inEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { installBridge } from '../support/installBridge.ts'

/** The empty hub of the first test; the other tests share one that has people. */
let fresh: BrowserApp
let app: BrowserApp
let secretary: PersonAtBrowser
beforeAll(async () => {
  fresh = await BrowserApp.start({ isFresh: true, workspace: '会商' })
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
})

async function joinAs(page: Page, name: string): Promise<void> {
  await page.getByLabel('你的姓名').fill(name)
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
}

/** Name and role in the top bar. */
function who(page: Page) {
  return page.locator('.frame-self').innerText()
}

test('[F5] the first start in the browser creates the workspace, its department and its secretary', async () => {
  const { page, problems } = await fresh.newWindow()
  await page.goto(`${fresh.url}/#/join/${fresh.secretaryInvite}`)
  // Nothing typed yet: it says what is missing, at the place.
  await page.getByRole('button', { name: '新建' }).click()
  await page.getByText('请填写工作区名称。').waitFor()
  expect(await page.getByLabel('工作区名称').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByLabel('工作区名称').fill('锦江区联席会议')
  await page.getByLabel('你的单位').fill('联席会议办公室')
  await page.getByLabel('你的姓名').fill('王芳')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  // The code is neither in the address nor a step back.
  expect(new URL(page.url()).hash).toBe('#/today')
  await page.getByRole('banner').getByText('锦江区联席会议').waitFor()
  expect(await who(page)).toContain('秘书')
  await page.goto(`${fresh.url}/#/people`)
  expect(await page.getByLabel('王芳的单位').locator('option:checked').innerText()).toBe('联席会议办公室')
  expect(problems).toEqual([])
})

test('[F5] an invitation by link sets role and department', async () => {
  const { page } = secretary
  await secretary.open('#/people')
  await page.getByLabel('添加单位').fill('住房和城乡建设局')
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: '住房和城乡建设局' }).waitFor()
  await page.getByRole('button', { name: '邀请人员' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('角色').selectOption({ label: '单位代表' })
  await dialog.getByLabel('单位').selectOption({ label: '住房和城乡建设局' })
  await dialog.getByRole('button', { name: '生成邀请' }).click()
  const link = await dialog.getByTestId('invitation-link').innerText()
  expect(link).toBe(`${app.url}/#/join/${await dialog.getByTestId('invitation-code').innerText()}`)
  await dialog.getByRole('img', { name: '邀请链接的二维码' }).waitFor()

  const guest = await app.newWindow()
  await guest.page.goto(link)
  await guest.page.getByRole('heading', { name: '加入“锦江区联席会议”' }).waitFor()
  await guest.page.getByText('你将以单位代表身份代表住房和城乡建设局加入').waitFor()
  await joinAs(guest.page, '张伟')
  expect(await who(guest.page)).toContain('单位代表')
  // The secretary sees them arrive without reloading.
  await page.keyboard.press('Escape')
  await page.getByLabel('张伟的单位').waitFor()
  expect(await page.getByLabel('张伟的单位').locator('option:checked').innerText()).toBe('住房和城乡建设局')
  expect(guest.problems).toEqual([])
})

test('[F5] an invitation by code works in small letters and with spaces, once', async () => {
  const code = await app.invite({ role: 'observer' })
  const { page } = await app.newWindow()
  await page.goto(app.url)
  await page.getByLabel('邀请码或邀请链接').fill(` ${code.toLowerCase().replaceAll('-', ' ')} `)
  await page.keyboard.press('Enter')
  await page.getByText('你将以列席身份加入').waitFor()
  await joinAs(page, '社区代表')
  await page.getByText('社区代表').first().waitFor()

  const second = await app.newWindow()
  await second.page.goto(`${app.url}/#/join/${code}`)
  expect(await second.page.getByRole('alert').innerText()).toContain('这个邀请已经用过了。请向秘书要一个新的。')
})

test('[F5] unknown and expired invitations, and a hub that is away, say so and what to do', async () => {
  const soon = await app.invite({ role: 'observer', expiresInHours: 0.0002 })
  const { page } = await app.newWindow()
  await page.goto(app.url)
  await page.getByLabel('邀请码或邀请链接').fill('K7QX-M2PD-9RTW')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('没有这个邀请').waitFor()
  await page.getByRole('button', { name: '换一个邀请' }).click()
  await page.getByLabel('邀请码或邀请链接').fill(`${app.url}/#/join/${soon}`)
  await expect.poll(async () => (await fetch(`${app.url}/api/invitations/check`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ invite: soon }) })).status).toBe(410)
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('这个邀请已经过期').waitFor()

  await page.route('**/api/**', (route) => route.abort())
  await page.getByRole('button', { name: '换一个邀请' }).click()
  await page.getByLabel('邀请码或邀请链接').fill('K7QX-M2PD-9RTW')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('连不上会商主机').waitFor()
  await page.unroute('**/api/**')
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByRole('alert').getByText('没有这个邀请').waitFor()

  // A link pasted into the same tab counts, not what was typed before; and what was typed can be corrected.
  await page.getByRole('button', { name: '换一个邀请' }).click()
  expect(await page.getByLabel('邀请码或邀请链接').inputValue()).toBe('K7QX-M2PD-9RTW')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('没有这个邀请').waitFor()
  await page.goto(`${app.url}/#/join/${await app.invite({ role: 'observer' })}`)
  await page.getByText('你将以列席身份加入').waitFor()
})

test('[F5][F7] the session survives a reload, a restart of the hub and of the browser while the hub is away', async () => {
  const person = await app.newPerson({ name: '欧阳修远', role: 'coordinator', department: '城市管理委员会' })
  const { page, context } = person
  await page.reload()
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  expect(await who(page)).toContain('欧阳修远')

  // Until the service worker has kept the page there is nothing to open without the hub.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await app.stopHub()
  await page.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()
  // The page itself comes from this machine now, and so does what it shows.
  await page.close()
  const reopened = await context.newPage()
  await reopened.goto(`${app.url}/#/people`)
  await reopened.getByRole('row').filter({ hasText: '欧阳修远' }).waitFor()
  await reopened.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()

  await app.startHub()
  await reopened.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 20_000 })
})

test('[F5] a session that the hub no longer knows leads back to the start, and says that nothing is lost', async () => {
  const person = await app.newPerson({ name: '李建国', role: 'chair' })
  await app.ask('DELETE', '/api/session', undefined, person.token)
  await person.page.reload()
  await person.page.getByRole('alert').getByText('本机的副本都还在').waitFor()
  await person.page.getByLabel('邀请码或邀请链接').fill(await app.invite({ role: 'chair' }))
  await person.page.keyboard.press('Enter')
  await joinAs(person.page, '李建国')
  expect(await who(person.page)).toContain('主持人')
})

test('[F5] who has joined and opens another invitation is asked before anybody is replaced', async () => {
  const person = await app.newPerson({ name: '陈晓明', role: 'delegate', department: '城市管理委员会' })
  const link = `#/join/${await app.invite({ role: 'observer' })}`
  await person.open(link)
  await person.page.getByRole('button', { name: '继续以陈晓明的身份' }).click()
  await person.page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  expect(await who(person.page)).toContain('陈晓明')
  await person.open(link)
  await person.page.getByRole('button', { name: '用邀请换一个人' }).click()
  await joinAs(person.page, '赵敏')
  expect(await who(person.page)).toContain('赵敏')
})

test("[F5] an observer can't use the secretary's controls, and reads why", async () => {
  const observer = await app.newPerson({ name: '列席代表', role: 'observer' })
  const { page } = observer
  await observer.open('#/people')
  const invite = page.getByRole('button', { name: '邀请人员' })
  expect(await invite.getAttribute('aria-disabled')).toBe('true')
  await invite.click({ force: true })
  await observer.open('#/people/invite')
  await page.getByText('只有秘书可以邀请人员').first().waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.getByRole('main').getByRole('combobox').count()).toBe(0)
  await observer.open('#/today/new')
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  // And the hub agrees, whatever a screen may show.
  await expect(app.ask('POST', '/api/departments', { name: '私设单位' }, observer.token)).rejects.toThrow('403')
})

test('[F5] the secretary changes roles and names in place, and everyone sees it at once', async () => {
  const delegate = await app.newPerson({ name: '刘洋', role: 'delegate', department: '公安分局' })
  const { page } = secretary
  await secretary.open('#/people')
  await page.getByLabel('刘洋的角色').selectOption({ label: '主持人' })
  await expect.poll(() => who(delegate.page)).toContain('主持人')
  await page.getByRole('button', { name: '单位名称: 公安分局' }).click()
  await page.getByRole('textbox', { name: '单位名称' }).fill('市公安局锦江区分局')
  await page.keyboard.press('Enter')
  await delegate.open('#/people')
  await delegate.page.getByRole('listitem').filter({ hasText: '市公安局锦江区分局' }).waitFor()
  expect(delegate.problems).toEqual([])
})

test('[F5] a new meeting is created from Today with the keyboard and opens', async () => {
  const { page } = secretary
  await secretary.open('#/today')
  await page.keyboard.press('Control+k')
  await page.locator('.palette').getByRole('combobox').fill('新建会议')
  await page.keyboard.press('Enter')
  await page.getByLabel('会议名称').fill('油烟扰民治理第3次综合会商')
  await page.getByLabel('日期', { exact: true }).fill('2026-03-05')
  await page.getByLabel('时间', { exact: true }).fill('14:30')
  await page.getByRole('radio', { name: '督办会' }).check({ force: true })
  await page.getByLabel('会议名称').press('Enter')
  await page.waitForURL(/#\/meeting\/[\w-]+\/agenda$/)
  await page.keyboard.press('Alt+1')
  const row = page.getByRole('row').filter({ hasText: '油烟扰民治理第3次综合会商' })
  await row.waitFor()
  expect(await row.innerText()).toContain('2026年3月5日 周四 14:30')
  expect(await row.innerText()).toContain('督办会')
})

test('[F5] a desktop that runs the hub itself creates the workspace without any code, and its menu works', async () => {
  const own = await BrowserApp.start({ isFresh: true })
  const { page, problems } = await own.newWindow()
  // The page meets the preload's bridge as on the desktop; the hub it starts is the one of this test.
  await page.addInitScript(installBridge, { url: own.url, secretaryInvite: own.secretaryInvite })
  await page.goto(own.url)
  await page.getByRole('radio', { name: '凭邀请加入' }).click()
  await page.getByLabel('邀请码或邀请链接').fill('K7QX-M2PD-9RTW')
  await page.keyboard.press('Enter')
  await page.getByText('只有邀请码找不到会商主机').waitFor()
  await page.getByRole('radio', { name: '新建工作区' }).click()
  await page.getByLabel('工作区名称').fill('青羊区联席会议')
  await page.getByLabel('你的单位').fill('联席会议办公室')
  await page.getByLabel('你的姓名').fill('周秘书')
  await page.keyboard.press('Enter')
  await page.getByRole('banner').getByText('青羊区联席会议').waitFor()
  expect(await who(page)).toContain('秘书')
  const send = (command: string) => page.evaluate((name) => (window as unknown as { sendMenuCommand(command: string): void }).sendMenuCommand(name), command)
  await send('open-settings')
  await page.getByText('系统没有可用的钥匙串').waitFor()
  await send('toggle-theme')
  expect(await page.evaluate(() => document.body.classList.contains('bp6-dark'))).toBe(true)
  await send('show-keys')
  await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '退出工作区' }).click()
  await page.getByText('会商主机就在这台电脑上').waitFor()
  await page.getByRole('button', { name: '退出', exact: true }).click()
  // Its invitation is used up: it says how the person at this very machine gets back in.
  await page.getByRole('alert').getByText('请退出会商再打开').waitFor()
  expect(problems).toEqual([])
})

const LONG_NAME = '成都市锦江区综合行政执法局城市管理综合行政执法大队油烟污染专项治理工作办公室'

test('[F5] every screen is accessible in either language, light and dark, and fits a phone', async () => {
  const person = await app.newPerson({ name: '李四光', role: 'secretary', department: LONG_NAME })
  const { page } = person
  const findings = new Map<string, readonly string[]>()
  for (const place of ['#/today', '#/people', '#/settings']) {
    await person.open(place)
    await page.getByRole('heading', { level: 1 }).waitFor()
    findings.set(place, await inEveryLook(page, async () => [...(await axeFindings(page)), ...(await overflowOnPhone(page))]))
  }
  const start = await app.newWindow()
  for (const place of ['#/', `#/join/${await app.invite({ role: 'observer' })}`]) {
    await start.page.goto(`${app.url}/${place}`)
    await start.page.getByRole('textbox').waitFor()
    findings.set(`start ${place.slice(0, 6)}`, await axeInEveryLook(start.page))
  }
  expect([...findings].filter(([, found]) => found.length > 0)).toEqual([])
  expect(person.problems).toEqual([])
})

async function overflowOnPhone(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 390, height: 844 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await page.setViewportSize({ width: 1280, height: 800 })
  return overflow > 0 ? [`at 390 px wider than the window by ${overflow} px`] : []
}

test('[F5] every dialog is accessible in either language, light and dark, and closes with Esc', async () => {
  const person = await app.newPerson({ name: '竺可桢', role: 'secretary' })
  const { page } = person
  const findings = new Map<string, readonly string[]>()
  const lookAndClose = async (name: string): Promise<void> => {
    const dialog = page.locator('[role="dialog"], dialog[open]')
    await dialog.waitFor()
    findings.set(name, await axeInEveryLook(page))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await person.open('#/today/new')
  await lookAndClose('new meeting')
  await person.open('#/people/invite')
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByTestId('invitation-code').waitFor()
  await lookAndClose('invitation')
  await page.keyboard.press('Control+k')
  await lookAndClose('palette')
  await page.keyboard.press('?')
  await lookAndClose('keys')
  expect([...findings].filter(([, found]) => found.length > 0)).toEqual([])
  expect(person.problems).toEqual([])
})
