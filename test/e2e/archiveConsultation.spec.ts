import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import { archiveBytes } from '../archive/archiveFile.ts'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { CONSULTED, consultedMeeting } from '../support/consultedMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室', width: 1280, height: 800 })
  const meeting = consultedMeeting()
  // A hub that starts takes in what is in its folder.
  await app.stopHub()
  await mkdir(join(app.dataDir, 'records/2026'), { recursive: true })
  await writeFile(join(app.dataDir, 'records/2026/20260305-m1.sqlite'), archiveBytes(takeSnapshot(meeting, CONSULTED), Y.encodeStateAsUpdate(meeting.doc)))
  await app.startHub()
  secretary.page.setDefaultTimeout(20_000)
})

test('[A6][M7][M11][M12] a record shows its whole consultation, dissent word for word and silence as deemed; a hit opens at the very place', async () => {
  const { page, problems } = secretary
  await secretary.open('#/archive?q=住建口径&kind=dissent')
  const hit = page.locator('a.hit-link')
  await hit.filter({ hasText: '反对意见' }).click()
  await page.locator('[data-current]').filter({ hasText: '商户承担一半过重' }).waitFor()
  expect(await page.locator('[data-current]').innerText()).toContain('商户承担一半过重，住建口径测算每户 1.8 万元，\n建议由区财政承担七成。')
  const record = await page.locator('.archive-record').innerText()
  for (const words of [
    '综合会商联席会议', '去年夜市油烟投诉 412 件', '油烟监测报告.pdf', '规划用途不允许', '支持达到 1/2', '（12 到 20，n=3）', '投诉量按去年同月估计',
    '便于夜间执法', '监测点位由城市管理局提供用电', '（后来改变）', '困难商户另行申请补贴', '主持人说明：费用比例半年后复核', '随机种子', '逾期未答复，视为同意', '保留会上意见', '计划 20 分钟，实际',
  ])
    expect(record).toContain(words)
  expect({ problems, axe: await axeInEveryLook(page) }).toEqual({ problems: [], axe: [] })
}, 120_000)
