import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { giveFloor, requestFloor, turnClock } from '../../shared/model/floor.ts'
import { axeFindings, inEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

/** 40 characters, as the longest that offices have. */
const DEPARTMENT = '成都市锦江区住房和城乡建设交通运输综合行政执法大队第二执法中队春熙路街道派驻办公'

let app: BrowserApp
let chair: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start({ workspace: '市联席会议' })
  chair = await app.newPerson({ name: '周主任', role: 'chair', department: '城市管理委员会', width: 1440, height: 900 })
})

/** A full room: 30 items, twelve departments, somebody speaks, four wait. */
async function fullRoom(): Promise<string> {
  const id = await app.newMeeting({ title: '锦江区2026年第3次大城管综合会商联席会议', startsAt: new Date().toISOString() })
  const people = await Promise.all(Array.from({ length: 12 }, async (_, n) => ({ id: `p${n}`, name: `李建国${n + 1}`, role: 'delegate' as const, departmentId: ((await app.ask('POST', '/api/departments', { name: `${DEPARTMENT}${n + 1}` })) as { id: string }).id })))
  const { meeting, context, leave } = await enterMeeting(app.url, id, chair.token, { personId: chair.id, role: 'chair', departmentId: chair.departmentId })
  meeting.bodies.insert({ id: 'b1', order: 'a0', name: '联席会议', memberDepartmentIds: people.map(({ departmentId }) => departmentId), quorumNumerator: 2, quorumDenominator: 3, quorumOperator: 'at-least', noticeHours: 24, paperHours: 48, countersignHours: 48 })
  const items = Array.from({ length: 30 }, (_, n) => must(addAgendaItem(meeting, { title: `第${n + 1}项：关于春熙路、盐市口等重点商圈餐饮门店夜间油烟扰民集中投诉问题的联合整治方案`, minutesAllotted: 10, presenterDepartmentId: people[n % 12]?.departmentId ?? null }, context)))
  const itemId = items[0] ?? ''
  must(openAgendaItem(meeting, itemId, context))
  for (const [n, person] of people.entries()) must(recordAttendance(meeting, person, n % 4 === 3 ? 'leave' : 'present', context))
  const [first = ''] = people.slice(0, 5).map(({ name, departmentId }, n) => must(requestFloor(meeting, { itemId, kind: n === 1 ? 'point-of-order' : 'speak', name, departmentId }, context)))
  must(giveFloor(meeting, first, 'started', context))
  must(turnClock(meeting, itemId, 'started', context))
  await leave()
  return id
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['HUISHANG_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

/** What one has to scroll sideways for, is cut without a sign, or lies outside its window. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > innerWidth + 1) found.push(`the page is ${root.scrollWidth} wide`)
    for (const element of document.querySelectorAll<HTMLElement>('button, input, .chair-bar *, .pane-section *, .agenda-link')) {
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width === 0 || height === 0 || !element.checkVisibility()) continue
      if (left < -1 || right > innerWidth + 1) found.push(`outside: ${element.tagName} ${element.className} ${(element.textContent ?? '').slice(0, 30)}`)
    }
    for (const element of document.querySelectorAll<HTMLElement>('.chair-bar, .chair-bar *, .pane-section, .pane-section *')) {
      const style = getComputedStyle(element)
      const isCut = element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0
      if (isCut && ['hidden', 'clip'].includes(style.overflowX) && style.textOverflow !== 'ellipsis' && style.webkitLineClamp === 'none' && element.clientWidth > 1) found.push(`cut: ${element.className} ${(element.textContent ?? '').slice(0, 30)}`)
    }
    return found
  })
}

test.each([['1440×900', 1440, 900], ['200 % zoom', 720, 450]] as const)('[C2] a full room is clean for axe and nothing is cut off at %s, in both languages and themes', async (name, width, height) => {
  const id = await fullRoom()
  const { page } = chair
  await page.setViewportSize({ width, height })
  await chair.open(`#/meeting/${id}/agenda`)
  await page.getByTestId('chair-bar').waitFor()
  await page.getByTestId('floor').getByText('李建国1', { exact: true }).waitFor()
  const bar = page.getByTestId('chair-bar')
  await bar.locator('[aria-controls]').click()
  // The item has the room to be read in, however much stands above it.
  const room = await page.getByRole('heading', { level: 2 }).first().evaluate((heading) => {
    const holder = (element: Element | null): Element => (!element || /auto|scroll/.test(getComputedStyle(element).overflowY) ? (element ?? document.documentElement) : holder(element.parentElement))
    return holder(heading).clientHeight / innerHeight
  })
  expect(room).toBeGreaterThan(0.5)
  const looks = { number: 0 }
  const found = await inEveryLook(page, async () => {
    await picture(page, `room-${name.replaceAll(' ', '')}-${looks.number++}`)
    return [...(await cutOff(page)), ...(await axeFindings(page))]
  })
  expect(found).toEqual([])
})

test('[C2] at 200 % zoom agenda and people come as drawers that nothing is cut off in', async () => {
  const id = await fullRoom()
  const { page } = chair
  await page.setViewportSize({ width: 720, height: 450 })
  await chair.open(`#/meeting/${id}/agenda`)
  const found: string[] = []
  for (const [name, inside] of [['议程', 'agenda'], ['人员', 'speakers']] as const) {
    await page.locator('.drawer-buttons').getByRole('button', { name, exact: true }).click()
    await page.getByTestId(inside).waitFor()
    await picture(page, `drawer-${inside}`)
    found.push(...(await cutOff(page)), ...(await axeFindings(page)))
    await page.keyboard.press('Escape')
    await page.getByTestId(inside).waitFor({ state: 'hidden' })
  }
  expect(found).toEqual([])
})
