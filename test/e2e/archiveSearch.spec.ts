import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { closedMeeting, type HeldMeeting } from '../support/closedMeeting.ts'
import { chineseMeetings } from '../support/realMeetings.ts'

/** Forty characters. */
const DEPARTMENT = '锦江区城市管理和综合行政执法局市容环境卫生与户外广告招牌管理服务中心城市运行调度科室'

const NIGHT_MARKET: HeldMeeting = {
  title: '第1次油烟扰民综合会商',
  startsAt: '2025-11-06T14:30:00+08:00',
  items: [
    {
      title: '夜市油烟扰民治理',
      ask: '议定净化设备安装标准',
      notes: ['居民反映夜市油烟集中在周末。', '商户说油烟净化设备太贵，补贴未定。'],
      resolutions: ['夜市摊位一律安装油烟净化设备，费用由商户和街道各半。'],
      actions: ['逐户核查油烟净化设备'],
    },
    { title: '占道停车', notes: ['停车位不足'], resolutions: ['增设夜间限时停车位八十个。'] },
  ],
}
const SUBSIDY: HeldMeeting = {
  title: '第2次油烟扰民综合会商',
  startsAt: '2026-01-15T14:30:00+08:00',
  items: [
    { title: '油烟净化设备补贴', ask: '议定补贴比例', notes: ['油烟补贴讨论'], resolutions: ['补贴比例定为五成，油烟净化设备由城管局统一采购。'], actions: ['核发补贴'] },
    { title: '噪声监测', notes: ['夜间噪声监测点位不够'] },
  ],
}

let app: BrowserApp
let secretary: PersonAtBrowser
let reader: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: DEPARTMENT })
  reader = await app.newPerson({ name: 'Li Na', role: 'observer', language: 'en', theme: 'dark' })
  await closedMeeting(app, secretary, NIGHT_MARKET)
  await closedMeeting(app, secretary, SUBSIDY)
  await app.newMeeting({ title: '第3次油烟扰民综合会商', startsAt: '2026-12-05T14:30:00+08:00' })
  for (const { page } of [secretary, reader]) page.setDefaultTimeout(15_000)
})

const hits = (page: Page): Locator => page.locator('a.hit-link')
const place = (page: Page): Locator => page.locator('[data-current]')
const hash = (page: Page): string => decodeURIComponent(new URL(page.url()).hash)

test('[A6] who types finds at once, hits by meeting with their words marked; the last keys alone are searched for', async () => {
  const { page, problems } = secretary
  const asked: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/search') asked.push(url.searchParams.get('q') ?? '')
  })
  await secretary.open('#/archive')
  await page.getByRole('heading', { level: 2, name: '2026 年' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('油烟净化')
  await page.getByRole('status').filter({ hasText: '找到 5 条' }).waitFor()
  expect(await page.locator('.hit-meeting a').allTextContents()).toEqual(['第2次油烟扰民综合会商', '第1次油烟扰民综合会商'])
  expect(new Set(await page.locator('.hit mark').allTextContents())).toEqual(new Set(['油烟净化']))
  expect(asked.length).toBeLessThan(4)
  expect(asked.at(-1)).toBe('油烟净化')
  expect(hash(page)).toBe('#/archive?q=油烟净化')
  expect(problems).toEqual([])
})

test('[A6] kinds, days, department and order narrow the search and stand in the address', async () => {
  const { page } = secretary
  const filters = page.getByRole('complementary', { name: '筛选' })
  await filters.getByRole('button', { name: /^议定事项/ }).click()
  await page.getByRole('status').filter({ hasText: '找到 2 条' }).waitFor()
  expect(await filters.getByRole('button', { name: /^记录/ }).innerText()).toContain('1')
  await filters.getByRole('button', { name: /^2025 年/ }).click()
  await page.getByRole('status').filter({ hasText: '找到 1 条' }).waitFor()
  expect(await hits(page).allInnerTexts()).toEqual([expect.stringContaining('夜市摊位一律安装油烟净化设备')])
  await filters.getByLabel('单位').selectOption({ label: DEPARTMENT })
  await page.locator('.nothing-found').getByText('在所选范围内没有“油烟净化”').waitFor()
  await page.locator('.nothing-found').getByRole('button', { name: '清除筛选' }).click()
  await page.getByRole('status').filter({ hasText: '找到 5 条' }).waitFor()
  await page.getByText('最相关在前').click()
  await expect.poll(() => hash(page)).toBe('#/archive?q=油烟净化&order=relevance')
  await page.reload()
  await page.getByRole('status').filter({ hasText: '找到 5 条' }).waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('油烟净化')
})

test('[A6] a hit opens at the very place, marked, with the way to the next; back again, it has the focus', async () => {
  const { page, problems } = secretary
  await secretary.open('#/archive?q=油烟')
  await page.getByRole('searchbox').press('ArrowDown')
  await hits(page).filter({ hasText: '商户说' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('第 3 处，共 6 处').waitFor()
  expect(await place(page).innerText()).toContain('居民反映夜市油烟集中在周末')
  expect(await place(page).evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByText('第 5 处，共 6 处').waitFor()
  expect(await place(page).innerText()).toContain('夜市摊位一律安装油烟净化设备')
  await page.getByRole('button', { name: '上一处' }).click()
  await page.getByText('第 4 处，共 6 处').waitFor()
  await page.keyboard.press('Escape')
  await hits(page).first().waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('商户说')
  expect(problems).toEqual([])
})

test('[A6] in a narrow window the filters are one button that says how many are set', async () => {
  const { page } = secretary
  await page.setViewportSize({ width: 1000, height: 760 })
  await secretary.open('#/archive?q=油烟净化&kind=resolution&from=2025-01-01')
  await page.getByRole('status').filter({ hasText: '找到 2 条' }).waitFor()
  const fold = page.getByRole('button', { name: '筛选（2）' })
  const kinds = page.getByRole('button', { name: /^议定事项/ })
  const isShown: boolean[] = [await kinds.isVisible()]
  await fold.press('Enter')
  isShown.push(await kinds.isVisible())
  await page.setViewportSize({ width: 1280, height: 800 })
  isShown.push(await fold.isVisible(), await kinds.isVisible())
  expect(isShown).toEqual([false, true, false, true])
})

test('[A6] without a hit it says what was searched and how to widen it; words that are never together can be looked for alone', async () => {
  const { page } = secretary
  await secretary.open('#/archive?q=油烟 停车位')
  await page.getByText('全部会议档案中没有“油烟 停车位”').waitFor()
  await page.getByRole('button', { name: '只找“停车位”' }).click()
  await page.getByRole('status').filter({ hasText: '找到 2 条' }).waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('停车位')
})

test('[A6] without the host the last results stay and it says so; nothing is lost when it is back', async () => {
  const { page } = secretary
  await secretary.open('#/archive?q=停车位')
  await page.getByRole('status').filter({ hasText: '找到 2 条' }).waitFor()
  await app.stopHub()
  await page.getByRole('searchbox').fill('油烟')
  await page.getByText('连不上会商主机，下面是上一次检索“停车位”的结果。').waitFor()
  expect(await hits(page).count()).toBe(2)
  await app.startHub()
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByRole('status').filter({ hasText: '找到 9 条' }).waitFor()
})

test('[A6] a search that stands open follows a meeting that closes: quietly, what was picked and has the focus stays; cut off, it says so', async () => {
  const { page, problems } = secretary
  await secretary.open('#/archive?q=井盖')
  await page.locator('.nothing-found').getByText('全部会议档案中没有“井盖”').waitFor()
  await closedMeeting(app, secretary, { title: '井盖安全会商', startsAt: '2026-02-01T09:00:00+08:00', items: [{ title: '井盖缺失', resolutions: ['三日内补齐井盖。'] }] })
  await page.getByRole('status').filter({ hasText: '找到 3 条' }).waitFor()
  const first = hits(page).filter({ hasText: '三日内补齐井盖' })
  await first.focus()
  await page.keyboard.press('Space')
  await page.getByText('已选 1 条').waitFor()
  await closedMeeting(app, secretary, { title: '井盖安全复会', startsAt: '2026-02-08T09:00:00+08:00', items: [{ title: '井盖复查', resolutions: ['每月复查井盖。'] }] })
  await page.getByRole('status').filter({ hasText: '找到 6 条' }).waitFor()
  expect([await page.evaluate(() => document.activeElement?.textContent), await page.getByText('已选 1 条').count()]).toEqual([expect.stringContaining('三日内补齐井盖'), 1])
  await app.stopHub()
  await page.getByText('连不上会商主机，现在不能检索。下面是此前检索“井盖”的结果').waitFor()
  expect(await hits(page).count()).toBe(6)
  await app.startHub()
  await expect.poll(() => page.getByText('现在不能检索').count(), { timeout: 30_000 }).toBe(0)
  await page.getByRole('button', { name: '取消选取' }).click()
  expect(problems).toEqual([])
})

test('[A6] while the catalogue is made anew, the answer says that it may not be complete, and comes again by itself', async () => {
  const { page } = secretary
  let isRebuilt = false
  await page.route('**/api/search?*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), isComplete: isRebuilt } })
  })
  await secretary.open('#/archive?q=停车')
  await page.getByText('检索目录正在重建').waitFor()
  isRebuilt = true
  await expect.poll(() => page.getByText('检索目录正在重建').count()).toBe(0)
  await page.unroute('**/api/search?*')
})

test('[A6] decisions so far on a matter are found by its words and cited in a new agenda item, which undo takes back', async () => {
  const { page, problems } = secretary
  await secretary.open('#/archive?matter=夜市油烟设备补贴')
  const groups = page.locator('.hit-group')
  await groups.first().waitFor()
  expect(await groups.locator('h2 a').allTextContents()).toEqual(['夜市油烟扰民治理', '油烟净化设备补贴'])
  await groups.first().getByRole('checkbox').check()
  await page.getByRole('button', { name: '引用到议程……' }).click()
  const dialog = page.getByRole('dialog', { name: '引用到新议题' })
  expect(await dialog.getByLabel('引用内容').inputValue()).toMatch(/^【引自】2025年11月6日 周四《第1次油烟扰民综合会商》议定事项：夜市摊位一律安装油烟净化设备，费用由商户和街道各半。（档案 2025\/20251106-[\w-]+）$/)
  await dialog.getByRole('button', { name: '加入议程' }).click()
  await dialog.getByText('已加入“第3次油烟扰民综合会商”，是第 1 项议题。').waitFor()
  await dialog.getByRole('button', { name: '撤销' }).click()
  await dialog.getByText('已撤销').waitFor()
  await dialog.getByRole('button', { name: '加入议程' }).click()
  await dialog.getByRole('link', { name: '打开议题' }).click()
  await page.getByTestId('item').getByText('夜市摊位一律安装油烟净化设备').waitFor()
  expect(await page.getByTestId('agenda-item').count()).toBe(1)
  await page.getByRole('link', { name: '此前的决定' }).click()
  await groups.first().waitFor()
  expect(hash(page)).toContain('&meeting=')
  expect(problems).toEqual([])
})

test('[A6] two decisions stand side by side, each at its place, and all of both records on demand', async () => {
  const { page, problems } = reader
  await reader.open('#/archive?q=油烟&kind=resolution')
  await hits(page).nth(1).waitFor()
  await page.getByRole('searchbox').press('ArrowDown')
  for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key)
  await page.getByRole('button', { name: 'Compare side by side' }).click()
  const [first, second] = [page.getByRole('region', { name: 'First record' }), page.getByRole('region', { name: 'Second record' })]
  await first.getByText('补贴比例定为五成').waitFor()
  await second.getByText('费用由商户和街道各半').waitFor()
  expect([await first.getByText('噪声监测').count(), await second.getByText('占道停车').count()]).toEqual([0, 0])
  await expectAccessible(page)
  await page.getByText('Show all').click()
  await first.getByText('夜间噪声监测点位不够').waitFor()
  await page.keyboard.press('Escape')
  await hits(page).nth(1).waitFor()
  expect(problems).toEqual([])
})

test('[A6] every state is free of accessibility faults, light and dark, in both languages', async () => {
  for (const { open, page, problems } of [secretary, reader]) {
    for (const [address, ready] of [
      ['#/archive', '.timeline-month'],
      ['#/archive?q=油烟', '.hit'],
      ['#/archive?q=没有的词', '.nothing-found'],
      ['#/archive?matter=夜市油烟设备补贴', '.hit-group'],
    ] as const) {
      await open(address)
      await page.locator(ready).first().waitFor()
      await expectAccessible(page)
    }
    await open('#/archive?q=油烟')
    await hits(page).first().click()
    await place(page).waitFor()
    await expectAccessible(page)
    expect(problems).toEqual([])
  }
})

test('[A6] meetings that were really held are searched to the letter, and open where it was said', async ({ skip }) => {
  const [held] = chineseMeetings() ?? []
  if (!held) return skip('the sample of real meetings is not on this machine')
  const items = held.topics.map((topic, at) => ({ title: topic.slice(0, 200), notes: held.turns.filter((turn) => turn.topic === at).map(({ speaker, text }) => `${speaker}：${text}`) }))
  await closedMeeting(app, secretary, { title: '圆桌会议', startsAt: '2026-02-11T09:00:00+08:00', items })
  const turn = held.turns[Math.floor(held.turns.length / 2)]
  const said = turn?.text.match(/\p{Script=Han}{6,}/u)?.[0] ?? ''
  const { page } = secretary
  // The catalogue takes a record in after the meeting is closed.
  await expect.poll(async () => ((await app.ask('GET', `/api/search?${new URLSearchParams({ q: said })}`)) as { total: number }).total).toBe(1)
  await secretary.open(`#/archive?q=${said}`)
  await page.getByRole('status').filter({ hasText: '找到 1 条' }).waitFor()
  await hits(page).first().click()
  await page.getByText(/第 1 处，共 \d+ 处/).waitFor()
  const seen = await page.evaluate(() => {
    const [range] = CSS.highlights.get('archive-current-first') ?? []
    return range instanceof Range ? { text: range.toString(), top: range.getBoundingClientRect().top, height: window.innerHeight } : null
  })
  expect(seen?.text).toBe(said)
  expect(seen?.top).toBeGreaterThan(60)
  expect(seen?.top).toBeLessThan(seen?.height ?? 0)
})

async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
}
