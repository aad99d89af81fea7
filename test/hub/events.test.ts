import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { eventLine, stackOf, type HubEvent } from '../../electron/hub/inside/events.ts'
import { err } from '../../shared/lib/result.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { serve } from './commands.ts'
import { connect, openRaw } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'
import { createTestDisk } from './testDisk.ts'


test('[H10] joins, refusals, errors and a full disk are told as events that name nobody and quote nothing', async () => {
  const events: HubEvent[] = []
  const lines: string[] = []
  const { files, disk } = createTestDisk()
  const dataDir = await emptyFolder()
  const options = { dataDir, onEvent: (event: HubEvent) => void events.push(event), log: (line: string) => void lines.push(line) }
  const archiveMeeting = async () => {
    if (events.length >= 0) throw new SyntaxError('Unexpected token in 机密文字')
    return err({ kind: 'disk-full' })
  }
  const hub = await startHub(options, { files, archiveMeeting })
  const { url } = hub
  const secretary = await joinHub(url, hub.secretaryInvite, '王秘书')
  const observer = await joinAs(url, secretary.token, 'observer', '张三丰')
  const { json } = await request(url, 'POST', '/api/invitations', secretary.token, { role: 'delegate' })
  const { id, room } = await newMeeting(url, secretary.token, { title: '机密会商' })
  const writer = connect(url, room, secretary.token)
  const reader = connect(url, room, observer.token)
  await eventually(() => expect([writer.provider.synced, reader.provider.synced]).toEqual([true, true]))
  writer.provider.awareness.setLocalState({ name: '王秘书' })
  // Refusals of every sort.
  reader.doc.getMap('issues').set('i1', '机密文字')
  await eventually(() => expect(reader.closeCodes.length).toBeGreaterThan(0))
  await openRaw(url, `/sync/${room}`, ['huishang', secretary.token], {}, (socket) => socket.send(Uint8Array.from([0, 2, 9, 9])))
  await openRaw(url, '/sync/directory', ['huishang', 'guessed-token-1234'])
  await request(url, 'POST', '/api/join', undefined, { invite: 'ABCD-EFGH-JKMN', name: '李四' })
  await request(url, 'GET', '/api/meetings', 'guessed-token-1234')
  await request(url, 'PATCH', `/api/people/${observer.person.id}`, observer.token, { name: '机密文字' })
  // A bug whose message quotes.
  expect((await request(url, 'POST', `/api/meetings/${id}/close`, secretary.token)).status).toBe(500)
  // A disk that fills up and works again.
  disk.refuses = 'writing'
  await request(url, 'POST', '/api/departments', secretary.token, { name: '住房和城乡建设局' })
  disk.refuses = 'nothing'
  await eventually(() => expect(events.map(({ event }) => event)).toContain('saving-works'))
  await hub.close()
  await writeFile(join(dataDir, 'rooms', 'directory.log'), new Uint8Array(3), { flag: 'a' })
  const again = await startHub(options)
  await again.close()

  const secrets = [
    '王秘书', '张三丰', '李四', '机密', '住房', '大城管', secretary.token, observer.token, hub.secretaryInvite, String(json['invite']), 'ABCD-EFGH-JKMN', 'guessed',
    secretary.person.id, observer.person.id, id, room, 'i1', dataDir, '127.0.0.1', 'directory',
  ]
  const text = JSON.stringify(events)
  expect({ leaked: secrets.filter((secret) => text.includes(secret)), lines }).toEqual({ leaked: [], lines: [] })
  expect([...new Set(events.filter(({ event }) => event !== 'client-refused' && event !== 'request-refused').map(({ event }) => event))]).toEqual([
    'hub-started', 'bug', 'saving-stopped', 'saving-works', 'hub-stopped', 'file-torn', 'recovery-opened', 'message',
  ])
  expect(events.filter(({ event }) => event === 'message')).toEqual([{ event: 'message', text: 'an interrupted closing was finished' }])
  expect(events).toEqual(
    expect.arrayContaining([
      { event: 'client-refused', reason: 'write-refused' },
      { event: 'client-refused', reason: 'message-damaged' },
      { event: 'request-refused', error: 'invitation-unknown' },
      { event: 'request-refused', error: 'session-unknown' },
      { event: 'request-refused', error: 'role-refused' },
      { event: 'bug', where: 'request', stack: expect.stringMatching(/^SyntaxError\n\s+at /) },
    ]),
  )
})

test('[H10] serve --log json: one object a line on stderr, with the instant', async () => {
  const hub = await serve(await emptyFolder(), '--log', 'json')
  const texts: string[] = []
  if (hub.process.stderr) createInterface({ input: hub.process.stderr }).on('line', (line) => texts.push(line))
  await request(hub.url, 'GET', '/api/session')
  hub.process.kill('SIGTERM')
  await once(hub.process, 'close')
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(texts.map((line) => JSON.parse(line) as unknown)).toEqual([
    { at, event: 'hub-started', version: expect.any(String), isNew: true },
    { at, event: 'request-refused', error: 'token-missing' },
    { at, event: 'hub-stopped' },
  ])
})

test('[H10] of a bug’s message only what the language says is told, and of files only their names', () => {
  const quoting = new SyntaxError('机密')
  const plain = new TypeError('x is not a function')
  Object.assign(quoting, { stack: 'SyntaxError: 机密\n at f (file:///home/wang/out/main/cli.js:1:2)\n at /home/wang/a b/c.js:3:4\n机密' })
  expect([stackOf(quoting), stackOf(plain).split('\n')[0], stackOf('机密'), stackOf(Object.assign(new Error('机密'), { stack: undefined }))]).toEqual([
    'SyntaxError\n at f (cli.js:1:2)\n at c.js:3:4',
    'TypeError: x is not a function',
    'string',
    'Error',
  ])
})

test('[H10] people read the same in words', () => {
  expect([
    eventLine({ event: 'saving-stopped', file: 'journal', code: 'ENOSPC' }),
    eventLine({ event: 'saving-works', file: 'history' }),
    eventLine({ event: 'client-refused', reason: 'write-refused' }),
    eventLine({ event: 'message', text: 'words' }),
  ]).toEqual(['saving stopped: ENOSPC', 'saving the history works again', undefined, 'words'])
})
