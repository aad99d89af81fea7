import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeFindings, axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { cutNetwork } from '../support/cutNetwork.ts'
import { fillBallot, fillScores } from './support/fillBallot.ts'
import { enter, openTab, setAnchor } from './support/framing.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let enforcement: PersonAtBrowser
let housing: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  enforcement = await app.newPerson({ name: '李建国', department: '区综合行政执法局' })
  housing = await app.newPerson({ name: 'Anna Schmidt', department: '区住房和城乡建设局', language: 'en', theme: 'dark' })
})

const CRITERIA = ['投诉', '费用', '安全'] as const
const OPTIONS = ['集中整治', '疏导迁移', '维持现状'] as const

/** By keys alone: three pairs that contradict each other, the one judgement that does not fit mended. */
async function weighInPairs(page: Page): Promise<void> {
  await page.getByTestId('ballot').getByText('Compare in pairs').click()
  const pairs = page.getByTestId('pairs')
  await pairs.getByText('0 of 3 pairs compared').waitFor()
  await page.getByTestId('ballot').locator('.scoring-note').getByText('3 pairs are not compared yet').waitFor()
  await pairs.getByRole('radio', { name: '“投诉” and “费用” matter the same (1)' }).focus()
  for (const key of ['ArrowLeft', 'ArrowLeft', 'Tab', 'Space', 'Tab']) await page.keyboard.press(key)
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft')
  await pairs.getByText('“投诉” over “费用”: moderately (3)', { exact: true }).first().waitFor()
  await pairs.getByText('“投诉” and “安全” matter the same (1)', { exact: true }).first().waitFor()
  await pairs.getByText('“费用” over “安全”: between strongly and very strongly (6)', { exact: true }).first().waitFor()
  const outcome = page.getByTestId('pair-outcome')
  await outcome.getByText(/^▲ Consistency ratio 0\.86, above 0\.10/).waitFor()
  await outcome.getByText('By the first two, “投诉” to “安全” would be about 18∶1; it was said to be 1∶1.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await outcome.getByRole('button', { name: '“费用” over “安全”: between strongly and very strongly (6)' }).press('Enter')
  for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowRight')
  await outcome.getByText(/^● Consistency ratio 0\.00/).waitFor()
  await expect.poll(() => outcome.getByRole('listitem').allInnerTexts()).toEqual(['投诉', '费用', '安全'].map((name, i) => expect.stringMatching(new RegExp(`${name}\\s+${['42.9', '14.3', '42.9'][i]}%`))))
}

test('[C3][C4][C5] the secretary sets the frame, two departments score in their own windows, the reveal shows what it comes to and why', async () => {
  const id = await app.newMeeting({ title: '油烟整治会商', startsAt: new Date().toISOString() })
  const { page } = secretary
  for (const person of [secretary, enforcement, housing]) {
    person.page.setDefaultTimeout(10_000)
    await person.open(`#/meeting/${id}/agenda`)
  }
  await enter(page, '添加议题', '北门夜市油烟扰民')

  // By arrow keys, and each window for itself.
  await page.getByRole('tab', { name: '讨论' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.getByRole('tab', { selected: true }).innerText()).toBe('方案')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => page.getByRole('tab', { selected: true }).innerText()).toBe('决议')
  await openTab(page, /方案/)
  for (const title of OPTIONS.slice(0, 2)) await enter(page, '添加方案', title)
  await enter(page, '添加方案', '全部关停')
  expect(await page.getByTestId('option').locator('.deciding-name').allInnerTexts()).toEqual(['集中整治', '疏导迁移', '全部关停', '维持现状'])
  await enter(page, '添加前置条件', '符合法规')
  await page.getByLabel('“全部关停”是否满足“符合法规”').selectOption('failed')
  await enter(page, '不满足的理由', '没有法律依据')
  for (const name of CRITERIA) await enter(page, '添加评价标准', name)
  await setAnchor(page, '“费用”最差', '３００')
  await setAnchor(page, '“费用”最好', '0')
  await expect.poll(() => page.getByTestId('criterion').filter({ hasText: '费用' }).innerText()).toContain('↓ 越少越好')
  // Proposed: the departments that are present, without the office that runs the meeting.
  await page.getByTestId('rule').getByText('区综合行政执法局和区住房和城乡建设局（2 个）').waitFor()
  await page.getByRole('button', { name: '定下规则' }).click()
  await page.getByTestId('rule').getByText('规则还没有定').waitFor({ state: 'detached' })
  expect(await axeFindings(page)).toEqual([])

  // A delegate reads the same and changes nothing.
  await openTab(enforcement.page, /方案/)
  await enforcement.page.getByTestId('criteria').getByText('费用').waitFor()
  expect(await enforcement.page.getByTestId('frame').getByRole('button').count()).toBe(0)

  await openTab(page, /评分/)
  await page.getByRole('button', { name: '开始评分' }).click()
  await page.getByTestId('open-round').getByText('已提交 0/2').waitFor()
  // One thing comes next on a screen.
  expect(await page.locator('button.bp6-intent-primary:visible').allInnerTexts()).toEqual(['揭示'])
  await openTab(enforcement.page, /评分/)
  await openTab(housing.page, /Scoring/)
  await fillBallot(enforcement.page, {
    top: '投诉',
    weights: { 费用: 40, 安全: 60 },
    scores: { 集中整治: { 投诉: 80, 费用: 100, 安全: 60 }, 疏导迁移: { 投诉: 60, 费用: 250, 安全: 70 }, 维持现状: { 投诉: 10, 费用: 0, 安全: 30 } },
  })
  // A draft is this machine's, and survives a reload.
  const network = await cutNetwork(enforcement.context)
  await enforcement.page.reload()
  const draft = enforcement.page.getByTestId('ballot').getByRole('textbox', { name: '“集中整治”的“费用”' })
  await expect.poll(() => draft.inputValue()).toBe('100')
  // Without the hub nothing is cast, and that is said.
  await network.cut()
  await enforcement.page.getByTestId('ballot').locator('.scoring-note').getByText('评分要连上会商主机').waitFor({ timeout: 30_000 })
  network.restore()
  await enforcement.page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor({ timeout: 30_000 })
  expect(await axeFindings(enforcement.page)).toEqual([])
  await enforcement.page.getByRole('button', { name: '密封提交' }).click()
  await enforcement.page.getByTestId('ballot').getByText('已密封提交').waitFor()
  await expect.poll(() => housing.page.getByTestId('open-round').locator('[data-voted]').allInnerTexts()).toEqual([expect.stringContaining('区综合行政执法局')])

  // Revealing while one is missing asks first.
  await page.getByRole('button', { name: '揭示', exact: true }).click()
  await page.getByRole('dialog').getByText('区住房和城乡建设局还没有提交').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await fillScores(housing.page, { 集中整治: { 投诉: 50, 费用: 120, 安全: 40 }, 疏导迁移: { 投诉: 70, 费用: 150, 安全: 80 }, 维持现状: { 投诉: 20, 费用: 0, 安全: null } })
  await weighInPairs(housing.page)
  await housing.page.getByRole('button', { name: 'Seal and cast' }).click()
  await housing.page.getByTestId('ballot').getByText('Sealed and cast').waitFor()
  // The pairs are still there to look at again; the meeting has nothing of them, and of the weights nothing yet.
  expect(await housing.page.getByTestId('pairs').getByRole('radio', { checked: true }).count()).toBe(3)
  await page.getByTestId('open-round').getByText('已提交 2/2').waitFor()
  await page.getByRole('button', { name: '揭示', exact: true }).click()

  // Of the drafts nothing is left.
  await enforcement.page.getByTestId('results').waitFor()
  await housing.page.getByTestId('results').waitFor()
  for (const { page: window } of [enforcement, housing]) expect(await window.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('huishang/ballot/')))).toEqual([])

  const results = page.getByTestId('results')
  await results.getByText(/^“.+”第一，/).waitFor()
  await results.getByText('参与 2 · 评分 2 · 弃权 0 · 回避 0 · 未提交 0').waitFor()
  await results.getByText('“全部关停”不满足“符合法规”，不参与排名：没有法律依据').waitFor()
  await page.getByTestId('sureness').getByText(/^(稳健|领先|有争议)：/).waitFor()
  await results.getByText('不足 3 个单位评分').waitFor()
  await housing.page.getByTestId('results').getByText(/is first with/).waitFor()
  expect(await page.getByTestId('values').locator('svg').count()).toBe(1)
  const first = await page.getByTestId('values').locator('figcaption > span').innerText()

  // Weights are tried in this window alone, and taken back.
  await page.getByTestId('weights').getByRole('slider', { name: '费用' }).fill('100')
  await page.getByTestId('values').getByText('正在试用别的权重').waitFor()
  expect(await page.getByTestId('values').locator('figcaption > span').innerText()).toContain('维持现状')
  expect(await housing.page.getByTestId('values').getByText('Other weights are being tried').count()).toBe(0)
  await page.getByRole('button', { name: '恢复本轮权重' }).click()
  await expect.poll(() => page.getByTestId('values').locator('figcaption > span').innerText()).toBe(first)
  await page.getByTestId('values').getByRole('button', { name: '看表格' }).click()
  expect(await page.getByTestId('values').getByRole('row').count()).toBe(4)
  // The matrix: whole on the screen or scrolled by key, on paper a page of its own, across.
  expect(await page.getByTestId('matrix').getByRole('row').nth(1).innerText()).toContain('2 家')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByTestId('matrix').evaluate((matrix) => getComputedStyle(matrix).getPropertyValue('page'))).toBe('matrix')
  await page.emulateMedia({ media: 'screen' })
  await page.getByTestId('second-opinion').locator('summary').click()
  expect(await page.getByTestId('second-opinion').getByRole('row').count()).toBe(4)
  expect(await axeInEveryLook(page)).toEqual([])
  expect([secretary, enforcement, housing].flatMap(({ problems }) => problems)).toEqual([])
})
