import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { parseCheckpoint } from '../../shared/archive/ledger/checkpoint.ts'
import { parseNote } from '../../shared/archive/ledger/note.ts'
import { shortRoot } from '../../shared/archive/ledger/shortRoot.ts'
import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem } from '../../shared/model/agenda.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let observer: PersonAtBrowser
/** The archive of 第3次综合会商, below the workspace's folder. */
let record: string

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  observer = await app.newPerson({ name: 'Li Na', role: 'observer', language: 'en', theme: 'dark' })
  record = await closedMeeting('第3次综合会商', '2026-03-05T14:30:00+08:00')
  await closedMeeting('2025年总结会', '2025-12-20T09:00:00+08:00')
  for (const { page } of [secretary, observer]) page.setDefaultTimeout(10_000)
})

async function closedMeeting(title: string, startsAt: string): Promise<string> {
  const id = await app.newMeeting({ title, startsAt })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const itemId = must(addAgendaItem(meeting, { title: '夜市油烟扰民', ask: '议定牵头单位和时限' }, context))
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('居民反映 <img src=x onerror=alert(1)> 集中在周末')])
  meeting.doc.transact(() => noteBody(meeting, itemId)?.insert(0, [paragraph]))
  const resolutionId = must(draftResolution(meeting, { itemId, text: '四月底前完成油烟净化设备安装' }, context))
  const columnId = meeting.columns.list()[0]?.id ?? ''
  must(raiseIssue(meeting, { title: '油烟净化设备缺失', columnId, priority: 'high', leadDepartmentId: secretary.departmentId }, context))
  must(draftAction(meeting, { task: '逐户核查净化设备', itemId, resolutionId, leadDepartmentId: secretary.departmentId, dueOn: '2026-04-30', closingCriterion: '三十天内无重复投诉', evidenceKinds: ['site-check'] }, context))
  must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
  await leave()
  const { archive } = (await app.ask('POST', `/api/meetings/${id}/close`)) as { archive: string }
  return archive
}

async function pick(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^(打开文件|Open a file)/ }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
}

test('[F8] the record of a closed meeting is listed by year and opens with the text that was written', async () => {
  const { page, problems } = secretary
  await secretary.open('#/archive')
  await page.getByRole('link', { name: '第3次综合会商' }).waitFor()
  expect(await page.getByRole('heading', { level: 2, name: /年$/ }).allTextContents()).toEqual(['2026 年', '2025 年'])
  await page.getByRole('button', { name: /^2025 年/ }).click()
  await page.getByText('1 次会议（共 2 次）').waitFor()
  await page.getByRole('button', { name: /^2025 年/ }).click()
  await page.getByRole('link', { name: '第3次综合会商' }).click()
  await page.getByRole('heading', { name: '第3次综合会商', level: 1 }).waitFor()
  const text = await page.locator('.archive-record').innerText()
  for (const part of ['2026年3月5日 周四 14:30', '夜市油烟扰民', '已议定', '请会议决定：议定牵头单位和时限', '居民反映 <img src=x onerror=alert(1)> 集中在周末', '四月底前完成油烟净化设备安装', '油烟净化设备缺失', '逐户核查净化设备', '三十天内无重复投诉', '2026-04-30', '联席会议办公室'])
    expect(text).toContain(part)
  expect(text).toMatch(/[0-9a-f]{64}/)
  expect(await page.locator('.archive-record img').count()).toBe(0)
  expect(problems).toEqual([])
})

test('[F8] a copy is saved as it is; what was opened once opens again without the host', async () => {
  const { page } = secretary
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '另存一份' }).click()
  const path = await (await download).path()
  expect((await readFile(path)).equals(await readFile(join(app.dataDir, record)))).toBe(true)
  await app.stopHub()
  await page.getByRole('button', { name: '全部档案' }).click()
  await page.getByText('连不上会商主机，显示的是上次的清单。').waitFor()
  await page.getByText('需要连接会商主机').waitFor()
  await page.getByRole('link', { name: '第3次综合会商' }).click()
  await page.getByText('四月底前完成油烟净化设备安装').waitFor()
  await app.startHub()
})

test('[A4] a record leaves in one ZIP with what proves it', async () => {
  const { page } = secretary
  await page.getByRole('heading', { name: '第3次综合会商', level: 1 }).waitFor()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: '连同证明导出' }).click()
  const download = await downloading
  const zip = await readFile(await download.path())
  const parts = [await readFile(join(app.dataDir, record)), 'entry.json', 'proof.json', 'checkpoint.note', 'verify.html']
  expect({ name: download.suggestedFilename(), missing: parts.filter((part) => !zip.includes(part)) }).toEqual({ name: basename(record).replace('.sqlite', '.zip'), missing: [] })
})

test('[A4] the record prints with the short form of the signed ledger that this window has verified; of a record that does not fit, none', async () => {
  const { page } = secretary
  const note = parseCheckpoint(parseNote(await readFile(join(app.dataDir, 'ledger/checkpoints/2.note'), 'utf8'))?.text ?? '')
  await page.emulateMedia({ media: 'print' })
  const seal = page.getByTestId('record-seal')
  await seal.getByText(shortRoot(note?.root ?? new Uint8Array(32))).waitFor()
  await seal.getByText('本机已核验：本档案是台账第 1 行，台账签名时共 2 行。').waitFor()
  expect(await page.locator('.archive-bar').first().isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.route('**/api/ledger/entries/*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/("index":)\d+/, '$17') })
  })
  await page.reload()
  await page.getByText('台账短码没有列出：本机没能核验').waitFor()
  await page.unroute('**/api/ledger/entries/*')
})

test('[F8] files of a newer version, foreign and damaged ones are named with a plain reason; nothing is half shown', async () => {
  const good = await readFile(join(app.dataDir, record))
  const newer = Buffer.from(good)
  newer.writeUInt32BE(99, 60)
  await writeFile(join(app.dataDir, 'records/2026/newer.sqlite'), newer)
  await writeFile(join(app.dataDir, 'records/2026/foreign.sqlite'), 'no database')
  const { page } = secretary
  await secretary.open('#/archive')
  const listed = page.getByRole('region', { name: '不能读取的文件' })
  await listed.waitFor()
  expect((await listed.getByRole('listitem').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '))).toEqual([
    '2026/foreign.sqlite 不是会商档案。如果是误放的文件，请管理员移走。',
    '2026/newer.sqlite 由更新版本的会商写成。更新后即可打开。',
  ])
  for (const [name, bytes, sentence] of [
    ['newer.sqlite', newer, '这份档案由更新版本的会商写成（格式 99）'],
    ['photo.sqlite', Buffer.from('JFIF'.repeat(1000)), '这不是会商档案'],
    ['half.sqlite', good.subarray(0, Math.floor(good.length / 2048) * 1024), '这份档案已损坏，读不全'],
  ] as const) {
    await pick(page, name, Buffer.from(bytes))
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
    expect(await page.locator('.archive-record').count()).toBe(0)
  }
  await pick(page, 'usb.sqlite', good)
  await page.getByRole('heading', { name: '第3次综合会商', level: 1 }).waitFor()
})

test('[F8] list and record are free of accessibility faults, light and dark, in both languages', async () => {
  for (const [person, name] of [[secretary, '第3次综合会商'], [observer, '第3次综合会商']] as const) {
    await person.open('#/archive')
    await person.page.getByRole('link', { name }).waitFor()
    await expectAccessible(person.page)
    await person.page.getByRole('link', { name }).click()
    await person.page.getByRole('heading', { name, level: 1 }).waitFor()
    await expectAccessible(person.page)
    expect(person.problems).toEqual([])
  }
})

async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
}
