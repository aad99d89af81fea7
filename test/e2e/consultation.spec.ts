import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openSqlite } from '../../electron/hub/sqlite.ts'
import { readArchive, type ArchivedMeeting } from '../../shared/archive/readArchive.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { noteLines, placeCaret } from '../support/noteLines.ts'
import { chineseMeetings, englishMeetings, piecesOf, type RealMeeting } from '../support/realMeetings.ts'
import { SAMPLES_ABSENT } from '../support/samples.ts'

/** Characters of the transcript that the three people type into one item's notes between them. */
const TYPED_PER_ITEM = 1_200
const ITEMS = 3

let app: BrowserApp
beforeAll(async () => {
  app = await BrowserApp.start({ workspace: '市联席会议' })
})

const real = { 'zh-CN': chineseMeetings(), en: englishMeetings() } as const

test.skipIf(!real['zh-CN'])(`[F9][F8][M1] a real Chinese meeting held in three windows, one without a network for a while, closed and found in the archive ${real['zh-CN'] ? '' : SAMPLES_ABSENT}`, async () => {
  const { archived, shown } = await holdMeeting(longest(real['zh-CN'] ?? []))
  expect(archived).toEqual(shown)
})

test.skipIf(!real.en)(`[F9][F8][M1] a real English meeting likewise ${real.en ? '' : SAMPLES_ABSENT}`, async () => {
  const { archived, shown } = await holdMeeting(longest(real.en ?? []))
  expect(archived).toEqual(shown)
})

function longest(meetings: readonly RealMeeting[]): RealMeeting {
  const [first] = meetings.toSorted((a, b) => b.turns.length - a.turns.length)
  if (!first) throw new Error('the sample holds no meeting')
  return first
}

interface Held {
  readonly notes: readonly (readonly string[])[]
  readonly agenda: readonly (readonly string[])[]
  readonly present: readonly string[]
}

/** From an empty meeting to its archive, by what people do on screen. @returns what they saw and what the archive holds. */
async function holdMeeting(meeting: RealMeeting): Promise<{ readonly shown: Held; readonly archived: Held }> {
  const title = `会商 ${meeting.id}`
  const id = await app.newMeeting({ title, startsAt: new Date().toISOString() })
  const secretary = await app.newPerson({ name: '王秘书', role: 'secretary', department: '城市管理委员会' })
  const here = await app.newPerson({ name: meeting.speakers[0] ?? '甲', department: '住房和城乡建设局' })
  const away = await app.newPerson({ name: meeting.speakers[1] ?? '乙', department: '生态环境局' })
  const everyone = [secretary, here, away]
  for (const person of everyone) {
    await person.open(`#/meeting/${id}/agenda`)
    await person.page.getByTestId('agenda').waitFor()
  }
  const topics = meeting.topics.slice(0, ITEMS)
  for (const topic of topics) await enter(secretary.page, '添加议题', topic)
  for (const { page } of everyone) await expect.poll(() => page.getByTestId('agenda-item').count()).toBe(topics.length)

  await away.context.setOffline(true)
  for (const index of topics.keys()) {
    await openItem(everyone, index)
    await takeNotes(everyone, meeting, index)
  }
  await away.context.setOffline(false)
  await away.page.locator('[data-testid="sync-state"][data-state="live"]').waitFor()

  const notes = await sameNotesEverywhere(everyone, topics.length)
  for (const [index, topic] of topics.entries()) await decide(secretary.page, index, topic)
  await closeMeeting(secretary.page, title)

  const { snapshot } = await archiveOf(id)
  await secretary.open(`#/archive/${encodeURIComponent(await fileOf(id))}`)
  for (const [first] of notes) await secretary.page.getByText(first ?? '', { exact: true }).first().waitFor()
  expect(everyone.map(({ problems }) => problems)).toEqual([[], [], []])
  for (const person of everyone) await person.close()
  return {
    shown: { notes, agenda: topics.map((topic) => [topic, 'resolved']), present: everyone.map(({ name }) => name).toSorted() },
    archived: {
      notes: snapshot.notes.map(({ text }) => text.split('\n')),
      agenda: snapshot.agenda.map((item) => [item.title, item.status]),
      present: snapshot.attendance.map(({ name }) => name).toSorted(),
    },
  }
}

async function enter(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text)
  await page.getByLabel(label, { exact: true }).press('Enter')
}

async function openItem(people: readonly PersonAtBrowser[], index: number): Promise<void> {
  for (const { page } of people) {
    await page.getByTestId('agenda-item').nth(index).locator('.agenda-link').click()
    await page.getByTestId('note-body').waitFor()
  }
}

/** All three write what was said under the topic, turn by turn in their own lines, at the same time. */
async function takeNotes(people: readonly PersonAtBrowser[], meeting: RealMeeting, topic: number): Promise<void> {
  const said = meeting.turns.filter((turn) => turn.topic === topic)
  await Promise.all(
    people.map(async ({ page, name }, seat) => {
      await placeCaret(page, 'Control+End')
      await page.keyboard.insertText(`${name}：`)
      const text = said.filter((_turn, index) => index % people.length === seat).map((turn) => turn.text).join(' ')
      for (const piece of piecesOf(text.slice(0, TYPED_PER_ITEM / people.length), meeting.language)) await page.keyboard.insertText(piece)
    }),
  )
}

/** @returns the lines of every item's notes, once all windows show the same. */
async function sameNotesEverywhere(people: readonly PersonAtBrowser[], items: number): Promise<readonly (readonly string[])[]> {
  const all: string[][] = []
  for (let index = 0; index < items; index++) {
    await openItem(people, index)
    await expect
      .poll(async () => {
        const shown = await Promise.all(people.map(async ({ page, name }) => ({ name, lines: await noteLines(page) })))
        const complete = shown.every(({ lines }) => people.every(({ name }) => lines.join('').includes(`${name}：`)))
        return complete && new Set(shown.map(({ lines }) => lines.join('\n'))).size === 1
      })
      .toBe(true)
    const [first] = people
    if (first) all.push(await noteLines(first.page))
  }
  return all
}

async function decide(page: Page, index: number, topic: string): Promise<void> {
  await page.getByTestId('agenda-item').nth(index).locator('.agenda-link').click()
  await page.getByRole('tab', { name: '决议' }).click()
  await enter(page, '添加议定事项', `就“${topic.slice(0, 40)}”形成一致意见`)
  await page.getByTestId('resolution').getByRole('checkbox').uncheck({ force: true })
  await page.getByRole('button', { name: '议定', exact: true }).click()
  await page.getByTestId('agenda-item').nth(index).locator('.item-status').filter({ hasText: '已议定' }).waitFor()
}

async function closeMeeting(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: '关闭会议' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(title)
  await dialog.getByRole('button', { name: '关闭并存档' }).click()
  await dialog.getByText('会议已关闭，档案已写好并核对。').waitFor()
}

/** Path of the meeting's archive below the records folder. */
async function fileOf(id: string): Promise<string> {
  const files = await readdir(join(app.dataDir, 'records'), { recursive: true })
  const file = files.find((name) => name.endsWith(`${id}.sqlite`))
  if (file === undefined) throw new Error('no archive was written')
  return file.replaceAll('\\', '/')
}

async function archiveOf(id: string): Promise<ArchivedMeeting> {
  const engine = await openSqlite()
  const archived = readArchive(engine.open(new Uint8Array(await readFile(join(app.dataDir, 'records', await fileOf(id))))))
  if (!archived.ok) throw new Error(archived.error.kind)
  return archived.value
}
