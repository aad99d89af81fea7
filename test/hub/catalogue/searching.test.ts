import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ThreadCatalogue } from '../../../electron/hub/archive/catalogue/ThreadCatalogue.ts'
import { lockFolder } from '../../../electron/hub/lockFolder.ts'
import { SearchAnswerSchema } from '../../../shared/archive/search/answer.ts'
import { addAgendaItem, endAgendaItem } from '../../../shared/model/agenda.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { noConsultation } from '../../archive/sampleConsultation.ts'
import { sampleSnapshot } from '../../archive/sampleSnapshot.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { BUILT, outcome, run } from '../commands.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'
import { find, meetingWith, openCatalogue, places, putRecord } from './catalogueSupport.ts'


async function archived(): Promise<string> {
  const dataDir = await emptyFolder()
  await putRecord(dataDir, sampleSnapshot(noConsultation()))
  await putRecord(dataDir, meetingWith('m2', '2025-11-02', ['夜市噪声超标']))
  return dataDir
}

test('[A5] whoever is signed in searches over HTTP; a meeting that has just closed is found', async () => {
  const { url, secretaryInvite } = await startHub()
  const { token, person } = await joinHub(url, secretaryInvite, '王秘书')
  const { id, room } = await newMeeting(url, token)
  const client = connect(url, room, token)
  await eventually(() => expect(client.provider.synced).toBe(true))
  const meeting = openMeetingDocument(client.doc)
  const context = contextOf(person.id)
  endAgendaItem(meeting, must(addAgendaItem(meeting, { title: '渣土车夜间扰民' }, context)), { kind: 'shelved' }, context)
  await eventually(async () => expect((await request(url, 'POST', `/api/meetings/${id}/close`, token)).status).toBe(200))
  const observer = await joinAs(url, token, 'observer', '居民')
  const asked = `/api/search?q=${encodeURIComponent('夜间')}&kind=agenda-item,note&from=2026-03-05&to=&limit=5`
  await eventually(async () => {
    const { status, json } = await request(url, 'GET', asked, observer.token)
    const answer = SearchAnswerSchema.parse(json)
    expect({ status, places: places(answer), total: answer.total, isComplete: answer.isComplete }).toEqual({ status: 200, places: [expect.stringContaining(`${id} agenda-item `)], total: 1, isComplete: true })
  })
  expect([
    (await request(url, 'GET', asked)).json['error'],
    (await request(url, 'GET', '/api/search?q=x&limit=0x', token)).json['error'],
    (await request(url, 'GET', `/api/search?q=${'x'.repeat(501)}`, token)).json['error'],
    (await request(url, 'GET', '/api/search', token)).json['total'],
  ]).toEqual(['token-missing', 'request-invalid', 'request-invalid', 2])
})

test('[A5][F10] huishang search: alone it keeps the catalogue, beside a hub it writes nothing; --json is one object', async () => {
  const dataDir = await archived()
  const answer = { total: 2, hits: [expect.objectContaining({ meetingId: 'm1', heldOn: '2026-03-05', kind: 'agenda-item', ref: 'a1', snippet: expect.stringContaining('夜市噪声') }), expect.objectContaining({ meetingId: 'm2', kind: 'note' })], counts: { byKind: { 'agenda-item': 1, note: 1 }, byYear: { '2025': 1, '2026': 1 }, byMeeting: { 'records/2025/20251102-m2.sqlite': 1, 'records/2026/20260305-m1.sqlite': 1 } }, isComplete: true }
  const search = async (...args: readonly string[]) => {
    const { code, out, error } = await outcome(run('search', '夜市噪声', '--data', dataDir, '--kind', 'note,agenda-item', '--json', ...args))
    return { code, error, answer: JSON.parse(out) as unknown }
  }
  expect([await search(), await readdir(join(dataDir, 'catalogue'))]).toEqual([{ code: 0, error: '', answer }, ['2025.grams', '2025.sqlite', '2026.grams', '2026.sqlite', 'catalogue.json']])
  expect(await search('--limit', '1', '--to', '2025-12-31')).toEqual({ code: 0, error: '', answer: { ...answer, total: 1, hits: [answer.hits[1]], counts: { byKind: { note: 1 }, byYear: { '2025': 1 }, byMeeting: { 'records/2025/20251102-m2.sqlite': 1 } } } })
  // Nothing but the lock, so that no hub takes the new record in meanwhile.
  const hub = must(lockFolder(dataDir))
  await putRecord(dataDir, meetingWith('m3', '2027-01-01', ['夜市噪声再报']))
  expect([(await search()).answer, await readdir(join(dataDir, 'catalogue'))]).toEqual([expect.objectContaining({ total: 3, isComplete: false }), ['2025.grams', '2025.sqlite', '2026.grams', '2026.sqlite', 'catalogue.json']])
  expect(await outcome(run('rebuild', '--data', dataDir, '--json'))).toEqual({ code: 1, out: '', error: expect.stringContaining('a hub runs on this folder') })
  hub.release()
  const words = await outcome(run('search', '夜市噪声', '--data', dataDir))
  expect(words).toEqual({ code: 0, error: '', out: expect.stringMatching(/2027-01-01 .*综合会商.*\n {4}夜市噪声再报\n[\s\S]*hits: 4, listed: 4\n$/) })
})

test('[A5][F10][M7] huishang search --kind dissent: who opposed, word for word', async () => {
  const dataDir = await emptyFolder()
  await putRecord(dataDir, sampleSnapshot())
  expect(await outcome(run('search', '', '--kind', 'dissent', '--data', dataDir))).toEqual({ code: 0, error: '', out: expect.stringMatching(/\[反对意见 dissent\].*\n {4}夜间监测人手不足 生态环境局\n/) })
})

test('[A5][F10] huishang rebuild: makes it anew, names what it can not read, ends with 1 then', async () => {
  const dataDir = await archived()
  await outcome(run('search', 'x', '--data', dataDir))
  await writeFile(join(dataDir, 'catalogue', '2026.sqlite'), 'spoilt')
  const report = { ok: true, records: 2, rows: 11, years: ['2026', '2025'], problems: [] }
  const rebuilt = await outcome(run('rebuild', '--data', dataDir, '--json'))
  await mkdir(join(dataDir, 'records/2024'))
  await writeFile(join(dataDir, 'records/2024/20240101-bad.sqlite'), 'words')
  const bad = await outcome(run('rebuild', '--data', dataDir, '--json'))
  const problems = [{ path: 'records/2024/20240101-bad.sqlite', kind: 'not-an-archive' }]
  expect([{ ...rebuilt, out: JSON.parse(rebuilt.out) }, { ...bad, out: JSON.parse(bad.out) }, await outcome(run('rebuild', '--data', dataDir))]).toEqual([
    { code: 0, error: '', out: report },
    { code: 1, error: '', out: { ...report, ok: false, years: ['2026', '2025', '2024'], problems } },
    { code: 1, error: expect.stringContaining("can't be read"), out: expect.stringContaining('records 2, rows 11') },
  ])
})

test.each([
  [['search', '--data', 'x'], 'one QUERY is needed'],
  [['search', 'a', 'b', '--data', 'x'], 'one QUERY is needed'],
  [['search', 'a'], '--data DIR is missing'],
  [['search', 'a', '--data', 'x', '--kind', 'minutes'], '--kind'],
  [['search', 'a', '--data', 'x', '--from', 'soon'], '--from'],
  [['search', 'a', '--data', 'x', '--limit', 'many'], '--limit'],
  [['rebuild'], '--data DIR is missing'],
  [['rebuild', '--data', 'x', '--unknown'], '--unknown'],
])('[A5][F10] wrong usage ends with 2 and says what is wrong: %j', async (args, words) => {
  expect(await outcome(run(...args))).toEqual({ code: 2, out: '', error: expect.stringContaining(words) })
})

test('[A5][F10] help is no error; a folder that is no workspace is', async () => {
  const folder = await emptyFolder()
  const outcomes = await Promise.all([outcome(run('search', '--help')), outcome(run('rebuild', '-h')), outcome(run('search', 'x', '--data', folder)), outcome(run('rebuild', '--data', folder))])
  expect([...outcomes.map(({ code }) => code), await readdir(folder)]).toEqual([0, 0, 1, 1, []])
})

test('[A5] the built thread searches, adds, makes anew and closes; one that dies fails what was asked and is begun again', async () => {
  const dataDir = await archived()
  const catalogue = new ThreadCatalogue(join(BUILT, 'main', 'catalogueWorker.js'), dataDir)
  atEnd(() => catalogue.close())
  const steps: string[] = []
  const report = await catalogue.update((done, all) => steps.push(`${done}/${all}`))
  await catalogue.add(await putRecord(dataDir, meetingWith('m3', '2027-01-01', ['夜市噪声再报'])))
  const found = await find(catalogue, '夜市噪声')
  const rebuilt = await catalogue.rebuild()
  expect({ report: report.records, steps, places: places(found).length, isComplete: found.isComplete, rebuilt: rebuilt.records }).toEqual({ report: 2, steps: ['1/2', '2/2'], places: 4, isComplete: true, rebuilt: 3 })
  const broken = new ThreadCatalogue(join(dataDir, 'none.js'), dataDir)
  await expect(find(broken, 'x')).rejects.toThrow('none.js')
  await expect(find(broken, 'x')).rejects.toThrow('none.js')
  await catalogue.close()
  await catalogue.close()
  expect((await find(await openCatalogue(dataDir), '夜市噪声')).total).toBe(4)
})
