import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { APP_ORIGIN } from '../electron-double/origin.mjs'
import { emptyFolder } from '../support/emptyFolder.ts'
import { launchDesktop, type Desktop } from '../support/launchDesktop.ts'
import { noteLines, placeCaret } from '../support/noteLines.ts'

const ENV = { HUISHANG_ALLOW_ORIGIN: APP_ORIGIN, HUISHANG_HOST: '127.0.0.1' }

let folder: string
beforeEach(async () => {
  folder = await emptyFolder()
})

function launch(name: string): Promise<Desktop> {
  return launchDesktop({ userDataDir: join(folder, name), env: ENV })
}

async function untilLive(page: Page): Promise<void> {
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 30_000 })
}

/** An invitation made by the secretary's window. */
async function invite(secretary: Page): Promise<string> {
  await secretary.getByRole('link', { name: '人员', exact: true }).click()
  await secretary.getByRole('button', { name: '邀请人员' }).click()
  await secretary.getByRole('dialog').getByRole('button', { name: '生成邀请' }).click()
  const link = await secretary.getByRole('dialog').getByText(/^http.*#\/join\//).first().textContent()
  await secretary.keyboard.press('Escape')
  return link ?? ''
}

async function joinWith(page: Page, link: string, name: string): Promise<void> {
  await page.getByText('凭邀请加入').click()
  await page.getByLabel('邀请码或邀请链接').fill(link)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('你的姓名').fill(name)
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await untilLive(page)
}

test('[H8] the host quits, the stand-in takes over with one click, and a third window follows by itself with what it had not sent', { timeout: 240_000 }, async () => {
  const host = await launch('host')
  await host.page.getByLabel('工作区名称').fill('市联席会议')
  await host.page.getByLabel('你的单位').fill('城市管理委员会')
  await host.page.getByLabel('你的姓名').fill('王秘书')
  await host.page.getByRole('button', { name: '新建', exact: true }).click()
  await untilLive(host.page)
  const deputy = await launch('deputy')
  await joinWith(deputy.page, await invite(host.page), '李副秘书')
  const third = await launch('third')
  await joinWith(third.page, await invite(host.page), '张代表')

  await host.page.getByLabel('选择人员').selectOption({ label: '李副秘书' })
  await host.page.getByRole('button', { name: '指定接任人' }).click()
  await host.page.getByText('已有完整副本').waitFor({ timeout: 30_000 })
  await host.page.getByRole('link', { name: '今日' }).click()
  await host.page.getByRole('button', { name: '新建会议' }).first().click()
  await host.page.getByLabel('会议名称').fill('第1次综合会商')
  await host.page.keyboard.press('Enter')
  await host.page.getByLabel('添加议题', { exact: true }).fill('油烟扰民')
  await host.page.keyboard.press('Enter')
  for (const { page } of [deputy, third]) {
    await page.getByRole('link', { name: '第1次综合会商' }).click()
    await page.getByTestId('agenda-item').filter({ hasText: '油烟扰民' }).locator('.agenda-link').click()
  }
  await third.page.getByTestId('note-body').click()
  await third.page.keyboard.type('1')
  await expect.poll(() => noteLines(deputy.page)).toEqual(['1'])

  await host.close()
  await third.page.locator('[data-testid="sync-state"][data-state="offline"]').waitFor({ timeout: 30_000 })
  await placeCaret(third.page, 'Control+End')
  await third.page.keyboard.type('32')
  await deputy.page.getByRole('button', { name: '由本机接任' }).click({ timeout: 30_000 })
  await untilLive(deputy.page)
  await untilLive(third.page)
  await expect.poll(() => noteLines(deputy.page), { timeout: 30_000 }).toEqual(['132'])
  await placeCaret(deputy.page, 'Control+End')
  await deputy.page.keyboard.type('9')
  await expect.poll(() => noteLines(third.page)).toEqual(['1329'])

  // The host comes back to a meeting that goes on elsewhere, and follows as the others did.
  const back = await launch('host')
  await untilLive(back.page)
  await back.page.getByRole('link', { name: '第1次综合会商' }).click()
  await back.page.getByTestId('agenda-item').filter({ hasText: '油烟扰民' }).locator('.agenda-link').click()
  await expect.poll(() => noteLines(back.page), { timeout: 30_000 }).toEqual(['1329'])
})
