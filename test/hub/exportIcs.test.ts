import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { editMeeting } from '../../shared/model/createMeeting.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { readCalendar, textOf } from '../support/readCalendar.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { outcome, run } from './commands.ts'
import { connect } from './connect.ts'
import { eventually, joinHub, newMeeting, startHub } from './support.ts'

const TITLE = '关于老旧小区夜间经营噪声、油烟扰民综合整治工作的第三次联席会商会议'

async function exported(dataDir: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, error } = await outcome(run('export', 'ics', ...args, '--data', dataDir, '--json'))
  return { code, ...(out ? (JSON.parse(out) as object) : { error }) }
}

test('[C1] huishang export ics writes a meeting for calendars: the same UID, a greater SEQUENCE after a change and when it is called off; the hub goes on from there', async () => {
  const hub = await startHub()
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id, room } = await newMeeting(hub.url, token, { title: TITLE, startsAt: '2026-03-05T14:30:00+08:00', template: 'blank' })
  // While the hub runs nothing is noted: the hub would give the same number.
  expect(await exported(hub.dataDir, id)).toMatchObject({ code: 0, sequence: 0, isNoted: false, path: null, title: TITLE })
  await hub.close()

  const out = join(await emptyFolder(), '会议.ics')
  const first = await exported(hub.dataDir, id, '--out', out)
  expect(first).toMatchObject({ code: 0, path: out, sequence: 0, status: 'CONFIRMED', isNoted: true })
  const { calendar, event } = readCalendar(await readFile(out, 'utf8'))
  expect([textOf(calendar, 'METHOD'), ...['SUMMARY', 'UID', 'DTSTART'].map((name) => textOf(event, name))]).toEqual(['PUBLISH', TITLE, first['uid'], '20260305T063000Z'])

  const again = await startHub({ dataDir: hub.dataDir })
  const { doc, provider } = connect(again.url, room, token)
  await eventually(() => expect(provider.synced).toBe(true))
  must(editMeeting(openMeetingDocument(doc), { startsAt: '2026-03-06T09:00:00+08:00' }, contextOf(person.id)))
  const fromHub = async () => (await fetch(`${again.url}/api/meetings/${id}/ics`, { headers: { authorization: `Bearer ${token}` } })).text()
  await eventually(async () => expect(await fromHub()).toContain('SEQUENCE:1'))
  provider.destroy()
  await again.close()

  const cancelled = await exported(hub.dataDir, id, '--cancelled')
  expect(cancelled).toMatchObject({ code: 0, uid: first['uid'], sequence: 2, status: 'CANCELLED' })
  expect(textOf(readCalendar(String(cancelled['text'])).calendar, 'METHOD')).toBe('CANCEL')
  expect(await exported(hub.dataDir, id)).toMatchObject({ sequence: 3, status: 'CONFIRMED' })
})

test('[C1] huishang export ics says what is wrong', async () => {
  const { dataDir, close } = await startHub()
  await close()
  expect(await exported(dataDir, 'nowhere')).toMatchObject({ code: 1, error: expect.stringContaining('no such meeting') as string })
  expect(await exported(await emptyFolder(), 'm1')).toMatchObject({ code: 1, error: expect.stringContaining('no workspace') as string })
  expect((await outcome(run('export', 'ics', '--data', dataDir))).code).toBe(2)
})
