import type { Browser } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { APP_ORIGIN } from '../electron-double/origin.mjs'
import { emptyFolder } from '../support/emptyFolder.ts'
import { launchDesktop, type Desktop } from '../support/launchDesktop.ts'
import { openBrowser } from '../support/openBrowser.ts'

let folder: string
let desktop: Desktop
let browser: Browser
beforeEach(async () => {
  folder = await emptyFolder()
  browser = await openBrowser()
  desktop = await launchDesktop({ userDataDir: folder, env: { HUISHANG_ALLOW_ORIGIN: APP_ORIGIN } })
})

test('[F5][F6][F7] the desktop creates a workspace and hosts; a browser joins by its invitation; both see each other; the desktop starts again where it was', async () => {
  const { page } = desktop
  await page.getByLabel('工作区名称').fill('市联席会议')
  await page.getByLabel('你的单位').fill('城市管理委员会')
  await page.getByLabel('你的姓名').fill('王秘书')
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()

  await page.getByRole('link', { name: '人员' }).click()
  await page.getByRole('button', { name: '邀请人员' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '生成邀请' }).click()
  const link = await page.getByRole('dialog').getByText(/^http.*#\/join\//).first().textContent()
  await page.keyboard.press('Escape')

  const guest = await browser.newPage({ locale: 'zh-CN' })
  await guest.goto(link ?? '')
  await guest.getByLabel('你的姓名').fill('李代表')
  await guest.keyboard.press('Enter')
  await guest.locator('[data-testid="sync-state"][data-state="live"]').waitFor()

  await page.getByRole('link', { name: '今日' }).click()
  await page.getByRole('button', { name: '新建会议' }).first().click()
  await page.getByLabel('会议名称').fill('第1次综合会商')
  await page.keyboard.press('Enter')
  await page.getByTestId('agenda').waitFor()
  await guest.getByRole('link', { name: '第1次综合会商' }).click()
  await page.getByLabel('添加议题', { exact: true }).fill('油烟扰民')
  await page.keyboard.press('Enter')
  await expect.poll(() => guest.getByTestId('agenda').locator('.agenda-name').allTextContents()).toContain('油烟扰民')
  await guest.getByTestId('agenda-item').filter({ hasText: '油烟扰民' }).locator('.agenda-link').click()
  await guest.getByTestId('note-body').click()
  await guest.keyboard.type('132')
  await page.getByTestId('agenda-item').filter({ hasText: '油烟扰民' }).locator('.agenda-link').click()
  await expect.poll(() => page.getByTestId('note-body').textContent()).toContain('132')

  await desktop.close()
  await guest.locator('[data-testid="sync-state"][data-state="offline"]').waitFor()
  await guest.keyboard.type('0')
  desktop = await launchDesktop({ userDataDir: folder, env: { HUISHANG_ALLOW_ORIGIN: APP_ORIGIN } })
  await guest.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 30_000 })
  const again = desktop.page
  await again.getByRole('link', { name: '第1次综合会商' }).click()
  await again.getByTestId('agenda-item').filter({ hasText: '油烟扰民' }).locator('.agenda-link').click()
  await expect.poll(() => again.getByTestId('note-body').textContent()).toContain('1320')
})
