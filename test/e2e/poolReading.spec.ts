import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { poolRoom } from '../../shared/model/PoolDocument.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { copiedRooms, listenTo } from './support/reachedMachine.ts'

// ASCII, so that it stands in frames, databases and heap snapshots as it is.
const TITLE = 'night-market-7431'
const WORDS = 'close-by-eleven-7431'
const PAPER = 'budget-7431.txt'

let app: BrowserApp
let secretary: PersonAtBrowser
let owner: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary' })
  owner = await app.newPerson({ name: '李代表', department: '区综合行政执法局' })
  for (const { page } of [secretary, owner]) page.setDefaultTimeout(10_000)
})

const submission = (page: Page) => page.getByTestId('submission')

async function draft(page: Page, title: string): Promise<void> {
  await page.getByRole('textbox', { name: '新申报的题目' }).fill(title)
  await page.getByRole('textbox', { name: '新申报的题目' }).press('Enter')
  await submission(page).waitFor()
}

async function write(page: Page, label: string, text: string): Promise<void> {
  await submission(page).getByRole('button', { name: label }).click()
  const field = submission(page).getByRole('textbox', { name: label })
  await field.fill(text)
  await field.press('Control+Enter')
}

test('[C1] what a department drafts is on its own machines and the secretariat’s: no frame, no database and no memory of anybody else’s has a word of it', async () => {
  const others = await Promise.all([app.newPerson({ name: '居民', role: 'observer' }), app.newPerson({ name: '列席', role: 'observer', department: '区综合行政执法局' }), app.newPerson({ name: '张代表', department: '区住建局' })])
  const everybody = [secretary, owner, ...others]
  const heard = everybody.map(({ page }) => listenTo(page))
  for (const { page, open } of everybody) {
    await open('#/pool')
    await page.reload()
    await page.getByRole('heading', { name: '议题申报' }).waitFor()
  }
  await draft(owner.page, TITLE)
  await write(owner.page, '要会议定什么，一句话写清', WORDS)
  await owner.page.getByTestId('file-input').setInputFiles({ name: PAPER, mimeType: 'text/plain', buffer: Buffer.from('x') })
  await owner.page.getByRole('button', { name: `保存“${PAPER}”第 1 版` }).waitFor()
  await secretary.page.getByRole('link', { name: new RegExp(TITLE) }).click()
  await submission(secretary.page).getByText(WORDS).waitFor()
  for (const { page } of others) {
    // With the address of the submission too, and the screen opened once more.
    await page.evaluate((hash) => void (window.location.hash = hash), new URL(owner.page.url()).hash)
    await page.reload()
    await page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
    expect(await page.getByText(TITLE).count()).toBe(0)
  }
  const found = await Promise.all(heard.map(async ({ find }) => [await find(TITLE), await find(WORDS), await find(PAPER)]))
  const [all, none] = [{ sent: true, kept: true, inMemory: true }, { sent: false, kept: false, inMemory: false }]
  // Its own author was sent nothing: what is written here comes from here.
  expect(found[0]).toEqual([all, all, all])
  expect(found[1]?.map(({ kept, inMemory }) => [kept, inMemory])).toEqual([[true, true], [true, true], [true, true]])
  expect(found.slice(2)).toEqual([[none, none, none], [none, none, none], [none, none, none]])
  const [observer] = others
  await observer?.page.getByText('申报只有申报单位和秘书处能看到。').waitFor()
  expect(await observer?.page.getByRole('textbox', { name: '新申报的题目' }).count()).toBe(0)
  expect(await axeInEveryLook(observer!.page)).toEqual([])
  expect(everybody.flatMap(({ problems }) => problems)).toEqual([])
})

test('[C1] a department that is new is there without loading the page again, and the secretary’s undo goes over all of them', async () => {
  const { page } = secretary
  await secretary.open('#/pool')
  await page.getByRole('heading', { name: '议题申报' }).waitFor()
  await app.ask('POST', '/api/departments', { name: '区水务局' })
  for (const [department, title] of [['区综合行政执法局', '占道经营'], ['区水务局', '雨污分流']] as const) {
    await page.getByLabel('申报单位').selectOption({ label: department })
    await draft(page, title)
    await page.getByRole('link', { name: new RegExp(`${title}.*${department}`) }).waitFor()
  }
  await page.getByRole('link', { name: /雨污分流/ }).focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => page.getByRole('link', { name: /雨污分流/ }).count()).toBe(0)
  await page.getByRole('link', { name: /占道经营/ }).focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => page.getByRole('link', { name: /占道经营/ }).count()).toBe(0)
  expect(secretary.problems).toEqual([])
})

test('[C1] whoever is moved to another department loses the old one’s submissions on screen and on their machine at once', async () => {
  const person = await app.newPerson({ name: '赵代表', department: '区城管局' })
  const there = await app.newPerson({ name: '钱代表', department: '区交通局' })
  const { page } = person
  await person.open('#/pool')
  await draft(page, 'left-behind-7431')
  await secretary.open('#/pool')
  await secretary.page.getByRole('link', { name: /left-behind-7431/ }).waitFor()
  await there.open('#/pool')
  await draft(there.page, '公交专用道')
  expect(await copiedRooms(page)).toContain(poolRoom(person.departmentId!))
  await app.ask('PATCH', `/api/people/${person.id}`, { departmentId: there.departmentId })
  await page.getByText('你已不能查看区城管局的申报，本机上的副本和没有送出的修改已删除。').waitFor()
  await page.getByRole('link', { name: /公交专用道/ }).waitFor()
  expect(await page.getByText('left-behind-7431').count()).toBe(0)
  await expect.poll(() => copiedRooms(page)).not.toContain(poolRoom(person.departmentId!))
  await page.reload()
  await page.getByRole('link', { name: /公交专用道/ }).waitFor()
  expect((await listenTo(page).find('left-behind-7431'))).toEqual({ sent: false, kept: false, inMemory: false })
  await secretary.page.getByRole('link', { name: /left-behind-7431/ }).waitFor()
  expect(person.problems).toEqual([])
})

test('[C1] whoever was made an observer while away loses them at the next start, what was written offline included', async () => {
  const person = await app.newPerson({ name: '孙代表', department: '区生态环境局' })
  const { page, context } = person
  await person.open('#/pool')
  await draft(page, '油烟')
  await context.setOffline(true)
  await draft(page, 'away-7431')
  await page.getByRole('link', { name: /away-7431/ }).waitFor()
  await page.goto('about:blank')
  await app.ask('PATCH', `/api/people/${person.id}`, { role: 'observer' })
  await context.setOffline(false)
  await person.open('#/today')
  await page.getByText('你已不能查看区生态环境局的申报，本机上的副本和没有送出的修改已删除。').waitFor()
  await expect.poll(async () => (await copiedRooms(page)).filter((room) => room.startsWith('pool/'))).toEqual([])
  await person.open('#/pool')
  await page.getByText('申报只有申报单位和秘书处能看到。').waitFor()
  expect(await page.getByText('away-7431').count()).toBe(0)
})
