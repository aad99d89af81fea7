import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { startStandInProcess, type StandInProcess } from '../support/standInProcess.ts'

const OUT = process.env['HUISHANG_OUT'] ?? fileURLToPath(new URL('../../out', import.meta.url))

let app: BrowserApp
let secretary: PersonAtBrowser
let deputy: PersonAtBrowser
let folder: string
let standIn: StandInProcess | undefined
beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王秘书', role: 'secretary', department: '城市管理委员会' })
  deputy = await app.newPerson({ name: '李副秘书', role: 'coordinator', department: '区人民政府办公室（区政务服务和大数据管理局、区行政审批服务中心联合办公室）' })
  folder = await emptyFolder()
})
// It lives from test to test.
afterAll(() => standIn?.stop())

test('[H8] the secretary names who may take over, by keyboard, and sees whose copy is ready; nobody else is offered it', async () => {
  const { page, problems } = secretary
  await secretary.open('#/people')
  await page.getByText('还没有指定接任人').waitFor()
  await page.getByLabel('选择人员').selectOption({ label: '李副秘书' })
  await page.getByLabel('选择人员').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('尚未备好').waitFor()
  await page.getByLabel('失联后自动接任').focus()
  await page.keyboard.press('Space')
  await expect.poll(() => page.getByLabel('失联后自动接任').isChecked()).toBe(true)
  await page.keyboard.press('Space')
  await expect.poll(() => page.getByLabel('失联后自动接任').isChecked()).toBe(false)
  standIn = startStandInProcess(OUT, { dataDir: folder, hub: app.url, token: deputy.token })
  await page.getByText('已有完整副本').waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  await deputy.open('#/people')
  await deputy.page.getByRole('heading', { name: '单位' }).first().waitFor()
  expect(await deputy.page.getByText('可接任会商主机的人').count()).toBe(0)
  expect(problems).toEqual([])
})

test('[H8] a stand-in whose computer crashed is shown as away since then until it is back', async () => {
  const { page, problems } = secretary
  await standIn!.stop('SIGKILL')
  await page.getByText(/^○ .*起不在线，副本截至当时$/).waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  standIn = startStandInProcess(OUT, { dataDir: folder, hub: app.url, token: deputy.token })
  await page.getByText('已有完整副本').waitFor()
  expect(problems).toEqual([])
})

test('[H8] a browser whose host is gone says where to go and that nothing here is lost, and what was written goes on elsewhere', async () => {
  const { page } = secretary
  await app.stopHub()
  const { url } = await standIn!.until(({ state }) => state === 'alone')
  const bar = page.getByRole('region', { name: '会商主机交接' })
  await bar.getByRole('link', { name: String(url) }).waitFor()
  expect(await bar.innerText()).toContain('没有送出的修改仍保存在本页')
  expect(await bar.innerText()).toContain('李副秘书')
  expect(await axeInEveryLook(page)).toEqual([])
  standIn!.takeOver()
  await standIn!.until(({ state }) => state === 'hosting')
  const opened = await fetch(String(url))
  expect(opened.status).toBe(200)
})
