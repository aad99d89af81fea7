import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'

const HOUR = 3_600_000

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser
let meetingId: string

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary' })
  delegate = await app.newPerson({ name: '李代表', department: '区综合行政执法局' })
  for (const { page } of [secretary, delegate]) page.setDefaultTimeout(15_000)
  const body = { name: '综合会商联席会议', memberDepartmentIds: [delegate.departmentId], quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'at-least', noticeHours: 72, paperHours: 48, countersignHours: 48 }
  const { id: bodyId } = (await app.ask('POST', '/api/bodies', body)) as { id: string }
  const created = await app.ask('POST', '/api/meetings', { title: '第三次综合会商', startsAt: new Date(Date.now() + 24 * HOUR).toISOString(), template: 'blank', bodyId })
  meetingId = (created as { id: string }).id
})

const duties = (page: Page) => page.getByTestId('duties')

/** Moves the meeting by its own dialog, as the secretary. */
async function moveTo(page: Page, at: Date): Promise<void> {
  await page.getByRole('button', { name: '修改会议信息' }).click()
  const day = new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 10)
  await page.getByRole('dialog').getByLabel('日期').fill(day)
}

test('[C1] deadlines by the body’s rules stand where somebody has to act, on Today and in the meeting; a late paper is marked; another date gives other deadlines', async () => {
  const desk = secretary.page
  const { page } = delegate
  await secretary.open(`#/meeting/${meetingId}/agenda`)
  await duties(desk).getByText('会议通知应于').waitFor()
  const add = desk.getByLabel('添加议题')
  await add.fill('夜市噪声扰民')
  await add.press('Enter')
  await desk.getByRole('combobox', { name: '汇报单位' }).selectOption({ label: '区综合行政执法局' })
  await desk.getByTestId('agenda-item').getByText('缺材料').waitFor()
  expect(await axeInEveryLook(desk)).toEqual([])

  await delegate.open('#/today')
  await duties(page).getByText('“夜市噪声扰民”的材料应于').waitFor()
  expect(await duties(page).getByText('会议通知').count()).toBe(0)
  expect(await axeInEveryLook(page)).toEqual([])
  await duties(page).getByRole('link', { name: '第三次综合会商' }).click()
  await page.getByTestId('item-papers').locator('summary').click()
  await page.getByTestId('item-papers').getByTestId('file-input').last().setInputFiles({ name: '报告.txt', mimeType: 'text/plain', buffer: Buffer.from('报告') })
  await page.getByTestId('agenda-item').getByText('材料迟交').waitFor()
  await expect.poll(() => duties(page).count()).toBe(0)

  await secretary.open('#/today')
  await duties(desk).getByText('会议通知应于').waitFor()
  await secretary.open(`#/meeting/${meetingId}/agenda`)
  await moveTo(desk, new Date(Date.now() + 240 * HOUR))
  await desk.getByTestId('deadlines').getByText('材料最迟').waitFor()
  await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await duties(desk).getByText('会议通知最迟').waitFor()
  await expect.poll(() => desk.getByTestId('papers-mark').count()).toBe(0)
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: '存入日历（.ics）' }).click()])
  expect(download.suggestedFilename()).toBe('第三次综合会商.ics')
  await expect.poll(() => duties(desk).count()).toBe(0)
  expect([...delegate.problems, ...secretary.problems]).toEqual([])
})
