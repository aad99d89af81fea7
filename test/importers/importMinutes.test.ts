import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runImportMinutes } from '../../electron/cli/importMinutes.ts'
import { readRecord } from '../../electron/hub/archive/buildRecord.ts'
import { verifyRecords } from '../../electron/hub/archive/verifyRecords.ts'
import { lockFolder } from '../../electron/hub/lockFolder.ts'
import { openSqlite } from '../../electron/hub/sqlite.ts'
import { printedBy, type Printed } from '../support/printedBy.ts'
import { sample, SAMPLES_ABSENT } from '../support/samples.ts'
import { tarOf } from '../support/tarOf.ts'
import { CHINESE_MARKDOWN, SCRIBE_PERL } from './minutes/samples.ts'

// SQLite is compiled and every record read back.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let dataDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huishang-minutes-test-'))
  dataDir = join(folder, 'workspace')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function run(...args: readonly string[]): Promise<Printed> {
  return printedBy(() => runImportMinutes(args))
}

interface Report {
  readonly meetings: readonly { readonly id: string; readonly record: string; readonly alreadyImported: boolean; readonly source: string }[]
  readonly report: readonly { readonly source: string; readonly line: number | null; readonly reason: string }[]
  readonly alreadyImported: boolean
}

async function imported(path: string): Promise<{ readonly code: number; readonly printed: Report }> {
  const { code, out } = await run(path, '--data', dataDir, '--json')
  return { code, printed: JSON.parse(out) as Report }
}

async function file(path: string, content: string | Uint8Array): Promise<string> {
  const whole = join(folder, path)
  await mkdir(join(whole, '..'), { recursive: true })
  await writeFile(whole, content)
  return whole
}

async function recordOf(path: string) {
  const read = readRecord(await openSqlite(), await readFile(join(dataDir, path)))
  if (!read.ok) throw new Error(read.error.kind)
  return read.value
}

async function bytesOfWorkspace(): Promise<Record<string, string>> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(files.map(async (path): Promise<[string, string]> => [path, (await readFile(path)).toString('base64')])))
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

test('[A9] minutes become one archive that says where it came from; who owns actions is in its own tables', async () => {
  const { code, printed } = await imported(await file('2009/03/12-harbour-minutes.html', SCRIBE_PERL))
  const [meeting] = printed.meetings
  const { snapshot, meta } = await recordOf(meeting?.record ?? '')
  expect({ code, printed }).toEqual({
    code: 0,
    printed: {
      meetings: [
        {
          id: meeting?.id, title: 'Harbour WG Teleconference', heldOn: '2009-03-12', source: '03/12-harbour-minutes.html',
          record: `records/2009/20090312-${meeting?.id}.sqlite`, agendaItems: 3, people: 3, resolutions: 1, actions: 2, alreadyImported: false,
        },
      ],
      report: [],
      alreadyImported: false,
    },
  })
  const owner = (name: string): string | undefined => snapshot.departments.find((department) => department.name === name)?.id
  expect({
    origin: meta.origin,
    source: meta.source,
    info: [snapshot.info.startsAt, snapshot.info.closedAt],
    departments: snapshot.departments.map(({ name }) => name),
    attendance: snapshot.attendance.map(({ name, role, departmentId }) => [name, role, departmentId]),
    agenda: snapshot.agenda.map(({ title, status }) => [title, status]),
    resolutions: snapshot.resolutions.map(({ text, outcome, needsFollowUp }) => [text, outcome, needsFollowUp]),
    actions: snapshot.actions.map(({ task, leadDepartmentId, status }) => [task, leadDepartmentId, status]),
  }).toEqual({
    origin: 'imported',
    source: { name: '03/12-harbour-minutes.html', sha256: sha256(SCRIBE_PERL) },
    info: ['2009-03-12T00:00:00Z', '2009-03-12T00:00:00Z'],
    departments: ['Ben Okoro', 'Cem_Kaya'],
    attendance: [['Ana_Lima', 'chair', null], ['Ben Okoro', 'secretary', owner('Ben Okoro')], ['Cem_Kaya', 'delegate', owner('Cem_Kaya')]],
    agenda: [['Dredging', 'resolved'], ['Lights', 'pending'], ['Summary of Action Items', 'pending']],
    resolutions: [['dredge twice a year', 'adopted', false]],
    // What became of the first is not known: it is no open obligation. The second is said to be done.
    actions: [['Ben to ask for tenders', owner('Ben Okoro'), 'draft'], ['Cem to paint the buoys', owner('Cem_Kaya'), 'complete']],
  })
})

test('[A9] departments behind names stand in the record, and those who own actions', async () => {
  const { printed } = await imported(await file('纪要/夜市.md', CHINESE_MARKDOWN))
  const { snapshot } = await recordOf(printed.meetings[0]?.record ?? '')
  const nameOf = (id: string | null): string | undefined => snapshot.departments.find((department) => department.id === id)?.name
  expect({
    attendance: snapshot.attendance.map(({ name, departmentId }) => [name, nameOf(departmentId)]),
    actions: snapshot.actions.map(({ task, leadDepartmentId, dueOn, status }) => [task, nameOf(leadDepartmentId), dueOn, status]),
  }).toEqual({
    attendance: [['李明', '城管局'], ['王芳', '王芳'], ['张伟', '张伟'], ['赵六', undefined]],
    actions: [['张伟负责起草管理办法（截止 2024-03-20）', '张伟', '2024-03-20', 'draft'], ['王芳：公布投诉电话', '王芳', null, 'complete']],
  })
})

test('[A9][M14] the workspace gets records and a ledger, nothing else; the same source again, also from elsewhere, changes nothing', async () => {
  await file('minutes/2009-03-12/index.html', SCRIBE_PERL)
  await file('minutes/夜市.md', CHINESE_MARKDOWN)
  const first = await imported(join(folder, 'minutes'))
  const before = await bytesOfWorkspace()
  const again = await imported(join(folder, 'minutes'))
  const tar = await file('packed.tgz', gzipSync(tarOf([{ path: 'x/2009-03-12.html', content: SCRIBE_PERL }])))
  const elsewhere = await imported(tar)
  expect([first.code, again.code, elsewhere.code]).toEqual([0, 0, 0])
  expect([first, again, elsewhere].map(({ printed }) => [printed.alreadyImported, printed.meetings.map(({ id, alreadyImported }) => [id, alreadyImported])])).toEqual([
    [false, first.printed.meetings.map(({ id }) => [id, false])],
    [true, first.printed.meetings.map(({ id }) => [id, true])],
    [true, first.printed.meetings.filter(({ source }) => source.endsWith('index.html')).map(({ id }) => [id, true])],
  ])
  expect(await bytesOfWorkspace()).toEqual(before)
  expect((await readdir(dataDir)).toSorted()).toEqual(['ledger', 'records'])
  expect(await verifyRecords({ dataDir })).toMatchObject({ records: 2, problems: [], unsigned: 0 })
})

test('[A9] what is damaged is named with its line, the rest is imported, and the exit code says so', async () => {
  await file('all/2009-03-12/index.html', SCRIBE_PERL)
  await file('all/2009-03-12/index.md', '# the same')
  await file('all/photo.html', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0, 0, 0, 1, 2, 3]))
  await file('all/site.html', '<h1>Welcome</h1>')
  await file('all/readme.md', '# About us')
  await file('all/talks.jsonl.gz', gzipSync('{"id": "1", "summary": "总结。"}\n{"id": \n{"x": 1}\n'))
  await file('all/cut.jsonl.gz', gzipSync('{"id": "2", "summary": "总结。"}').subarray(0, 20))
  await file('all/cut.tar.gz', gzipSync(tarOf([{ path: 'a.html', content: 'a' }])).subarray(0, 30))
  await file('all/slides.pdf', 'x')
  await file('all/requests.jsonl', '{"x": 1}\n{"x": 2}\n')
  const { code, printed } = await imported(join(folder, 'all'))
  expect({ code, meetings: printed.meetings.map(({ source }) => source), report: printed.report }).toEqual({
    code: 1,
    meetings: ['all/2009-03-12/index.html', 'all/talks.jsonl.gz#1'],
    report: [
      { source: 'all/2009-03-12/index.md', line: null, kept: 'left-out', reason: 'same-meeting' },
      { source: 'all/cut.jsonl.gz', line: null, kept: 'left-out', reason: 'damaged' },
      { source: 'all/cut.tar.gz', line: null, kept: 'left-out', reason: 'damaged' },
      { source: 'all/photo.html', line: null, kept: 'left-out', reason: 'not-text' },
      { source: 'all/readme.md', line: null, kept: 'left-out', reason: 'date-missing' },
      { source: 'all/requests.jsonl', line: null, kept: 'left-out', reason: 'not-minutes' },
      { source: 'all/site.html', line: null, kept: 'left-out', reason: 'not-minutes' },
      { source: 'all/slides.pdf', line: null, kept: 'left-out', reason: 'other-kind' },
      { source: 'all/talks.jsonl.gz', line: 1, kept: 'assumed', reason: 'start-missing' },
      { source: 'all/talks.jsonl.gz', line: 2, kept: 'left-out', reason: 'not-json' },
      { source: 'all/talks.jsonl.gz', line: 3, kept: 'left-out', reason: 'unknown-shape' },
    ],
  })
})

test('[A9] without --json one line for each meeting, what is damaged, and counts of the rest', async () => {
  await file('all/2009-03-12/index.html', SCRIBE_PERL)
  await file('all/a.pdf', 'x')
  await file('all/b.pdf', 'x')
  await file('all/talks.jsonl', 'broken')
  expect(await run(join(folder, 'all'), '--data', dataDir)).toEqual({
    code: 1,
    out: '2009-03-12 Harbour WG Teleconference：议题 3，决议 1，行动 2    agenda items 3, resolutions 1, actions 2\n  not-json  all/talks.jsonl:1\n  left-out  other-kind  2\n',
    said: '',
  })
})

test('[A9] text of any length and kind fits: long titles are cut and whole in the notes', async () => {
  const title = `长${'题'.repeat(700)}`
  const words = 'x'.repeat(120_000)
  const { code, printed } = await imported(await file('2024-03-05.md', `# ${title}\n\n## ${title}\n\nRESOLVED: ${words}\n\nACTION: ${words}\n\n😀 ‮ text\n`))
  const { snapshot } = await recordOf(printed.meetings[0]?.record ?? '')
  expect({ code, lengths: [snapshot.info.title, snapshot.agenda[0]?.title, snapshot.resolutions[0]?.text, snapshot.actions[0]?.task].map((text) => text?.length) }).toEqual({ code: 0, lengths: [500, 500, 100_000, 100_000] })
  expect(snapshot.notes[0]?.text.split('\n')).toEqual([title, `RESOLVED: ${words}`, `ACTION: ${words}`, '😀 ‮ text'])
})

test('[A9] a hub that runs on the folder is not disturbed', async () => {
  await mkdir(dataDir)
  const lock = lockFolder(dataDir)
  const { code, out, said } = await run(await file('2009-03-12.html', SCRIBE_PERL), '--data', dataDir, '--json')
  if (lock.ok) lock.value.release()
  expect({ code, out, said, left: await readdir(dataDir) }).toEqual({ code: 1, out: '', said: `会商服务正在使用此文件夹，请先停止    a hub runs on this folder; stop it first: ${dataDir}\n`, left: [] })
})

test('[A9] wrong use is told from bad input: 2 and 1', async () => {
  const codes = await Promise.all([[], ['a', 'b', '--data', 'x'], ['a'], ['a', '--data', 'x', '--what']].map(async (args) => (await run(...args)).code))
  const help = await run('--help')
  const nowhere = await run(join(folder, 'nowhere'), '--data', dataDir)
  const nothing = await run(await file('empty/x.pdf', 'x').then(() => join(folder, 'empty')), '--data', dataDir)
  expect([codes, help.code, nowhere.code, nothing.code]).toEqual([[2, 2, 2, 2], 0, 1, 1])
})

test('[A9] published transcripts: a meeting for each, in Chinese and English', { timeout: 240_000 }, async (context) => {
  const [chinese, english] = [sample('meetings_zh'), sample('meetings_en/qmsum_product_ami_val.jsonl.gz')]
  if (chinese === null || english === null) return context.skip(SAMPLES_ABSENT)
  const [zh, en] = [await imported(chinese), await imported(english)]
  const kinds = (of: typeof zh): readonly string[] => [...new Set(of.printed.report.map(({ reason }) => reason))]
  // 22 meetings with their segments and summaries, 191 of which only the summary is published.
  expect([zh.code, zh.printed.meetings.length, kinds(zh), en.code, en.printed.meetings.length, kinds(en)]).toEqual([0, 213, ['start-missing'], 0, 20, ['start-missing']])
})
