import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Role } from '../../shared/lib/roles.ts'
import { editIssue } from '../../shared/model/issues.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { cutNetwork } from '../support/cutNetwork.ts'
import { fillMeeting, type FilledMeeting } from '../support/fillMeeting.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
})

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
}

/** Whether each control of the meeting's screens lets this person in, by reading what stands there. */
async function controls(person: PersonAtBrowser, { id, itemId }: FilledMeeting) {
  const { page } = person
  await person.open(`#/meeting/${id}/agenda/${itemId}`)
  await page.getByTestId('item').waitFor()
  await live(page)
  await page.getByRole('tab', { name: '决议' }).click()
  const agenda = {
    'add an item': (await page.getByLabel('添加议题').count()) > 0,
    'edit the item': (await page.locator('.item-title button').count()) > 0,
    'end the item': (await page.getByRole('button', { name: '搁置' }).count()) > 0,
    'write notes': (await page.locator('.note [contenteditable]').first().getAttribute('contenteditable')) === 'true',
    'add a resolution': (await page.getByLabel('添加议定事项').count()) > 0,
    'edit a resolution': (await page.locator('.resolution-text button.editable-line').count()) > 0,
    'add an action to it': (await page.getByRole('button', { name: '添加任务' }).count()) > 0,
    'edit the meeting': (await page.getByRole('button', { name: '修改会议信息' }).count()) > 0,
  }
  await person.open(`#/meeting/${id}/board`)
  await page.getByText('本单位的议题卡').first().waitFor()
  const editsIssue = async (title: string) => {
    await page.getByText(title).first().click()
    const panel = page.getByRole('complementary')
    await panel.getByText(title).waitFor()
    return (await panel.locator('.panel-title button').count()) > 0 && !(await panel.getByLabel('牵头单位').isDisabled())
  }
  const board = {
    'add a card': !(await page.getByLabel('在“在办”中添加议题卡').isDisabled()),
    'edit the card of my department': await editsIssue('本单位的议题卡'),
    'edit the card of another department': await editsIssue('别人的议题卡'),
    'add a column': !(await page.getByLabel('添加栏目').isDisabled()),
  }
  await person.open(`#/meeting/${id}/actions`)
  await page.locator('[data-action]').first().waitFor()
  const editsAction = async (task: string) => {
    await page.locator('[data-action]').filter({ hasText: task }).locator('[data-cell$="/status"]').click()
    const panel = page.getByRole('complementary')
    await panel.getByText(task).first().waitFor()
    return (await panel.locator('.panel-title button').count()) > 0 && (await panel.getByLabel('牵头单位').count()) > 0
  }
  const actions = {
    'add an action': !(await page.getByLabel('添加任务').isDisabled()),
    'edit the action of my department': await editsAction('本单位的任务'),
    'edit the action of another department': await editsAction('别人的任务'),
  }
  return { ...agenda, ...board, ...actions }
}

const NOTHING = {
  'add an item': false, 'edit the item': false, 'end the item': false, 'write notes': false, 'add a resolution': false, 'edit a resolution': false,
  'add an action to it': false, 'edit the meeting': false, 'add a card': false, 'edit the card of my department': false,
  'edit the card of another department': false, 'add a column': false, 'add an action': false, 'edit the action of my department': false,
  'edit the action of another department': false,
}

test.each<[Role, Partial<typeof NOTHING>]>([
  ['observer', {}],
  ['delegate', { 'write notes': true, 'add an action to it': true, 'add a card': true, 'edit the card of my department': true, 'add an action': true, 'edit the action of my department': true }],
  [
    'coordinator',
    {
      'write notes': true, 'add an action to it': true, 'add a card': true, 'edit the card of my department': true, 'edit the card of another department': true,
      'add a column': true, 'add an action': true, 'edit the action of my department': true, 'edit the action of another department': true,
    },
  ],
])('[H2] controls that the hub would not obey are shut: %s', async (role, open) => {
  const person = await app.newPerson({ name: `某${role}`, role, department: '区生态环境局' })
  const scene = await fillMeeting(app, `控件 ${role}`, { secretary, delegate: person })
  expect(await controls(person, scene)).toEqual({ ...NOTHING, ...open })
  expect(person.problems).toEqual([])
})

test('[H2] a delegate is offered the own department alone, and what they do is taken', async () => {
  const delegate = await app.newPerson({ name: '李娜', department: '区生态环境局' })
  const { id, itemId } = await fillMeeting(app, '单位代表', { secretary, delegate: delegate })
  const { page } = delegate
  await delegate.open(`#/meeting/${id}/agenda/${itemId}`)
  await page.getByRole('tab', { name: '决议' }).click()
  await page.getByRole('button', { name: '添加任务' }).click()
  await expect.poll(() => page.locator('[data-action]').count()).toBe(3)
  await delegate.open(`#/meeting/${id}/board`)
  await page.getByLabel('在“在办”中添加议题卡').fill('施工噪声')
  await page.keyboard.press('Enter')
  await page.getByText('施工噪声').first().click()
  const lead = page.getByRole('complementary').getByLabel('牵头单位')
  expect(await lead.locator('option:checked').innerText()).toBe('区生态环境局')
  expect(await lead.locator('option:not([disabled])').allInnerTexts()).toEqual(['区生态环境局'])
  await page.getByRole('complementary').getByRole('button', { name: '删除' }).click()
  await page.getByText('施工噪声').first().waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+z')
  await page.getByText('施工噪声').first().waitFor()
  // Everything got to the others, and nothing was refused.
  await secretary.open(`#/meeting/${id}/board`)
  await secretary.page.getByText('施工噪声').waitFor()
  await secretary.open(`#/meeting/${id}/actions`)
  await expect.poll(() => secretary.page.locator('[data-action]').count()).toBe(3)
  expect(await page.getByTestId('refused').count()).toBe(0)
})

test('[H2] what the hub did not take is named by section and title, can be copied, and starting over is clean', async () => {
  const delegate = await app.newPerson({ name: '周敏', department: '区生态环境局' })
  const { id } = await fillMeeting(app, '被拒绝的修改', { secretary, delegate: delegate })
  const network = await cutNetwork(delegate.context)
  const { page } = delegate
  await delegate.open(`#/meeting/${id}/board`)
  await page.reload()
  await live(page)
  await network.cut()
  await page.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()
  await page.getByText('本单位的议题卡').first().click()
  await page.getByRole('complementary').getByText('修改记录在会商主机上').waitFor()
  await page.getByRole('complementary').getByRole('button', { name: /^标题/ }).click()
  await page.getByRole('complementary').getByRole('textbox', { name: '标题' }).fill('离线时改的标题')
  await page.keyboard.press('Enter')
  // Meanwhile the matter goes to another department.
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const issue = meeting.issues.list().find(({ title }) => title === '本单位的议题卡')
  must(editIssue(meeting, issue?.id ?? '', { leadDepartmentId: secretary.departmentId }, context))
  await leave()
  network.restore()
  const refused = page.getByTestId('refused')
  await refused.waitFor()
  expect(await refused.getAttribute('data-reason')).toBe('write-refused')
  expect(await refused.innerText()).toContain('你的身份不能修改议题卡“离线时改的标题”')
  expect(await axeInEveryLook(page)).toEqual([])
  // What is not copied goes only when asked twice; Enter out of habit keeps it.
  const drop = refused.getByRole('button', { name: '放弃我的修改，重新载入' })
  await drop.press('Enter')
  await page.getByRole('dialog', { name: '放弃没有复制的修改？' }).waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => drop.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.getByText('离线时改的标题').first().waitFor()
  await delegate.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await refused.getByRole('button', { name: '复制我的修改' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('离线时改的标题')
  await drop.click()
  await live(page)
  await page.getByText('本单位的议题卡').first().waitFor()
  expect([await page.getByText('离线时改的标题').count(), await page.getByTestId('refused').count()]).toEqual([0, 0])
  // The new document writes under a client id of its own, and is heard.
  await page.getByLabel('在“在办”中添加议题卡').fill('重新来过')
  await page.keyboard.press('Enter')
  await secretary.open(`#/meeting/${id}/board`)
  await secretary.page.getByText('重新来过').waitFor()
})

test('[H2] a copy that builds on what the hub lost is told so after the third time, and keeps its text', async () => {
  const delegate = await app.newPerson({ name: '冯备份', department: '区生态环境局' })
  const { id } = await fillMeeting(app, '较早的备份', { secretary, delegate: delegate })
  const hub = { isBehind: false }
  await delegate.context.routeWebSocket(/\/sync\/meeting/, (socket) => {
    const server = socket.connectToServer()
    // As a hub does that was restored: it greets, takes what comes and then misses what it hangs on.
    server.onMessage((message) => {
      socket.send(message)
      if (hub.isBehind) void socket.close({ code: 4512, reason: 'base-unknown' })
    })
  })
  const { page } = delegate
  await delegate.open(`#/meeting/${id}/board`)
  await page.reload()
  await live(page)
  hub.isBehind = true
  await page.getByLabel('在“在办”中添加议题卡').fill('挂在前文上')
  await page.keyboard.press('Enter')
  await app.stopHub()
  await app.startHub()
  const refused = page.getByTestId('refused')
  await refused.waitFor()
  expect(await refused.getAttribute('data-reason')).toBe('base-unknown')
  await page.getByText('挂在前文上').first().waitFor()
})
