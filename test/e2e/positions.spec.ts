import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { requestCountersigns } from '../../shared/model/countersigning.ts'
import { setItemRule } from '../../shared/model/frame.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'
import { archivedMeeting } from './support/archivedMeeting.ts'
import { openTab } from './support/framing.ts'
import { answerCountersign, countersignRow, newestCountersign, positionRow, statePosition } from './support/stating.ts'

/** Three windows, two of them seen in every look: longer than most on a busy machine. */
const LONG = 240_000

const TEXT = '由城市管理委员会牵头，住房和城乡建设局配合，2026年4月1日前38家商户全部安装油烟净化器。'
const DISSENT = '夜间执法警力不足，\n本月抽不出人。'
const CONDITION = 'Filters are paid for out of the street’s own budget'

let app: BrowserApp
let secretary: PersonAtBrowser
let li: PersonAtBrowser
let anna: PersonAtBrowser
let police: PersonAtBrowser
beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  li = await app.newPerson({ name: '李建国', department: '城市管理委员会' })
  anna = await app.newPerson({ name: 'Anna Schmidt', department: '住房和城乡建设局', language: 'en', theme: 'dark' })
  police = await app.newPerson({ name: '周警官', department: '市公安局' })
})

interface Prepared {
  readonly id: string
  readonly title: string
  readonly resolutionId: string
}

/** A meeting at an item with a draft, an action and a rule: two of three departments carry it. */
async function prepare(title: string): Promise<Prepared> {
  const id = await app.newMeeting({ title })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const itemId = must(addAgendaItem(meeting, { title: '夜间油烟扰民' }, context))
  must(openAgendaItem(meeting, itemId, context))
  const resolutionId = must(draftResolution(meeting, { itemId, text: TEXT }, context))
  const departments = [li, anna, police].map(({ departmentId }) => departmentId ?? '')
  for (const { id: personId, name, departmentId } of [li, anna, police]) must(recordAttendance(meeting, { id: personId, name, role: 'delegate', departmentId }, 'present', context))
  must(
    setItemRule(
      meeting,
      { id: itemId, entitledDepartmentIds: departments, supportNumerator: 2, supportDenominator: 3, supportOperator: 'at-least', of: 'entitled', conditionalCounts: 'asSupportWhenResolved', vetoDepartmentIds: [], isChairDeciding: false },
      context,
    ),
  )
  must(
    draftAction(
      meeting,
      { task: '安装油烟净化器', itemId, resolutionId, leadDepartmentId: li.departmentId, supportingDepartmentIds: [anna.departmentId ?? ''], dueOn: '2026-04-01', closingCriterion: '38家全部安装', evidenceKinds: ['photo'] },
      context,
    ),
  )
  await leave()
  for (const person of [secretary, li, anna]) {
    await person.open(`#/meeting/${id}/agenda`)
    await person.page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
  }
  return { id, title, resolutionId }
}

const POSITIONS = /^(立场|Positions)$/
const RESOLUTION = /^(决议|Resolution)$/
const outcomeOf = (page: Page) => page.getByTestId('positions').getByTestId('position-outcome').getAttribute('data-outcome')

test('[C6][C8][M7][M11] departments state where they stand, a met condition flips the outcome, the resolution is adopted and countersigned, and the archive holds all of it', async () => {
  const { id, title, resolutionId } = await prepare('立场')
  for (const { page } of [secretary, li, anna]) await openTab(page, POSITIONS)
  expect(await secretary.page.getByTestId('position-sum').textContent()).toBe('支持 0 · 有条件 0 · 反对 0 · 弃权 0 · 未表态 3 / 共 3 个单位 · 到会 3 个')

  // Each speaks for itself only; for the police the secretary takes down what was said in the room.
  expect(await li.page.getByTestId('positions').getByRole('button', { name: /表态|记录立场/ }).allTextContents()).toEqual(['表态'])
  await statePosition(li.page, '城市管理委员会', '表态', async () => {})
  await statePosition(anna.page, '住房和城乡建设局', 'State a position', async (form) => {
    await form.getByText('▲ Conditional').click()
    await form.getByLabel('Condition 1', { exact: true }).fill(CONDITION)
    await form.getByLabel('Who sees to it').selectOption({ label: '城市管理委员会' })
    await form.getByLabel('By when').fill('2026-03-20')
  })
  await statePosition(secretary.page, '市公安局', '记录立场', async (form) => {
    await form.getByText('■ 反对').click()
    await form.locator('button[type="submit"]').click()
    await secretary.page.getByText('请写明理由。').waitFor()
    await form.getByLabel('反对的理由（必填，原文入档）').fill(DISSENT)
  })
  for (const { page } of [secretary, li, anna]) await expect.poll(() => outcomeOf(page)).toBe('not-passed')
  expect(await li.page.getByTestId('position-sum').textContent()).toBe('支持 1 · 有条件 1（1 个未落实） · 反对 1 · 弃权 0 · 未表态 0 / 共 3 个单位 · 到会 3 个')
  await positionRow(li.page, '市公安局').getByText(/王芳代记/).waitFor()
  expect(await positionRow(li.page, '市公安局').locator('.position-reason').textContent()).toBe(DISSENT)

  // Who made the condition says that it is met; others can't.
  expect(await li.page.getByRole('button', { name: '标为已落实' }).count()).toBe(0)
  await anna.page.getByRole('button', { name: 'Mark as met' }).click()
  for (const { page } of [secretary, li, anna]) await expect.poll(() => outcomeOf(page)).toBe('passed-with-dissent')
  await positionRow(li.page, '住房和城乡建设局').getByText('条件已落实').waitFor()
  await expect.poll(() => li.page.getByTestId('positions-pane').locator('.position-mark').allTextContents()).toEqual(['●支持', '▲附条件支持条件已落实', '■反对'])

  // Dissent is answered; nobody, its author included, gets it away.
  await anna.page.getByRole('button', { name: 'Answer to 市公安局' }).click()
  await anna.page.getByRole('textbox', { name: 'Answer to 市公安局' }).fill('The street patrols instead')
  await anna.page.getByRole('textbox', { name: 'Answer to 市公安局' }).press('Enter')
  await positionRow(li.page, '市公安局').getByTestId('position-answer').getByText('The street patrols instead').waitFor()
  await statePosition(secretary.page, '市公安局', '改变立场', async (form) => form.getByText('◇ 弃权').click())
  for (const { page } of [secretary, li]) await expect.poll(() => outcomeOf(page)).toBe('passed')
  await positionRow(li.page, '市公安局').getByText('以前的 1 次表态').click()
  expect(await positionRow(li.page, '市公安局').getByTestId('earlier-position').locator('.position-reason').textContent()).toBe(DISSENT)
  expect(await axeInEveryLook(secretary.page)).toEqual([])

  // The draft is linted while it is typed, then adopted as it reads.
  for (const { page } of [secretary, li, anna]) await openTab(page, RESOLUTION)
  const { page } = secretary
  await page.getByLabel('添加议定事项', { exact: true }).fill('各部门要加强巡查，尽快见效')
  expect(await page.getByTestId('lint').locator('li').evaluateAll((items) => items.map((item) => item.getAttribute('data-kind')))).toEqual(['vague-owner', 'vague-verb', 'vague-time', 'lead-missing', 'date-missing', 'criterion-missing'])
  await page.getByLabel('添加议定事项', { exact: true }).fill('')
  expect(await page.getByTestId('lint').count()).toBe(0)
  expect(await li.page.getByTestId('adopt').count()).toBe(0)
  await page.getByRole('button', { name: '按此议决' }).click()
  await li.page.getByTestId('adopted').getByText('已议决：通过').waitFor()
  expect(await li.page.getByTestId('dissent').locator('blockquote').allTextContents()).toEqual([DISSENT])

  // A change afterwards has no force until it is adopted again.
  await page.getByRole('button', { name: '修改文字' }).click()
  await page.getByRole('button', { name: /^议定事项内容/ }).click()
  await page.getByLabel('议定事项内容').fill(TEXT.replace('38家', '全部38家'))
  await page.getByLabel('议定事项内容').press('Control+Enter')
  await li.page.getByTestId('difference').locator('ins').getByText('全部').waitFor()
  expect(await li.page.locator('.resolution-adopted').textContent()).toBe(TEXT)
  await page.getByTestId('changed-words').getByText(/文字又改过。在那之前表态的：.*住房和城乡建设局.*请他们看过新的文字/).waitFor()
  await page.getByRole('button', { name: '重新议决' }).click()
  await li.page.getByTestId('difference').waitFor({ state: 'detached' })

  // Countersigning: the departments that its action names are asked, and the police too.
  await page.getByRole('button', { name: '请会签' }).click()
  const asked = page.locator('.countersign-form')
  expect(await asked.getByRole('checkbox', { checked: true }).evaluateAll((boxes) => boxes.map((box) => box.closest('label')?.textContent))).toEqual(['城市管理委员会', '住房和城乡建设局'])
  await asked.getByText('市公安局').click()
  await asked.getByRole('button', { name: '发出会签' }).click()
  await answerCountersign(li.page, '城市管理委员会', '回复会签')
  await answerCountersign(anna.page, '住房和城乡建设局', 'Countersign', 'Disagree', 'The budget is not agreed yet')
  await countersignRow(page, '住房和城乡建设局').getByText('The budget is not agreed yet').waitFor()
  await countersignRow(page, '住房和城乡建设局').getByText('■ 不同意').waitFor()
  await page.getByRole('button', { name: '议定', exact: true }).click()
  await page.getByRole('button', { name: '关闭会议' }).click()
  await page.getByTestId('open-matter').getByText('还有单位没有会签，截止时间也没有到').waitFor()
  await page.getByRole('button', { name: '回到会议' }).click()

  // Asked again with a deadline that passes while everybody looks on: silence is deemed, and is not called agreement.
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  must(requestCountersigns(meeting, { resolutionId, departmentIds: [police.departmentId ?? ''], deadline: new Date(Date.now() + 3000).toISOString() }, context))
  await leave()
  await expect.poll(() => newestCountersign(li.page).textContent()).toBe('◌ 视为同意（逾期未回复）')
  expect(await newestCountersign(li.page).getAttribute('data-state')).toBe('deemed')
  expect(await axeInEveryLook(page)).toEqual([])

  await page.getByRole('button', { name: '关闭会议' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(title)
  await dialog.getByRole('button', { name: '关闭并存档' }).click()
  await dialog.getByText('会议已关闭，档案已写好并核对。').waitFor()
  const { snapshot } = await archivedMeeting(app.dataDir, id)
  expect({
    positions: snapshot.positions.map(({ departmentId, kind, reason, by }) => [departmentId, kind, reason, by]).toSorted(),
    conditions: snapshot.conditions.map(({ text, ownerDepartmentId, dueOn }) => [text, ownerDepartmentId, dueOn]),
    met: snapshot.conditionEvents.map(({ isMet, by }) => [isMet, by]),
    answers: snapshot.positionAnswers.map(({ text, by }) => [text, by]),
    adoptions: snapshot.adoptions.map(({ text, outcome, result }) => [text, outcome, result]).toSorted(),
    hashes: snapshot.adoptions.map((adoption) => createHash('sha256').update(adoption.snapshot).digest('hex') === adoption.snapshotSha256),
    countersigns: snapshot.countersigns.map(({ departmentId, kind, remark }) => [departmentId, kind, remark]).toSorted(),
    requests: snapshot.countersignRequests.map(({ departmentIds }) => departmentIds.length).toSorted(),
  }).toEqual({
    positions: [
      [li.departmentId, 'support', '', li.id],
      [anna.departmentId, 'conditional', '', anna.id],
      [police.departmentId, 'oppose', DISSENT, secretary.id],
      [police.departmentId, 'abstain', '', secretary.id],
    ].toSorted(),
    conditions: [[CONDITION, li.departmentId, '2026-03-20']],
    met: [[true, anna.id]],
    answers: [['The street patrols instead', anna.id]],
    adoptions: [[TEXT, 'adopted', 'passed'], [TEXT.replace('38家', '全部38家'), 'adopted', 'passed']].toSorted(),
    hashes: [true, true],
    countersigns: [[li.departmentId, 'agree', ''], [anna.departmentId, 'disagree', 'The budget is not agreed yet']].toSorted(),
    requests: [1, 3],
  })
  expect([secretary, li, anna].map(({ problems }) => problems)).toEqual([[], [], []])
}, LONG)

test('[C6] to adopt against what the positions come to asks for the reason and keeps it; a word still being put together is not linted', async () => {
  await prepare('理由')
  const { page } = secretary
  await openTab(page, POSITIONS)
  for (const department of ['市公安局', '城市管理委员会'])
    await statePosition(page, department, '记录立场', async (form) => {
      await form.getByText('■ 反对').click()
      await form.getByLabel('反对的理由（必填，原文入档）').fill('经费没有落实')
    })
  await expect.poll(() => outcomeOf(page)).toBe('not-passed')
  await openTab(page, RESOLUTION)
  await page.getByRole('button', { name: '按此议决' }).click()
  expect(await page.getByTestId('adopted').count()).toBe(0)
  await page.getByLabel('与表态结果不一致的理由').fill('市领导要求先行试点')
  await page.getByRole('button', { name: '按此议决' }).click()
  await page.getByTestId('adopted').getByText('与表态结果不一致的理由：市领导要求先行试点').waitFor()
  expect(await page.getByTestId('dissent').locator('blockquote').allTextContents()).toEqual(['经费没有落实', '经费没有落实'])

  // As an input method does it: the word is there before it is chosen.
  const field = page.getByLabel('添加议定事项', { exact: true })
  await field.focus()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: '加强', selectionStart: 2, selectionEnd: 2 })
  await expect.poll(() => field.inputValue()).toBe('加强')
  expect(await page.getByTestId('lint').count()).toBe(0)
  await cdp.send('Input.insertText', { text: '加强' })
  await page.getByTestId('lint').getByText('“加强”：做到什么程度算完成？').waitFor()
  expect(secretary.problems).toEqual([])
})

test('[C6][M8] where the quorum is missing it is said before adopting, also if nobody stated a position, and takes a reason', async () => {
  const memberDepartmentIds = [li, anna, police].map(({ departmentId }) => departmentId ?? '')
  const { id: bodyId } = (await app.ask('POST', '/api/bodies', { name: '联席会议', memberDepartmentIds, quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'more-than', noticeHours: 24, paperHours: 48, countersignHours: 48 })) as { id: string }
  const id = await app.newMeeting({ title: '人数不足', bodyId })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const itemId = must(addAgendaItem(meeting, { title: '夜间油烟扰民' }, context))
  must(draftResolution(meeting, { itemId, text: TEXT }, context))
  must(setItemRule(meeting, { id: itemId, entitledDepartmentIds: memberDepartmentIds, supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false }, context))
  await leave()
  const { page } = secretary
  await secretary.open(`#/meeting/${id}/agenda`)
  await page.getByTestId('agenda-item').first().locator('.agenda-link').click()
  await openTab(page, RESOLUTION)
  await page.getByTestId('adopt').getByText('3 个单位中到会 0 个，规则要求超过 1/2').waitFor()
  await page.getByRole('button', { name: '按此议决' }).click()
  expect(await page.getByTestId('adopted').count()).toBe(0)
  await page.getByLabel('未达到法定人数仍议决的理由').fill('已电话征得各单位同意')
  await page.getByRole('button', { name: '按此议决' }).click()
  await page.getByTestId('adopted').getByText('未达到法定人数仍议决的理由：已电话征得各单位同意').waitFor()
  expect(secretary.problems).toEqual([])
})
