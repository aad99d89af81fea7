import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { verifyRecords } from '../../electron/hub/archive/verifyRecords.ts'
import type { PersonAtBrowser } from '../support/browserApp.ts'
import { noteLines, placeCaret } from '../support/noteLines.ts'
import { archivedMeeting } from './support/archivedMeeting.ts'
import { chairBar, showOnBigScreen } from './support/bigScreen.ts'
import { callStage, ConsultationScene, expectOnBigScreen } from './support/ConsultationScene.ts'
import { fillBallot, type BallotOnPaper } from './support/fillBallot.ts'
import { enter, setAnchor, setUnit } from './support/framing.ts'
import { answerCountersign, countersignRow, newestCountersign, positionRow, statePosition } from './support/stating.ts'
import { fillSubmission, submissionStatus } from './support/submitting.ts'
import { CITY, CLOSED, COMPLAINTS, CONDITION, COST, COUNTERSIGN_REMARK, DISSENT, ECOLOGY, GATE_REASON, HOUSING, ITEM, MEETING, MOVED, NOTE, NOTE_AWAY, NOTHING, PAPER, REMARK, REMARK_AGAIN, RESOLUTION, SAFETY, SCORED, SHARED } from './support/wholeTexts.ts'

let scene: ConsultationScene
let hasFailed = false

beforeAll(async () => {
  scene = await ConsultationScene.start()
})

beforeEach(({ skip }) => {
  skip(hasFailed, 'an earlier step failed')
  onTestFailed(() => {
    hasFailed = true
  })
})

function ballot(changes: Partial<BallotOnPaper> & Pick<BallotOnPaper, 'scores'>): BallotOnPaper {
  return { top: COMPLAINTS, weights: { [COST]: 60, [SAFETY]: 40 }, ...changes }
}

async function castAs(person: PersonAtBrowser, paper: BallotOnPaper): Promise<void> {
  await fillBallot(person.page, paper)
  await person.page.getByRole('button', { name: /^(密封提交|Seal and cast)$/ }).click()
  await person.page.locator('.ballot-state[data-state="cast"]').waitFor()
}

const voted = (page: Page) => page.getByTestId('open-round').locator('[data-voted]').allInnerTexts()
const outcome = (page: Page) => page.getByTestId('positions').getByTestId('position-outcome').getAttribute('data-outcome')

describe('three departments, a chair and a secretary take one item from submission to countersigned resolution', () => {
  test('[C1] a department submits the item with a paper, the secretariat accepts it into the meeting', async () => {
    const { secretary, li } = scene.people
    await li.open('#/pool')
    await fillSubmission(li.page, ITEM, {
      background: '去年北门夜市油烟投诉412件，八成在晚九点后，影响两千户。',
      basis: '《大气污染防治法》第八十一条',
      ask: '议定净化设备由谁出资、何时装完',
      options: [SHARED, MOVED, CLOSED].join('\n'),
      disagreement: '住建局认为费用应由商户承担',
    })
    await li.page.getByTestId('file-input').setInputFiles({ name: PAPER, mimeType: 'text/plain', buffer: Buffer.from('月度监测') })
    await li.page.getByRole('button', { name: `保存“${PAPER}”第 1 版` }).waitFor()
    await scene.picture('1-submission', [li])
    await li.page.getByRole('button', { name: '提交', exact: true }).click()
    await expect.poll(() => submissionStatus(li.page)).toBe('submitted')

    const { page } = secretary
    await secretary.open('#/pool')
    await page.getByRole('link', { name: new RegExp(ITEM) }).click()
    await page.getByRole('button', { name: '受理', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('安排的分钟数').fill('20')
    await scene.picture('1-accept', [secretary])
    await dialog.getByRole('button', { name: '受理' }).click()
    await expect.poll(() => submissionStatus(page)).toBe('accepted')
  })

  test('[C2][C7][M8] the item is opened: clock, floor and quorum are the same in every window, and the big screen follows', async () => {
    const { chair, li, anna, chen } = scene.people
    const { everybody, meetingId } = scene
    for (const person of everybody) {
      await person.open(`#/meeting/${meetingId}/agenda`)
      await person.page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
    }
    const { page } = chair
    await page.getByTestId('agenda-item').filter({ hasText: ITEM }).locator('.agenda-link').click()
    await page.getByRole('button', { name: /^开始第 \d 项$/ }).click()
    for (const person of everybody) {
      await person.page.getByRole('heading', { level: 1 }).filter({ hasText: ITEM }).waitFor()
      await expect.poll(() => person.page.getByTestId('clock').getAttribute('data-running')).toBe('true')
      await expect.poll(() => chairBar(person.page).getByTestId('quorum').getAttribute('data-reached')).toBe('true')
    }
    await li.page.getByTestId('dossier').locator('summary').click()
    await li.page.getByTestId('dossier').getByText('去年北门夜市油烟投诉412件').waitFor()
    await page.getByRole('button', { name: '投影', exact: true }).click()
    await scene.openBigScreen()
    await expectOnBigScreen(scene, 'item', ITEM, '议定净化设备由谁出资、何时装完')

    await chairBar(chen.page).getByRole('button', { name: '申请发言' }).click()
    await chairBar(page).getByRole('button', { name: '请发言', exact: true }).click()
    await chairBar(anna.page).getByRole('button', { name: 'Ask to speak' }).click()
    await chairBar(li.page).getByText('Anna Schmidt').waitFor()
    await showOnBigScreen(page, '发言')
    await expectOnBigScreen(scene, 'speakers', '陈静', 'Anna Schmidt')
    await placeCaret(li.page, 'Control+End')
    await li.page.keyboard.type(NOTE)
    for (const person of everybody) await expect.poll(() => noteLines(person.page)).toContain(NOTE)
    await scene.picture('2-room')
    await chairBar(page).getByRole('button', { name: '发言结束' }).click()
  })

  test('[C3][C7] options with doing nothing, a gate, three criteria with anchors and the rule stand before anybody scores', async () => {
    const { secretary, chair, li, anna, chen } = scene.people
    const { page } = secretary
    await callStage(scene, '定方案', 'frame')
    await scene.goTo('options')
    await expect.poll(() => page.getByTestId('option').locator('.deciding-name').allInnerTexts()).toEqual([SHARED, MOVED, CLOSED, NOTHING])
    await enter(page, '添加前置条件', '符合法规')
    for (const option of [SHARED, MOVED]) await page.getByLabel(`“${option}”是否满足“符合法规”`).selectOption('passed')
    await page.getByLabel(`“${CLOSED}”是否满足“符合法规”`).selectOption('failed')
    await enter(page, '不满足的理由', GATE_REASON)
    for (const [name, unit, worst, best] of [[COMPLAINTS, '件', 60, 0], [COST, '万元', 300, 0], [SAFETY, '', 0, 100]] as const) {
      await enter(page, '添加评价标准', name)
      if (unit) await setUnit(page, name, unit)
      if (worst !== 0) await setAnchor(page, `“${name}”最差`, String(worst))
      if (best !== 100) await setAnchor(page, `“${name}”最好`, String(best))
    }
    await scene.goTo('scoring', [chair])
    expect(await chair.page.getByRole('button', { name: '开始评分' }).getAttribute('aria-disabled')).toBe('true')
    await page.getByTestId('rule').getByText(/（3 个）/).waitFor()
    await page.getByRole('button', { name: '定下规则' }).click()
    for (const person of [li, anna, chen]) {
      await expect.poll(() => person.page.getByTestId('criterion').count()).toBe(3)
      await person.page.getByTestId('rule').waitFor()
      expect(await person.page.getByTestId('frame').getByRole('button').count()).toBe(0)
    }
    await showOnBigScreen(chair.page, '方案')
    await expectOnBigScreen(scene, 'options', SHARED, MOVED, NOTHING, GATE_REASON)
    await scene.picture('3-frame')
  })

  test('[C4][C5][C7][M13] the first round is sealed: who has voted is seen, what is not, until all of it is revealed', async () => {
    const { chair, li, anna, chen } = scene.people
    const { everybody, others } = scene
    await scene.goTo('scoring')
    await chair.page.getByRole('button', { name: '开始评分' }).click()
    await showOnBigScreen(chair.page, '结果')
    await castAs(li, ballot({ scores: { [SHARED]: { [COMPLAINTS]: SCORED, [COST]: 120, [SAFETY]: 80 }, [MOVED]: { [COMPLAINTS]: 20, [COST]: 280, [SAFETY]: 70 }, [NOTHING]: { [COMPLAINTS]: 55, [COST]: 0, [SAFETY]: 40 } }, remark: REMARK }))
    for (const { page } of everybody) {
      await expect.poll(() => voted(page)).toEqual([expect.stringContaining(CITY)])
      expect(await page.getByTestId('item-stage').getAttribute('data-stage')).toBe('silent')
    }
    expect(others.map((window) => [window.tells(REMARK), window.tells(SCORED)])).toEqual(others.map(() => [false, false]))
    await expectOnBigScreen(scene, 'results', '还没有揭示的评分结果')
    await scene.picture('4-sealed')
    await Promise.all([
      castAs(anna, ballot({ scores: { [SHARED]: { [COMPLAINTS]: 15, [COST]: 200, [SAFETY]: 75 }, [MOVED]: { [COMPLAINTS]: 10, [COST]: 240, [SAFETY]: 85 }, [NOTHING]: { [COMPLAINTS]: 50, [COST]: 0, [SAFETY]: 35 } } })),
      castAs(chen, ballot({ top: SAFETY, weights: { [COMPLAINTS]: 80, [COST]: 30 }, scores: { [SHARED]: { [COMPLAINTS]: 25, [COST]: 150, [SAFETY]: 55 }, [MOVED]: { [COMPLAINTS]: 12, [COST]: 260, [SAFETY]: 90 }, [NOTHING]: { [COMPLAINTS]: 58, [COST]: 0, [SAFETY]: 30 } } })),
    ])
    await chair.page.getByTestId('open-round').getByText('已提交 3/3').waitFor()
    await chair.page.getByRole('button', { name: '揭示', exact: true }).click()
    for (const { page } of everybody) await page.getByTestId('results').waitFor()
    await chair.page.getByTestId('results').getByText('参与 3 · 评分 3 · 弃权 0 · 回避 0 · 未提交 0').waitFor()
    await chair.page.getByTestId('results').getByText(`“${CLOSED}”不满足“符合法规”，不参与排名：${GATE_REASON}`).waitFor()
    await chair.page.getByTestId('sureness').getByText(/^(稳健|领先|有争议)：/).waitFor()
    // The same search finds it once it is revealed.
    await expect.poll(() => others.map((window) => [window.tells(REMARK), window.tells(SCORED)])).toEqual(others.map(() => [true, true]))
    await expectOnBigScreen(scene, 'results', '第 1 轮评分结果 · 3 / 3 个单位评分', MOVED)
    await scene.picture('4-revealed')
  })

  test('[C4][C5][C7][F7] in the second round one department is off the network: it counts as not having voted, and nothing it wrote is lost', async () => {
    const { secretary, chair, li, anna, chen } = scene.people
    const { everybody, big, annasNetwork } = scene
    await chair.page.getByRole('button', { name: '再评一轮' }).click()
    for (const { page } of everybody) await page.getByTestId('open-round').waitFor()
    await anna.context.setOffline(true)
    await annasNetwork.cut()
    await anna.page.locator('[data-testid="sync-state"][data-state="offline"]').first().waitFor()
    const firstFigure = await big.locator('.row-figure').first().innerText()

    // It goes on: a ballot that can't be cast, a note, a position.
    const away = ballot({ scores: { [SHARED]: { [COMPLAINTS]: 5, [COST]: 90, [SAFETY]: 95 } } })
    await fillBallot(anna.page, away)
    expect(await anna.page.getByRole('button', { name: 'Seal and cast' }).getAttribute('aria-disabled')).toBe('true')
    expect(await anna.page.locator('.ballot-state').getAttribute('data-state')).toBe('draft')
    await scene.goTo('positions', [anna])
    await statePosition(anna.page, HOUSING, 'State a position', async (form) => form.getByText('● Support').click())
    await scene.goTo('discussion', [anna])
    await placeCaret(anna.page, 'Control+End')
    await anna.page.keyboard.type(`\n${NOTE_AWAY}`)
    await scene.picture('5-away', [anna])

    // Who scored before goes on from that.
    await li.page.getByRole('button', { name: '沿用第 1 轮的评分，再作修改' }).click()
    await Promise.all([
      castAs(li, ballot({ scores: { [SHARED]: { [COMPLAINTS]: 12, [COST]: 110 } }, remark: REMARK_AGAIN })),
      castAs(chen, ballot({ top: SAFETY, weights: { [COMPLAINTS]: 90, [COST]: 50 }, scores: { [SHARED]: { [COMPLAINTS]: 14, [COST]: 110, [SAFETY]: 80 }, [MOVED]: { [COMPLAINTS]: 18, [COST]: 280, [SAFETY]: 75 }, [NOTHING]: { [COMPLAINTS]: 58, [COST]: 0, [SAFETY]: 30 } } })),
    ])
    await chair.page.getByTestId('open-round').getByText('已提交 2/3').waitFor()
    // As long as it is sealed, the first round is what everybody looks at.
    await expectOnBigScreen(scene, 'results', '第 1 轮评分结果')
    await chair.page.getByRole('button', { name: '揭示', exact: true }).click()
    await chair.page.getByRole('dialog').getByText(`${HOUSING}还没有提交`).waitFor()
    await scene.picture('5-missing', [chair])
    await chair.page.getByRole('dialog').getByRole('button', { name: '揭示' }).click()
    for (const { page } of [secretary, chair, li, chen]) await page.getByTestId('shift').waitFor()
    await chair.page.getByTestId('results').getByText('参与 3 · 评分 2 · 弃权 0 · 回避 0 · 未提交 1').waitFor()
    await expectOnBigScreen(scene, 'results', '第 2 轮评分结果 · 2 / 3 个单位评分', SHARED)
    expect(await big.locator('.row-figure').first().innerText()).not.toBe(firstFigure)
    await scene.picture('5-shift')

    await anna.context.setOffline(false)
    annasNetwork.restore()
    await anna.page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
    const report = anna.page.getByTestId('return-report')
    await report.getByText('1 scoring round revealed').waitFor()
    await scene.picture('5-report', [anna])
    await report.getByRole('link', { name: ITEM }).click()
    await report.getByRole('button', { name: 'Close' }).click()
    for (const { page } of everybody) await expect.poll(() => noteLines(page)).toEqual([NOTE, NOTE_AWAY])
    await scene.goTo('scoring', [anna])
    await anna.page.getByTestId('shift').waitFor()
    expect(await anna.page.getByTestId('ballot').count()).toBe(0)
    expect(await anna.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('huishang/ballot/')))).toEqual([])
    expect(await scene.castPastTheWindow(anna)).toBe('round-ended')
    await scene.picture('5-back', [anna])
    await scene.goTo('positions')
    await chair.page.getByLabel('表态对象').selectOption({ label: `方案：${SHARED}` })
    await positionRow(chair.page, HOUSING).getByText('支持').waitFor()
  })

  test('[C6] the resolution is drafted beside the item, and nothing in it is left open', async () => {
    const { secretary, chair, chen } = scene.people
    await scene.goTo('resolution')
    const { page } = secretary
    const field = page.getByLabel('添加议定事项', { exact: true })
    await field.fill('各部门要加强巡查，尽快见效')
    await page.getByTestId('lint').waitFor()
    await field.fill(RESOLUTION)
    await expect.poll(() => page.getByTestId('lint').count()).toBe(0)
    await field.press('Enter')
    await chen.page.getByTestId('resolution').waitFor()
    await showOnBigScreen(chair.page, '议定')
    await expectOnBigScreen(scene, 'resolution', RESOLUTION)
    await scene.picture('6-draft')
  })

  test('[C6][C7][M7] named positions: dissent with its reason, a condition that is met flips what it comes to', async () => {
    const { chair, li, anna, chen } = scene.people
    const { everybody } = scene
    await callStage(scene, '表明立场', 'positions')
    await scene.goTo('positions')
    for (const { page } of everybody) await page.getByLabel(/^(表态对象|About)/).selectOption({ index: 0 })
    await statePosition(li.page, CITY, '表态', async () => {})
    await statePosition(anna.page, HOUSING, 'State a position', async (form) => {
      await form.getByText('▲ Conditional').click()
      await form.getByLabel('Condition 1', { exact: true }).fill(CONDITION)
      await form.getByLabel('Who sees to it').selectOption({ label: CITY })
      await form.getByLabel('By when').fill('2027-03-31')
    })
    await statePosition(chen.page, ECOLOGY, '表态', async (form) => {
      await form.getByText('■ 反对').click()
      await form.getByLabel('反对的理由（必填，原文入档）').fill(DISSENT)
    })
    for (const { page } of everybody) await expect.poll(() => outcome(page)).toBe('not-passed')
    await showOnBigScreen(chair.page, '立场')
    await expectOnBigScreen(scene, 'positions', CITY, '未通过')
    await scene.picture('7-open')
    await anna.page.getByRole('button', { name: 'Mark as met' }).click()
    for (const { page } of everybody) await expect.poll(() => outcome(page)).toBe('passed-with-dissent')
    await expectOnBigScreen(scene, 'positions', '有保留意见通过')
    await scene.picture('7-met')
  })

  test('[C6][C7][M7] it is adopted as it reads, with the dissent word for word, and what it rested on is frozen', async () => {
    const { secretary, chair } = scene.people
    const { everybody } = scene
    await scene.goTo('resolution')
    await secretary.page.getByRole('button', { name: '按此议决' }).click()
    for (const { page } of everybody) {
      await page.getByTestId('adopted').waitFor()
      expect(await page.getByTestId('dissent').locator('blockquote').allTextContents()).toEqual([DISSENT])
    }
    await showOnBigScreen(chair.page, '议定')
    await expectOnBigScreen(scene, 'resolution', RESOLUTION)
    await scene.picture('8-adopted')
  })

  test('[C8][M1][M11] one agrees, one with a remark, one is silent and deemed after the deadline; the meeting closes once nothing is open', async () => {
    const { secretary, li, anna, chen } = scene.people
    const { everybody } = scene
    const { page } = secretary
    await page.getByRole('checkbox', { name: '需要督办' }).uncheck({ force: true })
    await page.getByRole('button', { name: '请会签' }).click()
    const form = page.locator('.countersign-form')
    expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(3)
    await scene.picture('9-ask', [secretary])
    await form.getByRole('button', { name: '发出会签' }).click()
    await countersignRow(page, ECOLOGY).getByText('○ 待回复').waitFor()
    await page.getByRole('button', { name: '关闭会议' }).click()
    await expect.poll(() => page.getByTestId('open-matter').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('议题没有结论'), expect.stringContaining('还有单位没有会签')]))
    await scene.picture('9-open', [secretary])
    await page.getByRole('button', { name: '回到会议' }).click()
    await answerCountersign(li.page, CITY, '回复会签')
    await answerCountersign(anna.page, HOUSING, 'Countersign', 'Agree with a remark', COUNTERSIGN_REMARK)
    await countersignRow(page, HOUSING).getByText('▲ 附意见同意').waitFor()
    await page.getByRole('button', { name: '议定', exact: true }).click()
    await scene.askToCountersign([chen], 2000)
    for (const person of everybody) await expect.poll(() => newestCountersign(person.page).getAttribute('data-state')).toBe('deemed')
    expect(await newestCountersign(page).textContent()).toBe('◌ 视为同意（逾期未回复）')
    // Nobody waits for the floor of an item that has ended.
    expect([await chairBar(li.page).getByRole('button').count(), await chairBar(page).getByTestId('clock').count(), await page.getByTestId('speakers').locator('li').count()]).toEqual([0, 0, 0])
    await expectOnBigScreen(scene, 'resolution', RESOLUTION)
    await scene.picture('9-deemed')
  })

  test('[M1][A3][A6] the closed meeting is archived and verified, and its record shows how it came about', async () => {
    const { secretary, chair } = scene.people
    const { everybody, app } = scene
    const { page } = secretary
    await page.getByRole('button', { name: '关闭会议' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(MEETING)
    await dialog.getByRole('button', { name: '关闭并存档' }).click()
    await dialog.getByText('会议已关闭，档案已写好并核对。').waitFor()
    await scene.picture('10-closed', [secretary, chair])
    await dialog.getByRole('link', { name: '查看档案' }).click()
    await page.locator('.archive-record').waitFor()
    await page.getByText('打开时已核对：原始数据与关闭会议时记下的校验值一致。').waitFor()
    const record = await page.locator('.archive-record').innerText()
    for (const words of [ITEM, '去年北门夜市油烟投诉412件', PAPER, GATE_REASON, '第 1 轮', '第 2 轮', REMARK_AGAIN, RESOLUTION, CONDITION, DISSENT, COUNTERSIGN_REMARK, '逾期未答复，视为同意', NOTE_AWAY]) expect(record).toContain(words)
    await scene.picture('10-record', [secretary])
    expect(await verifyRecords({ dataDir: app.dataDir })).toMatchObject({ records: 1, problems: [] })
    expect(await heldInRecord()).toEqual({ isFrozenWhole: [true], ballots: [3, 2], countersigns: ['agree', 'agree-with-remark'], dissent: [DISSENT] })
    await secretary.open('#/archive')
    await page.getByText('本设备已核验并会签台账，共 1 份档案。').waitFor()
    expect(everybody.map(({ name, problems }) => [name, problems])).toEqual(everybody.map(({ name }) => [name, []]))
  })
})

/** What the record holds that the screen only sums up. */
async function heldInRecord(): Promise<unknown> {
  const { adoptions, rounds, ballots, countersigns, positions } = (await archivedMeeting(scene.app.dataDir, scene.meetingId)).snapshot
  return {
    isFrozenWhole: adoptions.map(({ snapshot, snapshotSha256 }) => createHash('sha256').update(snapshot).digest('hex') === snapshotSha256),
    ballots: rounds.toSorted((one, other) => one.number - other.number).map(({ id }) => ballots.filter(({ roundId }) => roundId === id).length),
    countersigns: countersigns.map(({ kind }) => kind).toSorted(),
    dissent: positions.filter(({ kind }) => kind === 'oppose').map(({ reason }) => reason),
  }
}
