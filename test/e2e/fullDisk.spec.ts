import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { findChromium } from '../../scripts/findChromium.mjs'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { atEnd, joinHub, newMeeting, startHub } from '../hub/support.ts'
import { createTestDisk } from '../hub/testDisk.ts'

const OUT = process.env['HUISHANG_OUT'] ?? fileURLToPath(new URL('../../out', import.meta.url))

test('[F7][F8] a host whose disk is full says so on screen, keeps what people write on their machine, and takes it once there is room', async () => {
  const { files, disk } = createTestDisk()
  const hub = await startHub({ rendererDir: join(OUT, 'renderer') }, { files })
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id } = await newMeeting(hub.url, token, { title: '磁盘' })
  const browser = await chromium.launch({ executablePath: findChromium(process.env) ?? '', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  atEnd(() => browser.close())
  const page = await (await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })).newPage()
  await page.addInitScript((session) => localStorage.setItem('huishang/secret/session', session), JSON.stringify({ hubUrl: hub.url, token, person, isHosted: false }))
  await page.goto(`${hub.url}/#/meeting/${id}/agenda`)
  const badge = page.getByTestId('sync-state')
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()
  const add = async (title: string): Promise<void> => {
    await page.getByLabel('添加议题', { exact: true }).fill(title)
    await page.keyboard.press('Enter')
  }

  disk.refuses = 'writing'
  await add('第一项')
  await add('第二项')
  await badge.getByText('主机磁盘已满，修改留在本机').waitFor()
  await page.getByTestId('not-saving').getByText('请告诉管理员清理磁盘').waitFor()
  expect(await axeInEveryLook(page)).toEqual([])
  await add('第三项')
  await expect.poll(() => page.getByTestId('agenda-item').count()).toBe(3)
  await page.getByRole('button', { name: '关闭会议' }).click()
  await page.keyboard.press('Escape')

  disk.refuses = 'nothing'
  await page.locator('[data-testid="sync-state"][data-state="live"]').waitFor({ timeout: 30_000 })
  expect(await page.getByTestId('not-saving').innerText()).toBe('')
  const other = await browser.newPage({ locale: 'zh-CN' })
  await other.addInitScript((session) => localStorage.setItem('huishang/secret/session', session), JSON.stringify({ hubUrl: hub.url, token, person, isHosted: false }))
  await other.goto(`${hub.url}/#/meeting/${id}/agenda`)
  await expect.poll(() => other.getByTestId('agenda').locator('.agenda-name').allTextContents()).toEqual(['第一项', '第二项', '第三项'])
})
