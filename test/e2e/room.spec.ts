import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { statePosition } from '../../shared/model/positions.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'
import { chairBar, expectLegible, openBigScreen, showOnBigScreen } from './support/bigScreen.ts'

let app: BrowserApp
let chair: PersonAtBrowser
let anna: PersonAtBrowser
let li: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start({ workspace: '市联席会议' })
  chair = await app.newPerson({ name: '周主任', role: 'chair', department: '城市管理委员会' })
  anna = await app.newPerson({ name: 'Anna Schmidt', department: '住房和城乡建设局', language: 'en', theme: 'dark' })
  li = await app.newPerson({ name: '李建国', department: '生态环境局' })
})

const screen = (page: Page) => page.getByTestId('projector')

/** All three departments have to be there. */
async function setBody(id: string): Promise<void> {
  const { meeting, leave } = await enterMeeting(app.url, id, chair.token, { personId: chair.id, role: 'chair', departmentId: chair.departmentId })
  const memberDepartmentIds = [chair, anna, li].map(({ departmentId }) => departmentId ?? '')
  meeting.bodies.insert({ id: 'b1', order: 'a0', name: '联席会议', memberDepartmentIds, quorumNumerator: 1, quorumDenominator: 1, quorumOperator: 'at-least', noticeHours: 24, paperHours: 48, countersignHours: 48 })
  await leave()
}

async function setPositions(id: string): Promise<void> {
  const { meeting, context, leave } = await enterMeeting(app.url, id, chair.token, { personId: chair.id, role: 'chair', departmentId: chair.departmentId })
  const itemId = meeting.agenda.list()[0]?.id ?? ''
  const subjectId = must(draftResolution(meeting, { itemId, text: '今年底前完成重点路段餐饮门店油烟净化设施改造，由城市管理委员会牵头' }, context))
  must(statePosition(meeting, { subjectId, departmentId: chair.departmentId ?? '', kind: 'support', reason: 'SECRET-reason' }, context))
  must(statePosition(meeting, { subjectId, departmentId: anna.departmentId ?? '', kind: 'conditional', conditions: [{ text: 'SECRET-condition', ownerDepartmentId: null, dueOn: null }] }, context))
  await leave()
}

async function leaveItem(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '本议题', exact: true }).click()
  await page.getByLabel(`${name}的出席情况`).selectOption('leave')
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['HUISHANG_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

test('[C2][C7] the chair runs an item: clock, floor and stage in every window, and the big screen follows, freezes and goes blank', async () => {
  const id = await app.newMeeting({ title: '综合会商', startsAt: new Date().toISOString() })
  for (const person of [chair, anna, li]) {
    await person.open(`#/meeting/${id}/agenda`)
    await person.page.getByTestId('agenda').waitFor()
    await person.page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  }
  const { page } = chair
  for (const title of ['油烟扰民', '夜间施工']) {
    await page.getByLabel('添加议题', { exact: true }).fill(title)
    await page.getByLabel('添加议题', { exact: true }).press('Enter')
  }
  await page.getByTestId('agenda-item').first().locator('.agenda-link').click()
  await page.getByTestId('note-body').click()
  await page.keyboard.type('SECRET-note')
  await page.getByRole('button', { name: '开始第 1 项' }).click()

  // The clock runs in every window, stands when the chair pauses it by key, and goes on.
  for (const person of [chair, anna, li]) await person.page.getByTestId('clock').and(person.page.locator('[data-running="true"]')).waitFor({ state: 'attached' })
  await page.locator('body').click({ position: { x: 2, y: 2 } })
  await page.keyboard.press('t')
  await anna.page.getByText('Paused').waitFor()
  await page.keyboard.press('t')
  await anna.page.getByTestId('clock').and(anna.page.locator('[data-running="true"]')).waitFor({ state: 'attached' })

  // Two ask, one on a point of order; she comes first although she asked later.
  await chairBar(li.page).getByRole('button', { name: '申请发言' }).click()
  await chairBar(page).getByText('李建国').waitFor()
  await chairBar(anna.page).getByRole('button', { name: 'Point of order' }).click()
  await expect.poll(() => page.getByTestId('speakers').locator('li strong').allTextContents()).toEqual(['Anna Schmidt', '李建国'])
  await chairBar(page).getByRole('button', { name: '请发言', exact: true }).click()
  await chairBar(li.page).getByText('正在发言').waitFor()
  await expect.poll(() => chairBar(li.page).innerText()).toContain('Anna Schmidt')
  await page.getByRole('button', { name: '请李建国发言' }).click()
  await expect.poll(() => chairBar(anna.page).innerText()).toMatch(/Speaking\s+李建国/)

  // The quorum flips as soon as somebody leaves for this item.
  await setBody(id)
  const quorum = chairBar(anna.page).getByTestId('quorum')
  await expect.poll(() => quorum.getAttribute('data-reached')).toBe('true')
  await leaveItem(page, '李建国')
  await expect.poll(() => quorum.getAttribute('data-reached')).toBe('false')
  expect(await quorum.innerText()).toContain('2/3')

  await chairBar(page).getByRole('button', { name: '定方案' }).click()
  await expect.poll(() => anna.page.getByTestId('item-stage').getAttribute('data-stage')).toBe('frame')

  await page.getByRole('button', { name: '投影', exact: true }).click()
  const big = await openBigScreen(chair)
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
  await expectLegible(big)
  await picture(big, 'projector-item')
  await chairBar(page).getByRole('button', { name: '发言', exact: true }).click()
  await expect.poll(() => screen(big).getAttribute('data-view')).toBe('speakers')
  await expect.poll(() => big.locator('.view-speaker').innerText()).toContain('李建国')
  await expectLegible(big)
  await picture(big, 'projector-speakers')
  for (const [label, view] of [['方案', 'options'], ['结果', 'results'], ['立场', 'positions'], ['议定', 'resolution']] as const) {
    await showOnBigScreen(page, label)
    await expect.poll(() => screen(big).getAttribute('data-view')).toBe(view)
    await expectLegible(big)
  }

  await setPositions(id)
  await showOnBigScreen(page, '立场')
  await expect.poll(() => big.locator('.rows > li').count()).toBe(3)
  await expectLegible(big)
  await picture(big, 'projector-positions')
  expect(await axeFindings(big)).toEqual([])
  await big.evaluate(() => {
    location.hash = location.hash.replace('language=zh-CN', 'language=en').replace('theme=light', 'theme=dark')
  })
  await big.getByText('Conditional').first().waitFor()
  await expectLegible(big)
  await picture(big, 'projector-positions-en-dark')
  expect(await axeFindings(big)).toEqual([])
  await big.evaluate(() => {
    location.hash = location.hash.replace('language=en', 'language=zh-CN').replace('theme=dark', 'theme=light')
  })

  // Frozen it keeps what it shows; the page holds no note and nobody's list.
  await chairBar(page).getByRole('button', { name: '冻结', exact: true }).click()
  await big.getByText('已冻结').waitFor()
  await page.getByTestId('agenda-item').nth(1).locator('.agenda-link').click()
  await page.getByRole('button', { name: '开始第 2 项' }).click()
  await chairBar(page).getByRole('button', { name: '黑屏', exact: true }).click()
  await expect.poll(() => screen(big).getAttribute('data-state')).toBe('blank')
  await expect.poll(() => big.locator('body').innerText()).toBe('综合会商')
  await chairBar(page).getByRole('button', { name: '恢复显示' }).click()
  await big.getByRole('heading', { name: '油烟扰民' }).waitFor()
  expect(await big.content()).not.toMatch(/SECRET/)
  await chairBar(page).getByRole('button', { name: '解除冻结' }).click()
  await big.getByRole('heading', { name: '夜间施工' }).waitFor()

  // Taken back, it shows nothing any more.
  await chairBar(page).getByRole('button', { name: '收回全部大屏' }).click()
  await expect.poll(() => screen(big).getAttribute('data-state')).toBe('ended')
  expect([chair.problems, anna.problems, li.problems]).toEqual([[], [], []])
})

test('[C2][C7] the bar and the big screen are clean for axe, in both languages and themes', async () => {
  const found: unknown[] = []
  for (const person of [chair, anna]) {
    await picture(person.page, `bar-${person.name}`)
    found.push(...(await axeFindings(person.page)))
  }
  expect(found).toEqual([])
})
