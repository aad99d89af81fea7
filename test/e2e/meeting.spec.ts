import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { noteLines, placeCaret } from '../support/noteLines.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let anna: PersonAtBrowser
let li: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  anna = await app.newPerson({ name: 'Anna Schmidt', role: 'delegate', department: '区住房和城乡建设局', language: 'en', theme: 'dark' })
  li = await app.newPerson({ name: '李建国', role: 'delegate', department: '区综合行政执法局' })
})

/** A meeting that everyone named has open at its agenda. */
async function gather(title: string, people: readonly PersonAtBrowser[], template = 'blank'): Promise<string> {
  const id = await app.newMeeting({ title, template, startsAt: new Date().toISOString() })
  for (const person of people) {
    await person.open(`#/meeting/${id}/agenda`)
    await person.page.getByTestId('agenda').waitFor()
    await live(person.page)
  }
  return id
}

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
}

const addField = (page: Page) => page.getByLabel(/^(添加议题|Add an agenda item)$/)
const titles = (page: Page) => page.getByTestId('agenda').locator('.agenda-name').allTextContents()
const statuses = (page: Page) => page.getByTestId('agenda').locator('.item-status').allTextContents()
const row = (page: Page, title: string) => page.getByTestId('agenda-item').filter({ hasText: title })
const notes = (page: Page) => page.getByTestId('note-body')

async function addItems(page: Page, ...items: readonly string[]): Promise<void> {
  for (const title of items) {
    await addField(page).fill(title)
    await addField(page).press('Enter')
  }
}

test('[F6] what the secretary does to the agenda is the agenda of everyone: add, reorder by drag, menu and key, rename, remove', async () => {
  const everyone = [secretary, anna, li]
  await gather('议程', everyone)
  const { page } = secretary
  const all = async (expected: readonly string[]): Promise<void> => {
    for (const person of everyone) await expect.poll(() => titles(person.page), { message: person.name }).toEqual(expected)
  }
  await addItems(page, '油烟扰民', '夜间施工', '共享单车')
  await all(['油烟扰民', '夜间施工', '共享单车'])

  await row(page, '共享单车').dragTo(row(page, '油烟扰民'), { targetPosition: { x: 60, y: 4 } })
  await all(['共享单车', '油烟扰民', '夜间施工'])

  await row(page, '共享单车').hover()
  await page.getByRole('button', { name: '“共享单车”的操作' }).click()
  await page.getByRole('menuitem', { name: '下移' }).click()
  await all(['油烟扰民', '共享单车', '夜间施工'])
  // A closing menu gives the focus back to its button.
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByRole('button', { name: '“共享单车”的操作' }).evaluate((button) => button === document.activeElement)).toBe(true)

  await row(page, '夜间施工').locator('.agenda-link').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await all(['油烟扰民', '夜间施工', '共享单车'])
  await expect.poll(() => row(page, '夜间施工').locator('.agenda-link').evaluate((link) => link === document.activeElement)).toBe(true)

  await page.keyboard.press('F2')
  await page.keyboard.press('End')
  await page.keyboard.type('噪声')
  await page.keyboard.press('Enter')
  await all(['油烟扰民', '夜间施工噪声', '共享单车'])

  await page.getByRole('button', { name: '“共享单车”的操作' }).click()
  await page.getByRole('menuitem', { name: '从议程中删除' }).click()
  await all(['油烟扰民', '夜间施工噪声'])
  expect(everyone.map(({ problems }) => problems)).toEqual([[], [], []])
})

test('[F6] the secretary changes title, time and place; everyone sees it, in the list of meetings too', async () => {
  await gather('改名前', [secretary, anna])
  const { page } = secretary
  await page.getByRole('button', { name: '修改会议信息' }).click()
  await page.getByLabel('会议名称').fill('')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').getByText('标题不能为空。').waitFor()
  await page.getByLabel('会议名称').fill('第4次综合会商')
  await page.getByLabel('日期').fill('2027-03-05')
  await page.getByLabel('时间').fill('09:30')
  await page.getByLabel('地点').fill('三号会议室')
  await page.keyboard.press('Enter')
  await anna.page.locator('.meeting-title').getByText('第4次综合会商').waitFor()
  const isFocused = (name: string) => page.getByRole('button', { name }).evaluate((button) => button === document.activeElement)
  await expect.poll(() => isFocused('修改会议信息')).toBe(true)
  await page.getByRole('button', { name: '关闭会议' }).press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused('关闭会议')).toBe(true)
  expect(await anna.page.getByRole('button', { name: 'Edit the meeting' }).count()).toBe(0)
  await anna.open('#/today')
  await anna.page.getByRole('row').filter({ hasText: '第4次综合会商' }).getByText(/2027/).waitFor()
})

test('[F6] notes that two people type at once end the same in both windows, with names at the carets', async () => {
  await gather('笔记', [secretary, anna, li])
  await addItems(secretary.page, '油烟扰民')
  for (const { page } of [secretary, anna, li]) await notes(page).waitFor()
  await notes(secretary.page).click()
  await secretary.page.keyboard.type('first')
  await secretary.page.keyboard.press('Enter')
  await secretary.page.keyboard.type('last')
  await expect.poll(() => noteLines(anna.page)).toEqual(['first', 'last'])
  await placeCaret(anna.page, 'Control+Home')
  await placeCaret(li.page, 'Control+End')
  await Promise.all([anna.page.keyboard.type('permits issued twelve, '), li.page.keyboard.type(', complaints forty-one')])
  const expected = ['permits issued twelve, first', 'last, complaints forty-one']
  for (const { page } of [secretary, anna, li]) await expect.poll(() => noteLines(page)).toEqual(expected)
  await expect.poll(async () => (await notes(secretary.page).locator('.caret-name').allTextContents()).toSorted()).toEqual(['Anna Schmidt', '李建国'])
})

test('[F6] undo takes back what one did oneself and nothing of anybody else', async () => {
  await gather('撤销', [secretary, anna])
  await addItems(secretary.page, '油烟扰民', '夜间施工')
  await notes(anna.page).click()
  await anna.page.keyboard.type('twelve permits')
  await expect.poll(() => noteLines(secretary.page)).toEqual(['twelve permits'])
  await placeCaret(secretary.page, 'Control+End')
  await secretary.page.keyboard.press('Enter')
  await secretary.page.keyboard.type('own line')
  await expect.poll(() => noteLines(anna.page)).toEqual(['twelve permits', 'own line'])

  // In the notes: the editor's own.
  await secretary.page.keyboard.press('Control+z')
  await expect.poll(() => noteLines(anna.page)).toEqual(['twelve permits'])

  // Outside: of commands. The delegate did none.
  expect(await anna.page.getByRole('button', { name: 'Undo', exact: true }).isDisabled()).toBe(true)
  await row(secretary.page, '夜间施工').locator('.agenda-link').focus()
  await secretary.page.keyboard.press('Control+z')
  for (const { page } of [secretary, anna]) await expect.poll(() => titles(page)).toEqual(['油烟扰民'])
  await secretary.page.keyboard.press('Control+Shift+z')
  for (const { page } of [secretary, anna]) await expect.poll(() => titles(page)).toEqual(['油烟扰民', '夜间施工'])
  await expect.poll(() => noteLines(anna.page)).toEqual(['twelve permits'])
})

test('[F6] everyone sees who is here, what they look at, who is signed in, and what somebody is editing', async () => {
  await gather('人员', [secretary, anna, li])
  const { page } = secretary
  await addItems(page, '油烟扰民', '夜间施工')
  await expect.poll(() => page.getByTestId('present-count').getAttribute('data-count')).toBe('3')
  await expect.poll(async () => (await page.getByTestId('attendee').locator('.person-name').allTextContents()).toSorted()).toEqual(['Anna Schmidt', '李建国', '王芳（本人）'])

  await row(anna.page, '夜间施工').locator('.agenda-link').click()
  await expect.poll(() => row(page, '夜间施工').locator('.lookers').getAttribute('title')).toBe('Anna Schmidt')
  await expect.poll(() => page.getByTestId('present').getByRole('listitem').filter({ hasText: 'Anna' }).textContent()).toContain('议题 2')

  await page.getByRole('button', { name: '议题标题：油烟扰民' }).or(page.getByRole('button', { name: '议题标题: 油烟扰民' })).click()
  await expect.poll(() => row(li.page, '油烟扰民').textContent()).toContain('王芳 正在修改')
  await page.keyboard.press('Escape')
  await expect.poll(() => row(li.page, '油烟扰民').textContent()).not.toContain('正在修改')

  await page.getByLabel('李建国的出席情况').selectOption('leave')
  await expect.poll(() => li.page.getByLabel('李建国的出席情况').inputValue()).toBe('leave')
  await anna.page.getByLabel('How Anna Schmidt attends').selectOption('')
  await expect.poll(() => page.getByTestId('attendee').count()).toBe(2)
  await anna.page.reload()
  await live(anna.page)
  expect(await anna.page.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(true)
})

test('[F6][M1] items begin and end where everyone sees it; deferring asks for the date; resolutions name what needs follow-up', async () => {
  await gather('结论', [secretary, li])
  const { page } = secretary
  await addItems(page, '油烟扰民', '夜间施工')
  await page.getByRole('button', { name: '开始第 1 项' }).click()
  await li.page.getByRole('timer').waitFor()
  await page.getByRole('tab', { name: '决议' }).click()
  await page.getByLabel('添加议定事项').fill('由区综合行政执法局牵头')
  await page.keyboard.press('Enter')
  await expect.poll(() => li.page.getByTestId('resolution').textContent()).toContain('尚无任务')
  await page.getByRole('button', { name: '议定', exact: true }).click()
  await expect.poll(() => statuses(li.page)).toEqual(['●已议定', '○待议'])
  await page.getByRole('button', { name: '开始第 2 项' }).click()
  await page.getByRole('button', { name: '延期……' }).click()
  await page.getByRole('button', { name: '延期', exact: true }).click()
  await page.getByText('请选择下次审议日期。').waitFor()
  await page.getByLabel('下次审议日期').fill('2026-12-03')
  await page.keyboard.press('Enter')
  await expect.poll(() => statuses(li.page)).toEqual(['●已议定', '▷延期'])
  await expect.poll(() => li.page.getByTestId('item').textContent()).toContain('到 2026年12月3日 周四')
  await expect.poll(() => li.page.getByTestId('meeting-stage').textContent()).toBe('议题已全部结束')
})

test('[F6] an observer follows everything and can change nothing', async () => {
  const observer = await app.newPerson({ name: '赵观察', role: 'observer' })
  const id = await gather('列席', [secretary, observer])
  await addItems(secretary.page, '油烟扰民')
  await secretary.page.getByRole('button', { name: '开始第 1 项' }).click()
  await notes(secretary.page).click()
  await secretary.page.keyboard.type('132')
  await expect.poll(() => noteLines(observer.page)).toEqual(['132'])
  const { page } = observer
  expect(await notes(page).getAttribute('contenteditable')).toBe('false')
  expect(await page.getByTestId('agenda').getByRole('button').count()).toBe(0)
  // But that of who changed it last, which only tells, and the tabs.
  expect(await page.getByTestId('item').locator('button:not(.trail-button, [role="tab"])').count()).toBe(0)
  expect(await page.locator('main').getByRole('textbox').evaluateAll((fields) => fields.filter((field) => field.getAttribute('aria-readonly') !== 'true').length)).toBe(0)
  await row(page, '油烟扰民').locator('.agenda-link').press('Alt+ArrowDown')
  await notes(page).click()
  await page.keyboard.type('x')
  await page.reload()
  await live(page)
  await expect.poll(() => noteLines(page)).toEqual(['132'])
  expect(page.url()).toContain(id)
})

test('[F6] a whole item by keyboard alone, with a Chinese input method left alone', async () => {
  await gather('键盘', [secretary])
  const { page } = secretary
  const { keyboard } = page
  await addField(page).focus()
  // Enter while an input method composes belongs to it.
  await addField(page).evaluate((field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true })))
  await keyboard.type('油烟扰民')
  await addField(page).evaluate((field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true })))
  expect(await titles(page)).toEqual([])
  await keyboard.press('Enter')
  await expect.poll(() => titles(page)).toEqual(['油烟扰民'])
  await reach(page, () => document.activeElement?.textContent === '开始第 1 项')
  await keyboard.press('Enter')
  await expect.poll(() => statuses(page)).toEqual(['◐讨论中'])
  await page.locator('body').press('Home')
  await reach(page, () => document.activeElement?.getAttribute('data-testid') === 'note-body')
  await keyboard.type('要点')
  await page.locator('body').press('Home')
  await reach(page, () => document.activeElement?.getAttribute('role') === 'tab')
  await keyboard.press('End')
  await reach(page, () => document.activeElement?.getAttribute('aria-label') === '添加议定事项')
  await keyboard.type('明日完成')
  await keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('resolution').count()).toBe(1)
  await reach(page, () => document.activeElement?.textContent === '议定')
  await keyboard.press('Enter')
  await expect.poll(() => statuses(page)).toEqual(['●已议定'])
})

/** Presses Tab until the focus is there. @throws Error after a round through the page. */
async function reach(page: Page, isThere: () => boolean): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate(isThere)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached by Tab: ${isThere.toString()}`)
}

test('[F6] remote changes above do not move what is being read', async () => {
  await gather('不跳动', [secretary, li])
  await addItems(secretary.page, '油烟扰民')
  await notes(secretary.page).click()
  for (let line = 1; line <= 40; line++) {
    await secretary.page.keyboard.type(`line ${line}`)
    await secretary.page.keyboard.press('Enter')
  }
  await expect.poll(async () => (await noteLines(li.page)).length).toBe(41)
  const line = notes(li.page).getByText('line 35', { exact: true })
  await line.scrollIntoViewIfNeeded()
  const before = (await line.boundingBox())?.y ?? Number.NaN
  await secretary.page.keyboard.press('Control+Home')
  for (let added = 0; added < 5; added++) await secretary.page.keyboard.press('Enter')
  await expect.poll(async () => (await noteLines(li.page)).length).toBe(46)
  expect(Math.abs(((await line.boundingBox())?.y ?? Number.NaN) - before)).toBeLessThan(2)
})

test('[F6] sixty items stay usable: the list scrolls by itself and the current item stays in sight', async () => {
  await gather('六十项', [secretary])
  const { page } = secretary
  await addItems(page, ...Array.from({ length: 60 }, (_, index) => `第${index + 1}号：背街小巷路灯不亮、井盖破损、积水内涝等问题集中整治工作方案的审议`))
  await expect.poll(async () => (await titles(page)).length).toBe(60)
  await page.getByRole('button', { name: '开始第 1 项' }).click()
  await page.getByTestId('agenda-item').last().scrollIntoViewIfNeeded()
  const list = await page.locator('.agenda-list').boundingBox()
  const current = await page.locator('.agenda-row[data-current]').boundingBox()
  expect(current?.y).toBeCloseTo(list?.y ?? Number.NaN, 0)
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0)
})

test.each([
  ['zh-CN', 'light'],
  ['en', 'dark'],
] as const)('[F6] axe finds nothing in %s, %s, wide and narrow', async (language, theme) => {
  const chair = await app.newPerson({ name: '陈主任', role: 'chair', language, theme })
  await gather('无障碍', [chair, li], 'joint-consultation')
  const { page } = chair
  await page.getByRole('button', { name: /^(开始第 1 项|Begin item 1)$/ }).click()
  await notes(li.page).click()
  await li.page.keyboard.type('投诉')
  await page.locator('.caret-name').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 700, height: 800 })
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: /^(人员|People)$/ }).click()
  await page.getByTestId('people').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: /^(关闭会议|Close meeting)$/ }).click()
  await page.getByTestId('open-matter').first().waitFor()
  expect(await axeFindings(page)).toEqual([])
})
