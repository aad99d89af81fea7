import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { closedMeeting } from '../support/closedMeeting.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'
import { fillSubmission, fillSubmissionField, submissionStatus, submissionView } from './support/submitting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser
let other: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary' })
  delegate = await app.newPerson({ name: '李代表', department: '区综合行政执法局' })
  other = await app.newPerson({ name: '张代表', department: '区住房建设和交通运输局' })
  for (const { page } of [secretary, delegate, other]) page.setDefaultTimeout(10_000)
})

const WHOLE = {
  background: '夜市噪声投诉三个月增加四成，影响两千户。',
  basis: '《噪声污染防治法》第六十五条',
  ask: '议定由谁牵头限时经营',
  options: '限时经营\n划定疏导点',
  disagreement: '经费由谁承担没有谈拢',
}

test('[C1] a delegate submits, the secretary returns it with a reason, the delegate mends it, the secretary accepts it into a meeting with its options and dossier', async () => {
  const meetingId = await app.newMeeting({ title: '第三次综合会商', template: 'joint-consultation' })
  const mine = delegate.page
  await delegate.open('#/pool')
  await fillSubmission(mine, '夜市噪声扰民', WHOLE)
  for (const words of ['初稿', '定稿']) {
    await mine.getByTestId('file-input').first().setInputFiles({ name: '可行性报告.txt', mimeType: 'text/plain', buffer: Buffer.from(words) })
    await mine.getByRole('button', { name: `保存“可行性报告.txt”第 ${words === '初稿' ? 1 : 2} 版` }).waitFor()
  }
  expect(await axeInEveryLook(mine)).toEqual([])
  await mine.getByRole('button', { name: '提交', exact: true }).click()
  await expect.poll(() => submissionStatus(mine)).toBe('submitted')

  const desk = secretary.page
  await secretary.open('#/pool')
  await desk.getByRole('link', { name: /夜市噪声扰民/ }).click()
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: '保存“可行性报告.txt”第 2 版' }).click()])
  expect([download.suggestedFilename(), await readFile(await download.path(), 'utf8')]).toEqual(['可行性报告.txt', '定稿'])
  await desk.getByRole('button', { name: '退回', exact: true }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('原因').selectOption({ label: '没有经过协调，或协调不充分' })
  await dialog.getByLabel('说明').fill('请附住建局书面意见')
  await dialog.getByRole('button', { name: '退回' }).click()

  await expect.poll(() => submissionStatus(mine)).toBe('returned')
  await mine.getByText('没有经过协调，或协调不充分').waitFor()
  await mine.getByText('请附住建局书面意见').waitFor()
  await fillSubmissionField(mine, '协调中的分歧', '住建局书面同意，经费由街道承担')
  await mine.getByRole('button', { name: '重新提交' }).click()

  await expect.poll(() => submissionStatus(desk)).toBe('submitted')
  await desk.getByRole('button', { name: '受理', exact: true }).click()
  await dialog.getByLabel('议程类别').selectOption({ label: '新议题' })
  await dialog.getByRole('button', { name: '受理' }).click()
  await expect.poll(() => submissionStatus(desk)).toBe('accepted')
  expect(await axeInEveryLook(desk)).toEqual([])

  await mine.getByRole('link', { name: '第三次综合会商' }).click()
  await mine.getByRole('heading', { level: 1 }).filter({ hasText: '夜市噪声扰民' }).waitFor()
  expect(new URL(mine.url()).hash).toMatch(new RegExp(`^#/meeting/${meetingId}/agenda/`))
  await mine.getByTestId('dossier').locator('summary').click()
  await mine.getByTestId('dossier').getByText('住建局书面同意，经费由街道承担').waitFor()
  await mine.getByTestId('item-papers').locator('summary').click()
  await mine.getByTestId('item-papers').getByRole('button', { name: '保存“可行性报告.txt”第 2 版' }).waitFor()
  expect(await axeInEveryLook(mine)).toEqual([])
  await mine.getByRole('tab', { name: '方案' }).click()
  for (const option of ['限时经营', '划定疏导点', '维持现状']) await mine.getByRole('tabpanel', { name: '方案' }).getByText(option, { exact: true }).first().waitFor()
  expect([...delegate.problems, ...secretary.problems]).toEqual([])
})

test('[C1] another department sees neither drafts nor submissions that are not its own, and is told what this place is for', async () => {
  await other.open('#/pool')
  await other.page.getByText('本单位还没有申报议题。在上面写下题目，按回车开始。').waitFor()
  expect(await axeInEveryLook(other.page)).toEqual([])
})

test('[C1] without a network a draft is written on, comes back after it was deleted, and is with everybody afterwards', async () => {
  const { page, context } = other
  await other.open('#/pool')
  await page.getByText('本单位还没有申报议题。').first().waitFor()
  await context.setOffline(true)
  await page.getByRole('textbox', { name: '新申报的题目' }).fill('井盖缺失')
  await page.getByRole('textbox', { name: '新申报的题目' }).press('Enter')
  await submissionView(page).waitFor()
  await page.getByRole('button', { name: '删除草稿' }).click()
  await expect.poll(() => submissionView(page).count()).toBe(0)
  await page.keyboard.press('Control+z')
  await page.getByRole('link', { name: /井盖缺失/ }).waitFor()
  await context.setOffline(false)
  await secretary.open('#/pool')
  await secretary.page.getByRole('link', { name: /井盖缺失/ }).waitFor({ timeout: 30_000 })
})

const DAY = 86_400_000

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY).toISOString()
}

test('[C1] while it is written a submission shows what was decided on the like within twelve months, word for word, and what stands on open agendas', async () => {
  const resolution = '由城市管理委员会牵头，5月31日前北门夜市38家烧烤摊全部安装油烟净化器。'
  await closedMeeting(app, secretary, { title: '第1次综合会商', startsAt: daysAgo(60), items: [{ title: '北门夜市烧烤油烟扰民治理', resolutions: [resolution] }, { title: '老旧小区加装电梯', resolutions: ['同意试点。'] }] })
  await closedMeeting(app, secretary, { title: '前年的会商', startsAt: daysAgo(700), items: [{ title: '北门夜市烧烤油烟扰民', resolutions: ['再议。'] }] })
  const openId = await app.newMeeting({ title: '第2次综合会商', startsAt: new Date().toISOString() })
  const { meeting, context, leave } = await enterMeeting(app.url, openId, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: null })
  must(addAgendaItem(meeting, { title: '夜市烧烤油烟扰民问题' }, context))
  await leave()

  const { page } = delegate
  await delegate.open('#/pool')
  await page.getByRole('textbox', { name: '新申报的题目' }).fill('北门夜市烧烤油烟扰民')
  await page.getByRole('textbox', { name: '新申报的题目' }).press('Enter')
  const found = page.getByTestId('duplicates')
  await found.locator('[data-source="decision"]').getByText(resolution).waitFor({ timeout: 20_000 })
  await found.locator('[data-source="agenda"]').getByText('夜市烧烤油烟扰民问题').waitFor()
  expect(await found.getByRole('listitem').count()).toBe(2)
  await found.getByText('标题相近：北门夜市烧烤油烟扰民').waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  await found.getByRole('link', { name: '北门夜市烧烤油烟扰民治理' }).click()
  await page.getByText(resolution).first().waitFor()
  expect(delegate.problems).toEqual([])
})
