import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { atEnd } from '../support/atEnd.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { cutNetwork, type Network } from '../support/cutNetwork.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { keptNotes, noteLines, placeCaret } from '../support/noteLines.ts'
import { chromiumOptions } from '../support/openBrowser.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let li: PersonAtBrowser
let network: Network

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  li = await app.newPerson({ name: '李建国', role: 'coordinator', department: '区综合行政执法局' })
  network = await cutNetwork(li.context)
})
afterEach(() => {
  const problems = [...secretary.problems, ...li.problems]
  if (problems.length > 0) throw new Error(problems.join('\n'))
})

const state = (page: Page, wanted: string) => page.locator(`[data-testid="sync-state"][data-state="${wanted}"]`).waitFor()
const titles = (page: Page) => page.getByTestId('agenda').locator('.agenda-name').allTextContents()
const notes = (page: Page) => page.getByTestId('note-body')

/** A meeting with two items that both have open. */
async function gather(title: string): Promise<string> {
  const id = await app.newMeeting({ title, startsAt: new Date().toISOString() })
  await secretary.open(`#/meeting/${id}/agenda`)
  await li.open(`#/meeting/${id}/agenda`)
  await li.page.reload()
  for (const item of ['油烟扰民', '夜间施工']) await addItem(item)
  await state(li.page, 'live')
  await expect.poll(() => titles(li.page)).toEqual(['油烟扰民', '夜间施工'])
  return id
}

async function addItem(title: string): Promise<void> {
  const field = secretary.page.getByLabel('添加议题')
  await field.fill(title)
  await field.press('Enter')
}

async function write(page: Page, text: string): Promise<void> {
  await placeCaret(page, 'Control+End')
  await page.keyboard.type(text)
}

test('[F7] both sides go on while one is away; on return they are equal and the returning one hears what others did', async () => {
  await gather('离线合并')
  await write(secretary.page, 'agreed')
  await expect.poll(() => noteLines(li.page)).toEqual(['agreed'])
  await network.cut()
  await state(li.page, 'offline')
  expect(await li.page.getByTestId('sync-state').textContent()).toContain('离线')
  await write(li.page, ' on site')
  await expect.poll(() => li.page.getByTestId('sync-state').textContent()).toMatch(/离线，\d+ 处修改待同步/)

  await addItem('共享单车')
  await secretary.page.keyboard.press('Control+Home')
  await notes(secretary.page).click()
  await secretary.page.keyboard.press('Control+Home')
  await secretary.page.keyboard.type('in the room ')
  expect(await titles(li.page)).toEqual(['油烟扰民', '夜间施工'])

  network.restore()
  await state(li.page, 'live')
  for (const { page } of [secretary, li]) {
    await expect.poll(() => noteLines(page)).toEqual(['in the room agreed on site'])
    await expect.poll(() => titles(page)).toEqual(['油烟扰民', '夜间施工', '共享单车'])
  }
  // At once, not when the other one's presence is renewed.
  await expect.poll(() => li.page.getByTestId('present-count').getAttribute('data-count'), { timeout: 2000 }).toBe('2')
  const report = li.page.getByTestId('return-report')
  await report.waitFor()
  expect(await axeInEveryLook(li.page)).toEqual([])
  expect(await report.getByRole('listitem').allTextContents()).toEqual(['议题 1 项共享单车新增', '笔记 1 处油烟扰民'])
  await report.getByRole('link', { name: '共享单车' }).click()
  await li.page.getByRole('heading', { name: '共享单车' }).waitFor()
  await report.getByRole('button', { name: '关闭' }).click()
  expect(await report.count()).toBe(0)
  expect(await secretary.page.getByTestId('return-report').count()).toBe(0)
})

test('[F7] a hub that stops and starts again is an absence of everyone; nothing is lost', async () => {
  await gather('主机重启')
  await app.stopHub()
  for (const { page } of [secretary, li]) await state(page, 'offline')
  await write(secretary.page, '132')
  await addItem('共享单车')
  expect(await secretary.page.getByRole('button', { name: '关闭会议' }).isEnabled()).toBe(true)
  await app.startHub()
  for (const { page } of [secretary, li]) await state(page, 'live')
  await expect.poll(() => noteLines(li.page)).toEqual(['132'])
  await expect.poll(() => titles(li.page)).toEqual(['油烟扰民', '夜间施工', '共享单车'])
})

test('[F7] closing waits for the network and says so', async () => {
  const id = await app.newMeeting({ title: '关闭要联网', startsAt: new Date().toISOString() })
  await secretary.open(`#/meeting/${id}`)
  await state(secretary.page, 'live')
  await app.stopHub()
  await state(secretary.page, 'offline')
  await secretary.page.getByRole('button', { name: '关闭会议' }).click()
  await secretary.page.getByText('关闭会议要等网络恢复').waitFor()
  await secretary.page.getByLabel(/输入/).fill('关闭会议')
  expect(await secretary.page.getByRole('button', { name: '关闭并存档' }).isDisabled()).toBe(true)
  await app.startHub()
  await expect.poll(() => secretary.page.getByRole('button', { name: '关闭并存档' }).isEnabled()).toBe(true)
  await secretary.page.keyboard.press('Escape')
})

test('[F7] edits survive a restart of the browser without the network, and reach the others afterwards', async () => {
  const id = await gather('浏览器重启')
  const folder = await emptyFolder()
  const first = await sit(folder)
  await first.page.goto(`${app.url}/#/meeting/${id}/agenda`)
  await state(first.page, 'live')
  await first.network.cut()
  await state(first.page, 'offline')
  await write(first.page, 'written away')
  // The context ends like a power cut; what counts is what has reached the copy by then.
  await expect.poll(() => keptNotes(first.page, li.id, id)).toEqual(['written away', ''])
  await first.context.close()

  const second = await sit(folder)
  await second.network.cut()
  await second.page.goto(`${app.url}/#/meeting/${id}/agenda`)
  await expect.poll(() => noteLines(second.page)).toEqual(['written away'])
  await state(second.page, 'offline')
  await expect.poll(() => second.page.getByTestId('sync-state').textContent()).toMatch(/\d+ 处修改待同步/)
  await write(second.page, ', twice')
  await addItem('共享单车')
  second.network.restore()
  await state(second.page, 'live')
  await expect.poll(() => noteLines(secretary.page)).toEqual(['written away, twice'])
  await expect.poll(() => second.page.getByTestId('return-report').getByRole('listitem').allTextContents()).toEqual(['议题 1 项共享单车新增'])
})

/** Li at a browser that keeps its profile in `folder`. */
async function sit(folder: string): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly network: Network }> {
  const context = await chromium.launchPersistentContext(folder, { ...chromiumOptions(), locale: 'zh-CN' })
  atEnd(() => context.close())
  const session = { hubUrl: app.url, token: li.token, person: { id: li.id, name: li.name, role: 'coordinator', departmentId: li.departmentId }, isHosted: false }
  await context.addInitScript((kept) => localStorage.setItem('huishang/secret/session', kept), JSON.stringify(session))
  const switched = await cutNetwork(context)
  return { context, page: context.pages()[0] ?? (await context.newPage()), network: switched }
}

test('[F7][M4] two endings given apart are both kept; everyone computes the same one and sees which had no effect', async () => {
  const chair = await app.newPerson({ name: '陈主任', role: 'chair' })
  const away = await cutNetwork(chair.context)
  const id = await gather('两种处理')
  await chair.open(`#/meeting/${id}/agenda`)
  await chair.page.reload()
  await state(chair.page, 'live')
  await away.cut()
  await state(chair.page, 'offline')
  await chair.page.getByRole('button', { name: '搁置' }).click()
  await expect.poll(() => chair.page.getByTestId('agenda-item').first().textContent()).toContain('搁置')
  await secretary.page.getByRole('button', { name: '撤回' }).click()
  away.restore()
  await state(chair.page, 'live')
  // Which one counts is a matter of their clocks; that it is the same one everywhere is not.
  for (const { page } of [secretary, chair]) await page.locator('[data-superseded]').waitFor()
  expect(await outcome(chair.page)).toBe(await outcome(secretary.page))
  expect(await outcome(chair.page)).toMatch(/搁置.*王芳撤回未生效|撤回.*陈主任搁置未生效/)
})

/** Status of the first item and the event that had no effect. */
function outcome(page: Page): Promise<string> {
  return page.evaluate(() => [document.querySelector('.item-status'), document.querySelector('[data-superseded]')].map((found) => found?.textContent ?? '').join(' '))
}

test('[F7] whoever lost the right to write while away is told so and keeps the text', async () => {
  const former = await app.newPerson({ name: '周调任', role: 'delegate', department: '公安分局' })
  const away = await cutNetwork(former.context)
  const id = await gather('身份变更')
  await former.open(`#/meeting/${id}/agenda`)
  await former.page.reload()
  await state(former.page, 'live')
  await away.cut()
  await state(former.page, 'offline')
  await write(former.page, 'unsent')
  await app.ask('PATCH', `/api/people/${former.id}`, { role: 'observer' })
  away.restore()
  const refused = former.page.getByTestId('refused')
  await refused.waitFor()
  expect(await refused.getAttribute('data-reason')).toBe('write-refused')
  expect(await noteLines(former.page)).toEqual(['unsent'])
  expect(await notes(secretary.page).textContent()).not.toContain('unsent')
})

test('[F7] a meeting never opened here needs the network once, and says so', async () => {
  const id = await app.newMeeting({ title: '从未打开', startsAt: new Date().toISOString() })
  await network.cut()
  await li.open(`#/meeting/${id}`)
  await li.page.getByText('这次会议还没有在本机打开过').waitFor()
  await li.page.getByRole('button', { name: '重试' }).click()
  await li.page.getByText('这次会议还没有在本机打开过').waitFor()
  // Back on the network it opens by itself, perhaps before anybody could click again.
  network.restore()
  await li.page.getByTestId('agenda').waitFor()
  await li.open('#/meeting/nowhere')
  await li.page.getByText('没有这个会议').waitFor()
  expect(await li.page.getByTestId('agenda').count()).toBe(0)
})

test('[F7][F8] edits made away while the meeting was closed are named, copied and let go of', async () => {
  const id = await gather('离线时关闭')
  await network.cut()
  await state(li.page, 'offline')
  await write(li.page, 'too late')
  const { page } = secretary
  for (const number of [1, 2]) {
    await page.getByTestId('agenda-item').nth(number - 1).locator('.agenda-link').click()
    await page.getByRole('button', { name: '搁置' }).click()
    await expect.poll(() => page.getByTestId('agenda-item').nth(number - 1).textContent()).toContain('搁置')
  }
  await page.getByRole('button', { name: '关闭会议' }).click()
  await page.getByLabel(/输入/).fill('离线时关闭')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '会议已关闭' }).waitFor()
  await page.getByRole('link', { name: '查看档案' }).first().waitFor()

  network.restore()
  const refused = li.page.getByTestId('refused')
  await refused.waitFor()
  expect(await refused.getAttribute('data-reason')).toBe('meeting-closed')
  expect(await noteLines(li.page)).toEqual(['too late'])
  await li.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await refused.getByRole('button', { name: '复制我的修改' }).click()
  await expect.poll(() => li.page.evaluate(() => navigator.clipboard.readText())).toBe('离线时关闭\n\n【笔记】油烟扰民\ntoo late')
  await refused.getByRole('button', { name: '放弃我的修改，重新载入' }).click()
  await state(li.page, 'live')
  await li.page.getByTestId('closed-line').waitFor()
  await expect.poll(() => noteLines(li.page)).not.toContain('too late')
  expect(await notes(li.page).getAttribute('contenteditable')).toBe('false')
  await li.page.reload()
  await state(li.page, 'live')
  expect(await li.page.getByTestId('refused').count()).toBe(0)
  expect(li.page.url()).toContain(id)
})
