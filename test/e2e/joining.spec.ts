import { afterAll, beforeAll, expect, test } from 'vitest'
import { BrowserApp } from '../support/browserApp.ts'

let fresh: BrowserApp
beforeAll(async () => {
  fresh = await BrowserApp.start({ isFresh: true, workspace: '会商' })
})
afterAll(async () => fresh.close())

test('[F5] the first start in the browser creates the workspace, its department and its secretary', async () => {
  const { page, problems } = await fresh.newWindow()
  await page.goto(`${fresh.url}/#/join/${fresh.secretaryInvite}`)
  await page.getByLabel('工作区名称').fill('锦江区联席会议')
  await page.getByLabel('你的单位').fill('联席会议办公室')
  await page.getByLabel('你的姓名').fill('王芳')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '今日', level: 1 }).waitFor()
  expect(new URL(page.url()).hash).toBe('#/today')
  await page.getByText('锦江区联席会议').waitFor()
  await page.getByRole('banner').getByText('王芳').waitFor()
  expect(problems).toEqual([])
})
