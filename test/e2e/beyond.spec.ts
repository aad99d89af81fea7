import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { createHub, type Hub } from '../../electron/hub/createHub.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { transact } from '../../shared/model/MeetingDocument.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { enterMeeting } from '../support/remoteMeeting.ts'
import { must } from '../support/startMeeting.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let observer: PersonAtBrowser
let folder: string
let record: string
beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  observer = await app.newPerson({ name: 'Li Na', role: 'observer', language: 'en', theme: 'dark' })
  folder = await emptyFolder()
  record = await closedWhileApart()
}, 120_000)

function person() {
  return { personId: secretary.id, role: 'secretary' as const, departmentId: secretary.departmentId }
}

/** The meeting is closed at the app's hub while another machine, out of touch, goes on with it; then they meet. */
async function closedWhileApart(): Promise<string> {
  const id = await app.newMeeting({ title: '第3次综合会商', startsAt: '2026-03-05T14:30:00+08:00' })
  const first = await enterMeeting(app.url, id, secretary.token, person())
  const columnId = first.meeting.columns.list()[0]?.id ?? ''
  const card = must(raiseIssue(first.meeting, { title: '油烟净化设备缺失', columnId }, first.context))
  await first.leave()
  await app.stopHub()
  const copy = join(folder, 'copy')
  await cp(app.dataDir, copy, { recursive: true })
  await becomeAnotherHub(join(copy, 'access.json'))
  // Now, while the other can't be reached: a hub that starts asks the others first.
  const other = await startCopy(copy)
  await app.startHub()
  try {
    const apart = await enterMeeting(other.url, id, secretary.token, person())
    must(raiseIssue(apart.meeting, { title: '夜间渣土车未密闭', columnId, detail: '断网期间补记：三处工地', leadDepartmentId: secretary.departmentId }, apart.context))
    transact(apart.meeting, apart.context, () => apart.meeting.issues.patch(card, { title: '油烟净化设备缺失（七户）', priority: 'high' }))
    await apart.leave()
    const { archive } = (await app.ask('POST', `/api/meetings/${id}/close`)) as { archive: string }
    const linked = await other.peers.link({ url: app.url })
    if (!linked.ok) throw new Error(linked.error.kind)
    await linked.value.session.settled()
    await vi.waitFor(async () => expect(((await app.ask('GET', '/api/archives')) as { archives: unknown[] }).archives).toHaveLength(2), { timeout: 20_000, interval: 100 })
    return archive
  } finally {
    await other.close()
  }
}

/** With a lesser claim than the app's: where they meet, this one gives way. */
async function becomeAnotherHub(path: string): Promise<void> {
  const access = JSON.parse(await readFile(path, 'utf8')) as { replica: { hub: unknown } }
  access.replica.hub = { id: 'copy', mode: 'hosting', term: 0 }
  await writeFile(path, JSON.stringify(access))
}

async function startCopy(dataDir: string): Promise<Hub> {
  // It does not look again for the app's hub by itself.
  const options = { dataDir, host: '127.0.0.1', port: 0, rendererDir: join(dataDir, 'no-pages'), allowOrigins: [], workspace: { name: '会商', language: 'zh-CN' as const }, log: () => undefined, now: () => new Date() }
  const started = await createHub(options, { linkRetryMs: 3_600_000 })
  if (!started.ok) throw new Error(started.error.kind)
  return started.value
}

test('[H7] above an archive stands what was written elsewhere and is not in it, whose and when, to copy', async () => {
  const { page, context, problems } = secretary
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await secretary.open(`#/archive/${encodeURIComponent(record.replace(/^records\//, ''))}`)
  const beyond = page.getByTestId('beyond-record')
  await beyond.getByRole('heading', { name: '有 2 处改动不在这份档案中' }).waitFor()
  const text = (await beyond.innerText()).replaceAll(/\s+/g, ' ')
  for (const words of ['新增议题卡：夜间渣土车未密闭', '断网期间补记：三处工地', '联席会议办公室', '修改议题卡：油烟净化设备缺失（七户）', '档案中：油烟净化设备缺失 ', '另写为：油烟净化设备缺失（七户）', '王芳，']) expect(text).toContain(words)
  await beyond.getByRole('button', { name: '复制这些改动' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('另写为：断网期间补记：三处工地')
  expect(await axeFindings(page)).toEqual([])
  expect(problems).toEqual([])
})

test("[H7] the other host's record is listed as what it is and opens by itself", async () => {
  const { page, problems } = observer
  await observer.open('#/archive')
  const apart = page.getByRole('listitem').filter({ hasText: "Another host's record" })
  await apart.getByRole('link').click()
  await page.getByText('This is a second record of the same meeting').waitFor()
  await page.getByRole('article').getByText('夜间渣土车未密闭').waitFor()
  expect(await page.getByTestId('beyond-record').count()).toBe(0)
  await observer.open(`#/archive/${encodeURIComponent(record.replace(/^records\//, ''))}`)
  await page.getByRole('heading', { name: '2 changes are not in this record' }).waitFor()
  expect(problems).toEqual([])
})
