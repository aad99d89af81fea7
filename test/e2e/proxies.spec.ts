import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { addCriterion, addOption, setItemRule } from '../../shared/model/frame.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

const LONG = 180_000

let app: BrowserApp
let secretary: PersonAtBrowser
let li: PersonAtBrowser
let anna: PersonAtBrowser
let police: string
beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  li = await app.newPerson({ name: '李建国', department: '城市管理委员会' })
  anna = await app.newPerson({ name: 'Anna Schmidt', department: '住房和城乡建设局', language: 'en', theme: 'dark' })
  police = (await app.newPerson({ name: '周警官', department: '市公安局' })).departmentId ?? ''
})

/** A meeting at an item that can be scored and has a draft; the police have sent nobody. */
async function prepare(): Promise<void> {
  const id = await app.newMeeting({ title: '代表出席' })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const itemId = must(addAgendaItem(meeting, { title: '夜间油烟扰民' }, context))
  must(openAgendaItem(meeting, itemId, context))
  must(draftResolution(meeting, { itemId, text: '由城市管理委员会牵头安装油烟净化器。' }, context))
  must(addOption(meeting, { itemId, title: '安装净化器', doNothing: '维持现状' }, context))
  must(addCriterion(meeting, { itemId, name: '夜间噪声', unit: 'dB', worst: 72, best: 45 }, context))
  const departments = [li.departmentId ?? '', anna.departmentId ?? '', police]
  for (const { id: personId, name, departmentId } of [li, anna]) must(recordAttendance(meeting, { id: personId, name, role: 'delegate', departmentId }, 'present', context))
  const rule = { supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', isChairDeciding: false } as const
  must(setItemRule(meeting, { id: itemId, entitledDepartmentIds: departments, vetoDepartmentIds: [], ...rule }, context))
  await leave()
  for (const person of [secretary, li, anna]) {
    await person.open(`#/meeting/${id}/agenda`)
    await person.page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
  }
}

const tab = async (page: Page, name: RegExp) => page.getByRole('tab', { name }).click()
const rowOf = (page: Page, department: string) => page.getByTestId('position').filter({ hasText: department })
const register = (name: string) => secretary.page.getByLabel(`${name}的出席情况`)

test('[C2][C4][C6] whom the secretary registers as a proxy speaks and votes for that department, as that and as themselves, until it is taken back', async () => {
  await prepare()
  for (const { page } of [secretary, li, anna]) await tab(page, /^(立场|Positions)$/)
  expect(await li.page.getByRole('button', { name: /: 市公安局$/ }).count()).toBe(0)

  // For this item alone.
  await secretary.page.getByRole('button', { name: '本议题', exact: true }).click()
  await register('李建国').selectOption({ label: '代市公安局出席' })
  await li.page.getByRole('button', { name: '表态: 市公安局' }).click()
  await li.page.locator('.position-form').getByText('■ 反对').click()
  await li.page.locator('.position-form').getByLabel('反对的理由（必填，原文入档）').fill('警力不足')
  await li.page.locator('.position-form button[type="submit"]').click()
  await rowOf(anna.page, '市公安局').getByText(/^李建国, proxy for 市公安局, /).waitFor()
  await rowOf(secretary.page, '市公安局').getByText(/^李建国 代 市公安局，/).waitFor()
  expect(await axeInEveryLook(li.page)).toEqual([])

  for (const { page } of [secretary, li, anna]) await tab(page, /^(评分|Scoring)$/)
  await secretary.page.getByRole('button', { name: '开始评分' }).click()
  const ballots = li.page.getByTestId('ballot')
  await expect.poll(() => ballots.locator('h2').allTextContents()).toEqual(['本单位的评分', '李建国 代 市公安局 评分'])
  for (const index of [0, 1]) {
    await ballots.nth(index).getByText('弃权', { exact: true }).click()
    await ballots.nth(index).getByRole('button', { name: '密封提交' }).click()
    await expect.poll(() => secretary.page.getByTestId('open-round').locator('[data-voted]').count()).toBe(index + 1)
  }
  expect(await axeInEveryLook(li.page)).toEqual([])

  // Taken back: at once, and what was said stays as it was said.
  await register('李建国').selectOption({ label: '出席' })
  await expect.poll(() => ballots.count()).toBe(1)
  await secretary.page.getByRole('button', { name: '揭示' }).click()
  await secretary.page.getByRole('dialog').getByRole('button', { name: '揭示' }).click()
  await anna.page.getByText('By proxy: 李建国, proxy for 市公安局').waitFor()
  await tab(li.page, /^立场$/)
  await rowOf(li.page, '市公安局').getByText(/^李建国 代 市公安局，/).waitFor()
  expect(await li.page.getByRole('button', { name: /: 市公安局$/ }).count()).toBe(0)
}, LONG)
