import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser
let other: PersonAtBrowser
let meetingId: string

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary' })
  delegate = await app.newPerson({ name: '李代表', department: '区综合行政执法局' })
  other = await app.newPerson({ name: '张代表', department: '区住房建设和交通运输局' })
  for (const { page } of [secretary, delegate, other]) page.setDefaultTimeout(15_000)
  meetingId = await app.newMeeting({ title: '第三次综合会商', template: 'blank' })
})

const papers = (page: Page) => page.getByTestId('item-papers')
const text = (words: string, name = '可行性报告.txt') => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) })

async function openItem({ page, open }: PersonAtBrowser): Promise<void> {
  await open(`#/meeting/${meetingId}/agenda`)
  await papers(page).waitFor()
  if ((await papers(page).getAttribute('open')) === null) await papers(page).locator('summary').click()
}

test('[C1] the department of an agenda item adds a paper to it and a new version; others read both and may add none', async () => {
  const desk = secretary.page
  await secretary.open(`#/meeting/${meetingId}/agenda`)
  const add = desk.getByLabel('添加议题')
  await add.fill('夜市噪声扰民')
  await add.press('Enter')
  await desk.getByRole('combobox', { name: '汇报单位' }).selectOption({ label: '区综合行政执法局' })

  const { page } = delegate
  await openItem(delegate)
  await papers(page).getByTestId('file-input').last().setInputFiles(text('初稿'))
  await papers(page).getByRole('button', { name: '保存“可行性报告.txt”第 1 版' }).waitFor()
  await papers(page).getByText('材料（1 份）').waitFor()
  await papers(page).getByTestId('file-input').first().setInputFiles(text('定稿', '报告（送审）.pdf'))
  await page.getByText('新版本须与原文件类型一致（.txt）').waitFor()
  await papers(page).getByTestId('file-input').first().setInputFiles(text('定稿', '报告（送审）.txt'))
  await papers(page).getByRole('button', { name: '保存“可行性报告.txt”第 2 版' }).waitFor()
  await papers(page).getByText('取代第 1 版').waitFor()
  await papers(page).getByTestId('file-input').last().setInputFiles({ ...text('', '大.bin'), buffer: Buffer.alloc(0) })
  await page.getByText('这个文件是空的，没有添加。').waitFor()
  expect(await axeInEveryLook(page)).toEqual([])

  await openItem(other)
  for (const [version, words] of [[1, '初稿'], [2, '定稿']] as const) {
    const button = papers(other.page).getByRole('button', { name: `保存“可行性报告.txt”第 ${version} 版` })
    const [download] = await Promise.all([other.page.waitForEvent('download'), button.click()])
    expect(await readFile(await download.path(), 'utf8')).toBe(words)
  }
  await papers(other.page).getByText('这是其他单位的事项').first().waitFor()
  expect(await papers(other.page).getByRole('button', { name: /添加材料|新版本/ }).count()).toBe(0)

  await openItem(secretary)
  await papers(desk).getByTestId('file-input').last().setInputFiles(text('会务说明', '会务.txt'))
  await papers(page).getByRole('button', { name: '保存“会务.txt”第 1 版' }).waitFor()
  expect([...delegate.problems, ...secretary.problems, ...other.problems]).toEqual([])
})

test('[C1] a file that is dropped on the papers is added; without the host it says that adding needs it', async () => {
  const { page, context } = delegate
  await openItem(delegate)
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['现场照片'], '照片说明.txt', { type: 'text/plain' }))
    return data
  })
  await papers(page).locator('.file-drop').dispatchEvent('drop', { dataTransfer: dropped })
  await papers(page).getByRole('button', { name: '保存“照片说明.txt”第 1 版' }).waitFor()
  await context.setOffline(true)
  await papers(page).getByText('添加材料需要会商主机，现在连不上。').first().waitFor({ timeout: 60_000 })
  await context.setOffline(false)
  await papers(page).getByText('也可以把文件拖到这里').waitFor({ timeout: 60_000 })
  expect(await papers(page).getByRole('button', { name: '添加材料' }).getAttribute('aria-disabled')).toBeNull()
})
