import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { closedMeeting } from '../support/closedMeeting.ts'

const TITLE = '青羊区地下管线综合会商'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser
/** What another workspace gave away: its record alone, and in the ZIP with its proof. */
let record: Buffer
let zip: Buffer
let folder: string

beforeAll(async () => {
  const there = await BrowserApp.start({ workspace: '青羊区联席会议' })
  const theirs = await there.newPerson({ name: '何静', role: 'secretary', department: '青羊区住房建设和交通运输局' })
  const path = await closedMeeting(there, theirs, { title: TITLE, startsAt: '2026-02-10T09:00:00+08:00', items: [{ title: '管线改迁', resolutions: ['六月底前完成改迁'] }] })
  record = await readFile(join(there.dataDir, path))
  const answer = await fetch(new URL(`/api/archives/${path.replace('records/', '')}/proof`, there.url), { headers: { authorization: `Bearer ${theirs.token}` } })
  zip = Buffer.from(await answer.arrayBuffer())
  app = await BrowserApp.start()
  folder = app.dataDir
  secretary = await app.newPerson({ name: '王芳', role: 'secretary' })
  delegate = await app.newPerson({ name: '李强', role: 'delegate', department: '城市管理局' })
  for (const { page } of [secretary, delegate]) page.setDefaultTimeout(15_000)
})

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: '导入外来档案' })
const named = (dialog: Locator, name: string): Locator => dialog.getByRole('listitem').filter({ hasText: name })
const plain = async (line: Locator): Promise<string> => (await line.locator('.import-state').innerText()).replace(/\s+/g, ' ').trim()

/** As they come from a stick, all at once; large ones by their path. */
async function choose(page: Page, files: readonly { readonly name: string; readonly buffer: Buffer }[] | string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择文件……' }).click()
  await (await chooser).setFiles(typeof files === 'string' ? files : files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })))
}

test('[A6][A8] several files at once, by keyboard: of each it is said what became of it, in words', async () => {
  const { page, problems } = secretary
  await secretary.open('#/archive')
  await page.getByRole('button', { name: '导入外来档案……' }).press('Enter')
  const dialog = dialogOf(page)
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('选择文件……')
  const changed = Buffer.from(record)
  changed.write('七', changed.indexOf('六月底前完成改迁'))
  await choose(page, [
    { name: '连同证明.zip', buffer: zip },
    { name: '同一份.sqlite', buffer: record },
    { name: '改过.sqlite', buffer: changed },
    { name: '照片.sqlite', buffer: Buffer.from('JFIF'.repeat(1000)) },
    { name: '坏的.zip', buffer: zip.subarray(0, 2000) },
  ])
  await dialog.getByText('已处理 5 个，共 5 个').waitFor()
  const huge = join(folder, 'huge.sqlite')
  await writeFile(huge, record)
  await truncate(huge, 65 * 1024 * 1024)
  await choose(page, huge)
  await choose(page, [{ name: '半份证明.sqlite', buffer: record }, { name: 'entry.json', buffer: Buffer.from('{}') }])
  await dialog.getByText('已处理 7 个，共 7 个').waitFor()
  const names = ['连同证明.zip', '同一份.sqlite', '改过.sqlite', '照片.sqlite', '坏的.zip', 'huge.sqlite', '半份证明.sqlite']
  expect(await Promise.all(names.map((name) => plain(named(dialog, name))))).toEqual([
    expect.stringMatching(/^● 已收录为外来档案： 青羊区地下管线综合会商（2026年2月10日 周二） 由台账 huishang\/\S+ 证明，密钥短码 (?:\w{4}-){5}\w{4}，请与对方印出的短码核对。$/),
    '◇ 已有这份档案，没有改动： 青羊区地下管线综合会商（2026年2月10日 周二）',
    '▲ 未收录：已损坏，或含有档案不应有的内容。会商主机已将它隔离保存，供管理员查看。',
    '× 这不是会商档案。请选择由会商保存的 .sqlite 文件；原文件没有改动。',
    '× 没有上传：这个 ZIP 里不是恰好一份会议档案，或读不出。可以先解压，再选其中的文件。',
    '× 文件超过 64 MB，没有打开。',
    '× 没有上传：证明的三个文件要齐全，并且只与一份档案一起选。',
  ])
  expect(await axeInEveryLook(page)).toEqual([])
  expect(problems).toEqual([])
})

test('[A8] the list and the record itself say that it came from elsewhere, from where, and who proved it', async () => {
  const { page, problems } = secretary
  await named(dialogOf(page), '连同证明.zip').getByRole('link').click()
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor()
  await expect.poll(() => page.getByTestId('foreign-note').innerText()).toMatch(/^◆ 外来档案：不是在本工作区开的会。 原文件“\S+\.sqlite”，.*收录。 由台账 huishang\/\S+ 证明，密钥短码 (?:\w{4}-){5}\w{4}/)
  expect(await axeInEveryLook(page)).toEqual([])
  await page.keyboard.press('Escape')
  const line = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: TITLE }) })
  await line.getByText(/^◆ 外来档案 附有证明 原文件 .*\.sqlite$/).waitFor()
  expect(problems).toEqual([])
})

test('[A6][A8] while it is sent it can be stopped and tried again; what is dropped on the screen is imported too', async () => {
  const { page, problems } = secretary
  const isHeld = { now: true }
  await page.route('**/api/archives/import', async (route) => {
    if (!isHeld.now) return route.continue()
  })
  await secretary.open('#/archive')
  await page.getByRole('button', { name: '导入外来档案……' }).waitFor()
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
    const dropped = new DataTransfer()
    dropped.items.add(new File([bytes], '拖来的.sqlite'))
    for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true }))
  }, record.toString('base64'))
  const dialog = dialogOf(page)
  const line = named(dialog, '拖来的.sqlite')
  await line.getByText(/正在上传|正在核验/).waitFor()
  await dialog.getByRole('button', { name: '关闭，继续导入' }).click()
  await page.getByRole('button', { name: '正在导入，还有 1 个' }).click()
  await dialog.getByRole('button', { name: '停止' }).click()
  expect(await plain(line)).toBe('□ 已停止，没有导入。')
  isHeld.now = false
  await line.getByRole('button', { name: '重试：拖来的.sqlite' }).click()
  await line.getByText('已有这份档案，没有改动：').waitFor()
  await page.unroute('**/api/archives/import')
  expect(problems).toEqual([])
})

test('[A8] who may not import is told why and who can; a drop says so too', async () => {
  const { page, problems } = delegate
  await delegate.open('#/archive')
  const button = page.getByRole('button', { name: '导入外来档案……' })
  await button.waitFor()
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  expect(await page.locator(`[id="${await button.getAttribute('aria-describedby')}"]`).textContent()).toBe('外来档案由秘书导入。只想看看，用“打开文件”。')
  await button.focus()
  await page.keyboard.press('Enter')
  expect(await dialogOf(page).count()).toBe(0)
  expect(problems).toEqual([])
})
