import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { archiveBytes, META } from '../../archive/archiveFile.ts'
import { noConsultation } from '../../archive/sampleConsultation.ts'
import { sampleSnapshot } from '../../archive/sampleSnapshot.ts'
import { eventually } from '../support.ts'
import { find, meetingWith, openCatalogue, places, putRecord } from './catalogueSupport.ts'

/** Three meetings over two years. */
async function threeMeetings(): Promise<string> {
  const dataDir = await emptyFolder()
  await putRecord(dataDir, meetingWith('m1', '2025-11-02', ['夜市噪声超标', '渣土车']))
  await putRecord(dataDir, meetingWith('m2', '2026-03-05', ['噪声扰民']))
  await putRecord(dataDir, sampleSnapshot(noConsultation()))
  return dataDir
}

test('[A5] a hit says what it is, where it is from and what of it was found', async () => {
  const dataDir = await emptyFolder()
  await putRecord(dataDir, sampleSnapshot(noConsultation()))
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  expect(await find(catalogue, '扩音设备')).toEqual({
    total: 1,
    hits: [
      {
        meetingId: 'm1',
        meeting: '夜市噪声综合会商',
        heldOn: '2026-03-05',
        kind: 'resolution',
        ref: 'r1',
        text: '22时后停止使用扩音设备',
        snippet: '22时后停止使用扩音设备',
        highlights: [[8, 12]],
        path: 'records/2026/20260305-m1.sqlite',
        itemId: 'a1',
        department: '城市管理局',
        body: '夜市噪声综合会商',
        supersededBy: null,
      },
    ],
    counts: { byKind: { resolution: 1 }, byYear: { '2026': 1 }, byMeeting: { 'records/2026/20260305-m1.sqlite': 1 } },
    isComplete: true,
  })
})

test('[A5][M7] dissent is found as such with its department, under the body that the record names, in the catalogue and beside it', async () => {
  const dataDir = await emptyFolder()
  await putRecord(dataDir, sampleSnapshot())
  const [ready, direct] = [await openCatalogue(dataDir), await openCatalogue(dataDir, { canWrite: () => false })]
  await ready.update()
  const asked = [{ kind: ['dissent' as const] }, { kind: ['position' as const, 'dissent' as const], department: '生态环境局' }, { body: '城市管理联席会议', kind: ['countersign' as const] }, { body: '夜市噪声综合会商' }]
  const found = async (catalogue: typeof ready) => Promise.all(asked.map(async (request) => places(await find(catalogue, '', request))))
  const [dissent] = (await find(ready, '人手不足')).hits
  expect([await found(ready), await found(direct), dissent]).toEqual([
    [['m1 dissent ps2'], ['m1 position ps1', 'm1 dissent ps2'], ['m1 countersign cs1'], []],
    [['m1 dissent ps2'], ['m1 position ps1', 'm1 dissent ps2'], ['m1 countersign cs1'], []],
    expect.objectContaining({ kind: 'dissent', ref: 'ps2', itemId: 'a1', department: '生态环境局', body: '城市管理联席会议', snippet: '夜间监测人手不足 生态环境局' }),
  ])
})

test('[A5] the same is found in the catalogue and in the records themselves, and the answer says which', async () => {
  const dataDir = await threeMeetings()
  const [ready, direct] = [await openCatalogue(dataDir), await openCatalogue(dataDir, { canWrite: () => false })]
  await ready.update()
  const requests = [
    ['噪声', {}], ['噪声', { kind: ['note'] }], ['噪声', { from: '2026-01-01' }], ['噪声', { to: '2025-12-31' }], ['噪声', { department: '城市管理局' }], ['', { department: 'd2' }],
    ['', { body: '综合会商' }], ['22时', {}], ['，', {}], ['夜市 噪声', { order: 'relevance' }], ['噪声', { limit: 2, offset: 1 }], ['没有', {}],
  ] as const
  for (const [q, request] of requests) {
    const [one, other] = [await find(ready, q, { ...request, kind: [...('kind' in request ? request.kind : [])] }), await find(direct, q, { ...request, kind: [...('kind' in request ? request.kind : [])] })]
    // Of one day, which meeting comes first is left open.
    const sorted = (answer: typeof one) => ({ ...answer, hits: answer.hits.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) })
    const page = 'limit' in request ? { hits: [], counts: {} } : {}
    expect({ ...sorted(one), ...page }).toEqual({ ...sorted(other), ...page, isComplete: true })
    expect(other.isComplete).toBe(false)
  }
  expect(await readdir(dataDir)).toEqual(['catalogue', 'records'])
})

test('[A5] filters', async () => {
  const dataDir = await threeMeetings()
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  const asked = [
    await find(catalogue, '噪声', { to: '2025-12-31' }),
    await find(catalogue, '噪声', { from: '2026-03-05', kind: ['issue', 'agenda-item'] }),
    await find(catalogue, '', { department: '生态环境局' }),
    await find(catalogue, '', { department: 'd2' }),
    await find(catalogue, '', { department: '环境' }),
    await find(catalogue, '', { body: '综合会商', kind: ['meeting'] }),
    await find(catalogue, '噪声', { limit: 1, offset: 4 }),
  ]
  expect(asked.map((answer) => ({ total: answer.total, places: places(answer) }))).toEqual([
    { total: 1, places: ['m1 note n0'] },
    { total: 2, places: ['m1 agenda-item a1', 'm1 issue i1'] },
    { total: 1, places: ['m1 action x1'] },
    { total: 1, places: ['m1 action x1'] },
    { total: 0, places: [] },
    { total: 2, places: ['m2 meeting m2', 'm1 meeting m1'] },
    { total: 6, places: [expect.stringContaining('note')] },
  ])
})

test('[A5] all hits of each record that is listed are counted, however few are listed', async () => {
  const dataDir = await threeMeetings()
  const [ready, direct] = [await openCatalogue(dataDir), await openCatalogue(dataDir, { canWrite: () => false })]
  await ready.update()
  const counted = async (catalogue: typeof ready, request: Parameters<typeof find>[2]) => (await find(catalogue, '噪声', request)).counts.byMeeting
  const [m1, m2, other] = ['records/2025/20251102-m1.sqlite', 'records/2026/20260305-m2.sqlite', 'records/2026/20260305-m1.sqlite']
  for (const catalogue of [ready, direct]) expect(await counted(catalogue, {})).toEqual({ [m1]: 1, [m2]: 1, [other]: 4 })
  expect([await counted(ready, { kind: ['issue'], limit: 1 }), await counted(ready, { limit: 1, offset: 5, order: 'newest' }), Object.values(await counted(ready, { limit: 2, order: 'relevance' })).every((count) => count > 0)]).toEqual([{ [other]: 1 }, { [m1]: 1 }, true])
})

test('[A5] a hit in a record that was corrected names the correction, in the catalogue, after a start and beside it', async () => {
  const dataDir = await emptyFolder()
  const path = await putRecord(dataDir, meetingWith('m1', '2026-03-05', ['噪声超标']))
  const sha256 = createHash('sha256').update(await readFile(join(dataDir, path))).digest('hex')
  // Of another year: which it is in makes no difference.
  const correction = 'records/2027/20270101-m1-corr-1.sqlite'
  await mkdir(join(dataDir, 'records/2027'))
  await writeFile(join(dataDir, correction), archiveBytes(meetingWith('m1', '2027-01-01', ['噪声不超标']), undefined, { ...META, supersedes: sha256 }))
  const superseded = async (catalogue: Awaited<ReturnType<typeof openCatalogue>>, to?: string) => {
    const { hits } = await find(catalogue, '噪声', { to })
    return hits.map((hit) => [hit.path === correction ? 'correction' : 'first', hit.supersededBy])
  }
  const direct = await superseded(await openCatalogue(dataDir, { canWrite: () => false }))
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  const ready = await superseded(catalogue)
  await catalogue.close()
  const again = await superseded(await openCatalogue(dataDir), '2026-12-31')
  expect({ direct, ready, again }).toEqual({ direct: [['correction', null], ['first', correction]], ready: [['correction', null], ['first', correction]], again: [['first', correction]] })
})

test('[A5] by relevance: what says it more and says little else, and what was decided, comes first', async () => {
  const dataDir = await emptyFolder()
  await putRecord(dataDir, meetingWith('short', '2020-01-01', ['噪声噪声']))
  await putRecord(dataDir, meetingWith('long', '2026-01-01', [`噪声${'其他事项说明'.repeat(30)}`]))
  await putRecord(dataDir, { ...meetingWith('decided', '2023-01-01', ['议题噪声甲']), resolutions: [{ id: 'r', order: 'a', itemId: 'a', text: '议题噪声甲', outcome: 'adopted', needsFollowUp: false }] })
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  expect([places(await find(catalogue, '噪声')), places(await find(catalogue, '噪声', { order: 'relevance' }))]).toEqual([
    ['long note n0', 'decided note n0', 'decided resolution r', 'short note n0'],
    ['decided resolution r', 'short note n0', 'decided note n0', 'long note n0'],
  ])
})

test('[A5] what was recorded is found at once, and after a start without reading a record', async () => {
  const dataDir = await threeMeetings()
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  await Promise.all([
    catalogue.add(await putRecord(dataDir, meetingWith('m3', '2026-04-01', ['井盖缺失']))),
    catalogue.add(await putRecord(dataDir, meetingWith('m4', '2024-04-01', ['井盖破损']))),
  ])
  expect(places(await find(catalogue, '井盖'))).toEqual(['m3 note n0', 'm4 note n0'])
  await catalogue.add('records/2026/20260401-m3.sqlite')
  await catalogue.add('elsewhere/file')
  await catalogue.close()
  for (const year of ['2024', '2025', '2026']) await rename(join(dataDir, 'records', year), join(dataDir, `${year}-kept`))
  const stored = (await readFile(join(dataDir, 'catalogue/catalogue.json'), 'utf8')).includes('20260401-m3.sqlite')
  for (const year of ['2024', '2025', '2026']) await rename(join(dataDir, `${year}-kept`), join(dataDir, 'records', year))
  const again = await openCatalogue(dataDir)
  expect({ stored, answer: await find(again, '井盖') }).toEqual({ stored: true, answer: expect.objectContaining({ total: 2, isComplete: true }) })
})

test('[A5] who asks in the moment of recording finds the record, before the catalogue has it', async () => {
  const dataDir = await threeMeetings()
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  const path = await putRecord(dataDir, meetingWith('m3', '2026-04-01', ['井盖缺失']))
  const adding = catalogue.add(path)
  const asked = await find(catalogue, '井盖')
  await adding
  expect(places(asked)).toEqual(['m3 note n0'])
})

test('[A5] beside a hub nothing is written: what the catalogue lacks is read from the records', async () => {
  const dataDir = await threeMeetings()
  const hubs = await openCatalogue(dataDir)
  await hubs.update()
  await putRecord(dataDir, meetingWith('new', '2026-05-01', ['噪声新报']))
  const before = await readFile(join(dataDir, 'catalogue/catalogue.json'), 'utf8')
  const beside = await openCatalogue(dataDir, { canWrite: () => false })
  const answer = await find(beside, '噪声')
  expect({ places: places(answer).slice(0, 1), total: answer.total, isComplete: answer.isComplete, isSame: (await readFile(join(dataDir, 'catalogue/catalogue.json'), 'utf8')) === before }).toEqual({
    places: ['new note n0'],
    total: 7,
    isComplete: false,
    isSame: true,
  })
})

test.each([
  ['a shard with a flipped bit', async (folder: string) => {
    const bytes = await readFile(join(folder, '2026.sqlite'))
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    await writeFile(join(folder, '2026.sqlite'), bytes)
  }],
  ['a shard that is gone', (folder: string) => rm(join(folder, '2026.sqlite'))],
  ['an index with a flipped bit', async (folder: string) => {
    const bytes = await readFile(join(folder, '2026.grams'))
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    await writeFile(join(folder, '2026.grams'), bytes)
  }],
  ['an index that is gone', (folder: string) => rm(join(folder, '2025.grams'))],
  ['a shard cut short', async (folder: string) => writeFile(join(folder, '2025.sqlite'), (await readFile(join(folder, '2025.sqlite'))).subarray(0, 5_000))],
  ['another version', async (folder: string) => writeFile(join(folder, 'catalogue.json'), (await readFile(join(folder, 'catalogue.json'), 'utf8')).replace('"version":2', '"version":1'))],
  ['no manifest', (folder: string) => rm(join(folder, 'catalogue.json'))],
  ['a manifest of nonsense', (folder: string) => writeFile(join(folder, 'catalogue.json'), '{"version":2,"years":{"2026":{}}}')],
  ['no catalogue', (folder: string) => rm(folder, { recursive: true })],
])('[A5] %s: the records answer, and the catalogue is made anew of them', async (_, spoil) => {
  const dataDir = await threeMeetings()
  const first = await openCatalogue(dataDir)
  await first.update()
  const whole = await find(first, '噪声')
  await first.close()
  await spoil(join(dataDir, 'catalogue'))
  const catalogue = await openCatalogue(dataDir)
  // What is damaged is only found out by looking.
  const seen = await find(catalogue, '噪声')
  await catalogue.update()
  const after = await find(catalogue, '噪声')
  await catalogue.close()
  const later = await openCatalogue(dataDir)
  expect([seen.total, after, await find(later, '噪声')]).toEqual([whole.total, whole, whole])
})

test('[A5] records that changed, went or can not be read are found out', async () => {
  const dataDir = await threeMeetings()
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  const file = join(dataDir, await putRecord(dataDir, meetingWith('m2', '2026-03-05', ['改为扬尘'])))
  await utimes(file, new Date(), new Date(Date.now() + 5_000))
  await rm(join(dataDir, 'records/2025'), { recursive: true })
  await mkdir(join(dataDir, 'records/2024'))
  await writeFile(join(dataDir, 'records/2024/20240101-bad.sqlite'), 'no database')
  const report = await catalogue.update()
  expect({ report, places: [places(await find(catalogue, '扬尘')), (await find(catalogue, '噪声', { to: '2025-12-31' })).total], files: await readdir(join(dataDir, 'catalogue')) }).toEqual({
    report: { records: 2, rows: 11, years: ['2026', '2024'], problems: [{ path: 'records/2024/20240101-bad.sqlite', kind: 'not-an-archive' }], notSaved: null },
    places: [['m2 note n0'], 0],
    files: ['2024.grams', '2024.sqlite', '2026.grams', '2026.sqlite', 'catalogue.json'],
  })
  // A bad file is looked at once, not at every start.
  const again = await openCatalogue(dataDir)
  expect((await find(again, '扬尘')).isComplete).toBe(true)
})

test('[A5] while all is made anew, searches find all, from what is done and from the records; afterwards it is the same', async () => {
  const dataDir = await emptyFolder()
  for (let index = 0; index < 30; index++) await putRecord(dataDir, meetingWith(`m${index}`, `${2020 + (index % 3)}-03-05`, [`噪声${index}`]))
  const catalogue = await openCatalogue(dataDir)
  await catalogue.update()
  const before = await find(catalogue, '噪声', { limit: 100 })
  const during: { total: number; isComplete: boolean }[] = []
  const steps: number[] = []
  const searches: Promise<unknown>[] = []
  const report = await catalogue.rebuild((done, all) => {
    steps.push(done / all)
    if (done % 7 === 3) searches.push(find(catalogue, '噪声', { limit: 100 }).then(({ total, isComplete }) => during.push({ total, isComplete })))
  })
  await Promise.all(searches)
  const sorted = (answer: typeof before) => ({ ...answer, hits: places(answer).toSorted() })
  expect({ report, steps: [steps.length, steps.at(-1)], during: during.map(({ total }) => total), direct: during.some(({ isComplete }) => !isComplete), after: sorted(await find(catalogue, '噪声', { limit: 100 })) }).toEqual({
    report: { records: 30, rows: 60, years: ['2022', '2021', '2020'], problems: [], notSaved: null },
    steps: [30, 1],
    during: [30, 30, 30, 30],
    direct: true,
    after: sorted(before),
  })
})

test('[A5] reading the records ends when it has taken long enough, and the answer says that it may lack something', async () => {
  const catalogue = await openCatalogue(await threeMeetings(), { directMs: -1 })
  expect(await find(catalogue, '噪声')).toEqual({ total: 0, hits: [], counts: { byKind: {}, byYear: {}, byMeeting: {} }, isComplete: false })
})

test('[A5] memory is bounded: shards are loaded when they are needed and make room for others', async () => {
  const dataDir = await threeMeetings()
  const first = await openCatalogue(dataDir)
  await first.update()
  const all = await find(first, '噪声')
  await first.close()
  const catalogue = await openCatalogue(dataDir, { memoryBytes: 1 })
  const answers = await Promise.all([find(catalogue, '噪声'), find(catalogue, '噪声', { order: 'relevance' }), find(catalogue, '噪声')])
  expect([answers[0], answers[1]?.total, answers[2]]).toEqual([all, all.total, all])
})

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('[A5] a folder that takes nothing: memory serves, and it is said (skipped where nobody is refused)', async () => {
  const dataDir = await threeMeetings()
  await mkdir(join(dataDir, 'catalogue'), { mode: 0o500 })
  const catalogue = await openCatalogue(dataDir)
  const report = await catalogue.update()
  await chmod(join(dataDir, 'catalogue'), 0o700)
  expect([report.notSaved, (await find(catalogue, '噪声')).isComplete]).toEqual(['EACCES', true])
})

test('[A5] a disk that takes nothing: memory serves, it is said, and it is made good later', async () => {
  const dataDir = await threeMeetings()
  await writeFile(join(dataDir, 'catalogue'), 'a file where the folder should be')
  const catalogue = await openCatalogue(dataDir)
  const refused = await catalogue.update()
  const found = await find(catalogue, '噪声')
  await rm(join(dataDir, 'catalogue'))
  const saved = await catalogue.update()
  expect([refused.notSaved, found.total, found.isComplete, saved.notSaved, (await stat(join(dataDir, 'catalogue/2026.sqlite'))).isFile()]).toEqual(['EEXIST', 6, true, null, true])
})

test('[A5] a catalogue that is closed in the middle keeps what it has and goes on from there', async () => {
  const dataDir = await emptyFolder()
  for (let index = 0; index < 20; index++) await putRecord(dataDir, meetingWith(`m${index}`, '2026-03-05', [`噪声${index}`]))
  const catalogue = await openCatalogue(dataDir)
  const closing: Promise<void>[] = []
  await catalogue.update((done) => {
    if (done === 5) closing.push(catalogue.close())
  })
  await Promise.all(closing)
  const again = await openCatalogue(dataDir)
  const steps: number[] = []
  await eventually(() => again.update((done) => steps.push(done)))
  expect([steps.length, (await find(again, '噪声')).total]).toEqual([15, 20])
})
