import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { editColumn, raiseIssue } from '../../shared/model/issues.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  delegate = await app.newPerson({ name: 'Li Na', role: 'delegate', department: '区生态环境局', language: 'en', theme: 'dark' })
})

/** A board of 待研判 (甲, 乙, 丙), 会商中 (丁, limit 2) and 已议定, open in both windows; 乙 is the delegate's. */
async function openBoard(title: string): Promise<string> {
  const id = await app.newMeeting({ title })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const [first, second] = meeting.columns.list().map((column) => column.id)
  for (const card of ['甲', '乙', '丙'])
    must(raiseIssue(meeting, { title: card, columnId: first ?? '', leadDepartmentId: card === '乙' ? delegate.departmentId : secretary.departmentId }, context))
  must(raiseIssue(meeting, { title: '丁', columnId: second ?? '' }, context))
  must(editColumn(meeting, second ?? '', { limit: 2 }, context))
  await leave()
  for (const person of [secretary, delegate]) {
    await person.open(`#/meeting/${id}/board`)
    await card(person.page, '丁').waitFor()
    person.page.setDefaultTimeout(10_000)
    await person.page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  }
  return id
}

const card = (page: Page, title: string) => page.getByRole('button', { name: title, exact: true })
const item = (page: Page, title: string) => page.locator('[data-issue]').filter({ has: card(page, title) })
const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const menuOf = (page: Page, title: string) => item(page, title).getByRole('button', { name: /的操作|Actions for/ })
const panel = (page: Page) => page.getByRole('complementary', { name: /^(议题卡|Issue)$/ })

async function layout(page: Page): Promise<Record<string, string[]>> {
  const columns = await page.locator('[data-column]').all()
  const entries = columns.map(async (each): Promise<[string, string[]]> => [(await each.getAttribute('aria-label')) ?? '', await each.locator('[data-card]').allTextContents()])
  return Object.fromEntries(await Promise.all(entries))
}

async function bothSee(expected: Record<string, string[]>): Promise<void> {
  for (const { name, page } of [secretary, delegate]) await expect.poll(() => layout(page), { message: name }).toEqual(expected)
}

test('[F6] a card moved by key, by menu and by pointer stands there for everyone, and keeps the focus', async () => {
  await openBoard('移动')
  const { page } = secretary
  await card(page, '甲').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await bothSee({ 待研判: ['乙', '甲', '丙'], 会商中: ['丁'], 已议定: [] })
  await page.keyboard.press('Alt+ArrowRight')
  await bothSee({ 待研判: ['乙', '丙'], 会商中: ['丁', '甲'], 已议定: [] })
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('甲')
  await page.getByText('“甲”已移到“会商中”，第 2 位，共 2 位').waitFor({ state: 'attached' })
  await page.keyboard.press('ArrowLeft')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('丙')

  await menuOf(page, '丙').click()
  await page.getByRole('menuitem', { name: /^已议定/ }).click()
  await bothSee({ 待研判: ['乙'], 会商中: ['丁', '甲'], 已议定: ['丙'] })

  await drag(page, '甲', '丙', 'above')
  await bothSee({ 待研判: ['乙'], 会商中: ['丁'], 已议定: ['甲', '丙'] })
  expect(await panel(page).count()).toBe(0)
})

test('[F6] Esc gives a drag up', async () => {
  await openBoard('放弃')
  const { page } = secretary
  const from = await centre(page, '甲')
  const to = await centre(page, '丁')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.locator('.board-ghost').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('.board-ghost').count()).toBe(0)
  await page.mouse.up()
  await bothSee({ 待研判: ['甲', '乙', '丙'], 会商中: ['丁'], 已议定: [] })
})

test('[F6] a full column says so and refuses: in its head, at its foot, in menus, by key', async () => {
  await openBoard('上限')
  const { page } = secretary
  await column(page, '会商中').getByRole('textbox').fill('戊')
  await page.keyboard.press('Enter')
  await bothSee({ 待研判: ['甲', '乙', '丙'], 会商中: ['丁', '戊'], 已议定: [] })
  await column(page, '会商中').getByText('2/2 已满').waitFor()
  expect(await column(page, '会商中').getByRole('textbox').isDisabled()).toBe(true)

  await menuOf(page, '丙').click()
  const entry = page.getByRole('menuitem', { name: /^会商中/ })
  expect(await entry.getAttribute('aria-disabled')).toBe('true')
  expect(await entry.getAttribute('title')).toContain('上限 2 件')
  await page.keyboard.press('Escape')

  await card(page, '甲').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.getByText('没有移动：这一栏已满，上限 2 件').first().waitFor()
  await bothSee({ 待研判: ['甲', '乙', '丙'], 会商中: ['丁', '戊'], 已议定: [] })
})

test("[F6] a delegate moves the own department's cards, and is told why no others", async () => {
  await openBoard('单位')
  const { page } = delegate
  expect(await card(page, '甲').getAttribute('title')).toContain('another department')
  await card(page, '甲').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByText('This belongs to another department').first().waitFor()
  await menuOf(page, '甲').click()
  expect(await page.getByRole('menuitem', { name: /^已议定/ }).getAttribute('aria-disabled')).toBe('true')
  await page.keyboard.press('Escape')

  await card(page, '乙').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await bothSee({ 待研判: ['甲', '丙', '乙'], 会商中: ['丁'], 已议定: [] })
  await column(page, '待研判').getByRole('textbox').fill('己')
  await page.keyboard.press('Enter')
  await bothSee({ 待研判: ['甲', '丙', '乙', '己'], 会商中: ['丁'], 已议定: [] })
  expect(await page.getByLabel('Add a column').isDisabled()).toBe(true)
})

test('[F6] two people edit different fields of one card at once, see each other there, and both changes stay', async () => {
  await openBoard('同时')
  const fields = [secretary.page, delegate.page].map((page) => ({ page, panel: panel(page) }))
  for (const { page } of fields) await card(page, '乙').click()
  const [hers, his] = fields
  await hers?.panel.getByRole('button', { name: '标题: 乙' }).click()
  await hers?.page.keyboard.type('夜市油烟扰民')
  await his?.panel.getByText('王芳 editing').waitFor()
  await his?.panel.getByRole('button', { name: 'What is the matter' }).click()
  await his?.page.keyboard.type('Three complaints this week')
  await hers?.panel.getByText('Li Na 正在修改').waitFor()
  await his?.page.keyboard.press('Control+Enter')
  await hers?.page.keyboard.press('Enter')
  for (const { page } of fields) {
    await panel(page).getByText('夜市油烟扰民', { exact: true }).waitFor()
    await panel(page).getByText('Three complaints this week', { exact: true }).waitFor()
  }
  await his?.panel.getByRole('radio', { name: /High/ }).or(his.panel.getByRole('button', { name: /High/ })).first().click()
  await item(secretary.page, '夜市油烟扰民').getByText('高').waitFor()
  await hers?.page.keyboard.press('Escape')
  await expect.poll(() => panel(secretary.page).count()).toBe(0)
})

test('[F6] columns are added, renamed, limited and, when empty, removed; the filter shows what it leaves out', async () => {
  await openBoard('栏目')
  const { page } = secretary
  await page.getByLabel('添加栏目').fill('督办中')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '栏目名称: 已议定' }).click()
  await page.keyboard.type('议定')
  await page.keyboard.press('Enter')
  await bothSee({ 待研判: ['甲', '乙', '丙'], 会商中: ['丁'], 议定: [], 督办中: [] })
  await page.getByRole('button', { name: '“待研判”的栏目操作' }).click()
  expect(await page.getByRole('menuitem', { name: '删除栏目' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('menuitem', { name: '设置上限……' }).click()
  await page.getByLabel('栏目上限，留空为不限').fill('3')
  await page.keyboard.press('Enter')
  await column(delegate.page, '待研判').getByText('3/3 Full').waitFor()
  await page.getByRole('button', { name: '“督办中”的栏目操作' }).click()
  await page.getByRole('menuitem', { name: '删除栏目' }).click()
  await bothSee({ 待研判: ['甲', '乙', '丙'], 会商中: ['丁'], 议定: [] })
  await page.getByLabel('按牵头单位筛选').selectOption({ label: '区生态环境局' })
  await page.getByText('显示 1 / 共 4 件').waitFor()
  expect(await layout(page)).toEqual({ 待研判: ['乙'], 会商中: [], 议定: [] })
})

test('[F6] the board is free of accessibility faults, light and dark, in both languages, with a card open', async () => {
  await openBoard('无障碍')
  for (const { page, problems } of [secretary, delegate]) {
    await card(page, '乙').click()
    // Notices of earlier tests: half faded out they are no fair picture.
    await expect.poll(() => page.locator('.bp6-toast').count(), { timeout: 15_000 }).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(problems).toEqual([])
  }
})

async function centre(page: Page, title: string): Promise<{ x: number; y: number; height: number }> {
  const box = await item(page, title).boundingBox()
  if (!box) throw new Error(`no card ${title}`)
  return { x: box.x + box.width / 3, y: box.y + box.height / 2, height: box.height }
}

async function drag(page: Page, title: string, onto: string, where: 'above' | 'below'): Promise<void> {
  const from = await centre(page, title)
  const to = await centre(page, onto)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.move(to.x, to.y + (where === 'above' ? -1 : 1) * (to.height / 4), { steps: 2 })
  await page.locator('.board-drop-mark').waitFor({ state: 'attached' })
  await page.mouse.up()
}
