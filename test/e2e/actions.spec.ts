import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { advanceAction, draftAction, type NewAction } from '../../shared/model/actions.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting, type RemoteMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  delegate = await app.newPerson({ name: 'Li Na', role: 'delegate', department: '区生态环境局', language: 'en', theme: 'dark', width: 1920, height: 1080 })
})

/** A meeting with what `fill` puts into it, open at its actions in both windows. */
async function openActions(title: string, fill: (remote: RemoteMeeting) => void = () => undefined): Promise<void> {
  const id = await app.newMeeting({ title })
  const remote = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  fill(remote)
  await remote.leave()
  for (const person of [secretary, delegate]) {
    person.page.setDefaultTimeout(10_000)
    await person.open(`#/meeting/${id}/actions`)
    await person.page.getByLabel(/^(添加任务|Add an action)$/).waitFor()
    await person.page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  }
}

/** Complete but for what `without` says; led by the delegate's department. */
function action(task: string, changes: Partial<NewAction> = {}): NewAction {
  return { task, leadDepartmentId: delegate.departmentId, dueOn: '2026-04-30', closingCriterion: '连续30天无重复投诉', evidenceKinds: ['photo'], ...changes }
}

const rows = (page: Page) => page.locator('[data-action]')
const row = (page: Page, task: string) => rows(page).filter({ hasText: task })
const cell = (page: Page, task: string, column: string) => row(page, task).locator(`[data-cell$="/${column}"]`)
const panel = (page: Page) => page.getByRole('complementary', { name: /^(任务|Action)$/ })

test('[F6][M2] an action goes from one line through dispatch to complete; what is missing is said first', async () => {
  await openActions('交办')
  const { page } = secretary
  await page.getByLabel('添加任务').fill('整治夜市油烟')
  await page.keyboard.press('Enter')
  await row(delegate.page, '整治夜市油烟').getByText('Missing: lead department, due date, closing criterion, evidence').waitFor()
  await cell(page, '整治夜市油烟', 'status').click()
  expect(await panel(page).getByRole('button', { name: '交办' }).getAttribute('title')).toBe('补齐后才能交办：牵头单位、期限、销号标准、证明材料')

  await cell(page, '整治夜市油烟', 'lead').click()
  await row(page, '整治夜市油烟').getByLabel('牵头单位').selectOption({ label: '区生态环境局' })
  await cell(page, '整治夜市油烟', 'due').click()
  await row(page, '整治夜市油烟').getByLabel('期限（原定）').fill('2026-04-30')
  await page.keyboard.press('Enter')
  await row(page, '整治夜市油烟').getByText('缺：销号标准、证明材料').waitFor()
  expect(await panel(page).getByLabel('区生态环境局').isDisabled(), 'the lead does not support itself').toBe(true)
  await panel(page).getByLabel('联席会议办公室').check({ force: true })
  await panel(page).getByRole('button', { name: '怎样才算办好' }).click()
  await page.keyboard.type('连续30天无重复投诉')
  await page.keyboard.press('Control+Enter')
  await panel(page).getByLabel('照片').check({ force: true })
  await row(page, '整治夜市油烟').getByRole('button', { name: '交办' }).click()

  const theirs = delegate.page
  await cell(theirs, '整治夜市油烟', 'status').getByText('Dispatched').waitFor()
  expect(await cell(page, '整治夜市油烟', 'task').getAttribute('aria-readonly')).toBe('true')
  await panel(page).getByText('已交办：内容以交办时为准').waitFor()
  for (const step of ['Sign for', 'Start', 'Complete']) await row(theirs, '整治夜市油烟').getByRole('button', { name: step, exact: true }).click()
  await cell(page, '整治夜市油烟', 'status').getByText('办结').waitFor()
  const history = await panel(page).locator('.actions-history li').allTextContents()
  expect(history.map((line) => line.replace(/\d{4}年.*$/, ''))).toEqual(['●交办 王芳', '●签收 Li Na', '●开始办理 Li Na', '●办结 Li Na'])
  await page.getByText('办结 1 / 1 · 逾期 0 / 在办 0 · 要素不全 0 / 拟定 0').waitFor()
})

test('[F6][M4] withdrawing asks once more; an event that lost stays in the history and says so', async () => {
  await openActions('撤回', ({ meeting, context }) => {
    const id = must(draftAction(meeting, action('清淤'), context))
    must(advanceAction(meeting, id, 'dispatched', context))
    must(advanceAction(meeting, id, 'signed', context))
    // Made offline by somebody who saw it dispatched only.
    meeting.doc.transact(() => meeting.actionEvents.insert({ id: 'late', actionId: id, kind: 'signed', at: '2099-01-01T00:00:00.000Z', by: secretary.id }))
    must(draftAction(meeting, action('补井盖', { evidenceKinds: [] }), context))
  })
  const { page } = secretary
  await cell(page, '清淤', 'status').click()
  await panel(page).getByText('未生效：当时状态已被另一操作改变').waitFor()
  await cell(page, '补井盖', 'status').click()
  await panel(page).getByRole('button', { name: '撤回' }).click()
  await cell(delegate.page, '补井盖', 'status').getByText('Draft').waitFor()
  await panel(page).getByRole('button', { name: '确认撤回' }).click()
  await cell(delegate.page, '补井盖', 'status').getByText('Withdrawn').waitFor()
  await page.getByText('不含撤回的 1 条').waitFor()
  expect(await panel(page).locator('.actions-history li').allInnerTexts()).toHaveLength(1)
})

test("[F6] a delegate works on the own department's actions and is told why on no others", async () => {
  await openActions('单位', ({ meeting, context }) => {
    must(draftAction(meeting, action('本单位', { dueOn: null }), context))
    must(draftAction(meeting, action('别单位', { leadDepartmentId: secretary.departmentId }), context))
  })
  const { page } = delegate
  const dispatch = row(page, '别单位').getByRole('button', { name: 'Dispatch' })
  expect([await dispatch.isDisabled(), await dispatch.getAttribute('title')]).toEqual([true, 'This belongs to another department: only its lead and the secretariat may change it'])
  await cell(page, '别单位', 'due').click()
  expect(await row(page, '别单位').locator('input').count()).toBe(0)
  await cell(page, '本单位', 'due').click()
  await row(page, '本单位').locator('input').fill('2026-05-01')
  await page.keyboard.press('Enter')
  await cell(secretary.page, '本单位', 'due').getByText('2026-05-01').waitFor()
})

test('[F6] two thousand actions: arrows walk them, filters and order find them, only those in sight are drawn', async () => {
  await openActions('很多', ({ meeting, context }) => {
    meeting.doc.transact(() => {
      for (let n = 0; n < 2000; n++)
        meeting.actions.insert({
          id: context.newId(),
          order: `a${String(n).padStart(5, '0')}V`,
          itemId: null,
          resolutionId: null,
          supportingDepartmentIds: [],
          ...action(`任务${n}号`),
          ...(n === 1500 ? { closingCriterion: '', leadDepartmentId: secretary.departmentId } : {}),
          dueOn: `2026-0${1 + ((n * 7) % 9)}-15`,
        } as never)
    })
  })
  const { page } = secretary
  const focused = () => page.evaluate(() => document.activeElement?.closest('[data-action]')?.querySelector('[data-cell$="/task"]')?.textContent)
  await cell(page, '任务0号', 'supporting').or(cell(page, '任务0号', 'lead')).first().focus()
  await cell(page, '任务0号', 'status').click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toBe('任务1号')
  await page.keyboard.press('Control+End')
  await expect.poll(focused).toBe('任务1999号')
  await page.keyboard.press('Control+Home')
  await expect.poll(focused).toBe('任务0号')
  expect(await rows(page).count()).toBeLessThan(100)
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2001')

  await page.getByText('只看要素不全').click()
  await page.getByText('显示 1 / 共 2000 条').waitFor()
  expect(await rows(page).count()).toBe(1)
  await page.getByRole('button', { name: '取消筛选' }).click()
  await page.getByRole('button', { name: '期限（原定）' }).click()
  await expect.poll(() => page.locator('[data-cell$="/due"]').first().textContent()).toBe('2026-01-15')
  await page.getByRole('button', { name: '期限（原定）' }).click()
  await expect.poll(() => page.locator('[data-cell$="/due"]').first().textContent()).toBe('2026-09-15')
  expect(await page.getByRole('columnheader', { name: '期限（原定）' }).getAttribute('aria-sort')).toBe('descending')
})

test('[F6] the action tracker is free of accessibility faults, light and dark, in both languages, with an action open', async () => {
  await openActions('无障碍', ({ meeting, context }) => {
    must(draftAction(meeting, action('整治'), context))
    must(draftAction(meeting, action('清淤', { dueOn: null }), context))
    const id = must(draftAction(meeting, action('补井盖', { dueOn: '2020-01-01' }), context))
    must(advanceAction(meeting, id, 'dispatched', context))
  })
  for (const { page, problems } of [secretary, delegate]) {
    await cell(page, '补井盖', 'status').click()
    expect(await axeFindings(page)).toEqual([])
    expect(problems).toEqual([])
  }
})
