import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { adoptResolution, requestCountersigns } from '../../shared/model/countersigning.ts'
import { addGate, addOption, setItemRule } from '../../shared/model/frame.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

const LONG = 120_000

/** What has the focus: its accessible name, or its words. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? '')

test('[C6][C8][F6] forms by keys: Esc gives up and asks where words would be lost, Ctrl+Enter sends, the focus returns, an input method’s Enter sends nothing', async () => {
  const app = await BrowserApp.start()
  const secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  const li = await app.newPerson({ name: '李建国', department: '城市管理委员会' })
  const department = li.departmentId ?? ''
  const id = await app.newMeeting({ title: '键盘' })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const itemId = must(addAgendaItem(meeting, { title: '夜间油烟扰民' }, context))
  must(openAgendaItem(meeting, itemId, context))
  const resolutionId = must(draftResolution(meeting, { itemId, text: '安装油烟净化器。' }, context))
  must(addOption(meeting, { itemId, title: '安装净化器', doNothing: '维持现状' }, context))
  must(addGate(meeting, itemId, '合法', context))
  const rule = { supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', isChairDeciding: false } as const
  must(setItemRule(meeting, { id: itemId, entitledDepartmentIds: [department], vetoDepartmentIds: [], ...rule }, context))
  must(adoptResolution(meeting, { resolutionId, outcome: 'adopted', result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 1 }, context))
  must(requestCountersigns(meeting, { resolutionId, departmentIds: [department], deadline: new Date(Date.now() + 86_400_000).toISOString() }, context))
  await leave()
  for (const person of [secretary, li]) {
    await person.open(`#/meeting/${id}/agenda`)
    await person.page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
  }

  // A position, from the button to the button.
  const { page } = li
  await page.getByRole('tab', { name: '立场' }).click()
  const state = page.getByRole('button', { name: '表态: 城市管理委员会' })
  const form = page.locator('.position-form')
  const question = page.getByRole('dialog', { name: '放弃填写？' })
  await state.focus()
  await page.keyboard.press('Enter')
  await form.waitFor()
  expect(await page.evaluate(() => document.activeElement?.role)).toBe('radio')
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('表态: 城市管理委员会')

  await page.keyboard.press('Enter')
  await form.getByText('▲ 附条件支持').click()
  await form.getByLabel('条件 1', { exact: true }).focus()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: 'jing fei', selectionStart: 8, selectionEnd: 8 })
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Escape')
  await cdp.send('Input.insertText', { text: '经费到位' })
  expect([await form.count(), await question.count(), await form.getByLabel('条件 1', { exact: true }).inputValue()]).toEqual([1, 0, '经费到位'])

  await page.keyboard.press('Escape')
  await question.waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('条件 1')
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('改变立场: 城市管理委员会')
  await page.getByTestId('condition').getByText('经费到位').waitFor()

  // Given up with its words, by the question.
  await page.keyboard.press('Enter')
  await form.getByText('■ 反对').click()
  await form.getByRole('textbox').fill('不同意')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: '放弃' }).click()
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('改变立场: 城市管理委员会')
  expect(await page.locator('.position-earlier').count()).toBe(0)

  // Dissent's answer is a line: Esc closes it.
  await page.getByRole('button', { name: '对城市管理委员会的答复' }).press('Enter')
  await expect.poll(() => focused(page)).toBe('对城市管理委员会的答复')
  await page.keyboard.type('再议')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('textbox', { name: '对城市管理委员会的答复' }).count()).toBe(0)
  await expect.poll(() => focused(page)).toBe('对城市管理委员会的答复')

  // A countersignature.
  await page.getByRole('tab', { name: '决议' }).click()
  const countersign = page.getByTestId('countersign').getByRole('button')
  const name = await countersign.getAttribute('aria-label')
  await countersign.press('Enter')
  await page.locator('.countersign-form').getByText('不同意', { exact: true }).click()
  await page.locator('.countersign-form').getByRole('textbox').fill('期限太紧')
  await page.keyboard.press('Escape')
  await question.waitFor()
  await page.keyboard.press('Enter')
  await question.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await page.locator('.countersign-remark').getByText('期限太紧').waitFor()
  await expect.poll(() => focused(page)).not.toBe(name)
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-testid="countersign"]') !== null)).toBe(true)

  // A gate that is failed asks for its reason, and lets go of it.
  const desk = secretary.page
  await desk.getByRole('tab', { name: '方案' }).click()
  const gate = desk.getByTestId('gates').getByRole('combobox').first()
  await gate.selectOption('failed')
  await expect.poll(() => focused(desk)).toBe('不满足的理由')
  await desk.keyboard.press('Escape')
  await expect.poll(() => gate.inputValue()).toBe('open')
}, LONG)
