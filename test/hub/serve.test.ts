import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { emptyFolder } from '../support/emptyFolder.ts'
import { BUILT, outcome, run, serve } from './commands.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request } from './support.ts'


test('[F10] serve --json: the first line is the address and the invitation; pages, API and rooms work; SIGTERM ends it with 0', async () => {
  const { process: child, url, secretaryInvite, firstLine } = await serve(await emptyFolder(), '--name', '大城管', '--language', 'en')
  expect(firstLine).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), secretaryInvite: expect.stringMatching(/^[\dA-Z-]{14}$/), isNew: true, shareUrl: url })
  expect(await (await fetch(url)).text()).toContain('会商')
  const { json } = await request(url, 'POST', '/api/invitations/check', undefined, { invite: secretaryInvite })
  expect(json['workspace']).toEqual({ name: '大城管', language: 'en' })
  const { token } = await joinHub(url, secretaryInvite, 'Wang')
  const { provider } = connect(url, 'directory', token)
  await eventually(() => expect(provider.synced).toBe(true))
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('[F10] Ctrl+C ends it with 0', async () => {
  const { process: child } = await serve(await emptyFolder())
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('[F10] it goes on when nobody reads its output any more', async () => {
  const dataDir = await emptyFolder()
  const { process: child, url, secretaryInvite } = await serve(dataDir)
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  child.stdout?.destroy()
  child.stderr?.destroy()
  // It has something to say now.
  await rm(join(dataDir, 'rooms'), { recursive: true })
  const refused = () => request(url, 'POST', '/api/meetings', token, { title: '会', startsAt: '2026-03-05' })
  expect([(await refused()).status, (await refused()).json['error']]).toEqual([503, 'not-saving'])
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('[F10] started by npx it ends with npx: the shell in between passes no signal on', async () => {
  const dataDir = await emptyFolder()
  const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${join(BUILT, 'main', 'cli.js')}" serve --data "${dataDir}" --port 0 --json; true`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_command: 'exec' },
  })
  const [line] = (await once(createInterface({ input: shell.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  shell.kill('SIGTERM')
  // The port is free and the lock is gone: it ended in good order.
  await eventually(async () => {
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
    expect(await readdir(dataDir)).not.toContain('hub.lock')
  })
})

function bodyOf(doc: Y.Doc): Y.Text | undefined {
  return (doc.getMap('issues').get('x') as Y.Map<Y.Text> | undefined)?.get('body')
}

test('[F7] kill -9 after another has seen an edit: nothing of it is lost, and nobody has to join again', async () => {
  const dataDir = await emptyFolder()
  const first = await serve(dataDir)
  const secretary = await joinHub(first.url, first.secretaryInvite, '王秘书')
  const delegate = await joinAs(first.url, secretary.token, 'delegate', '李代表')
  const { room } = await newMeeting(first.url, secretary.token)
  const a = connect(first.url, room, secretary.token)
  const b = connect(first.url, room, delegate.token)
  await eventually(() => expect([a.provider.synced, b.provider.synced]).toEqual([true, true]))
  const killed = new Promise<void>((resolve) => {
    b.doc.getMap('issues').observeDeep(() => {
      if ((bodyOf(b.doc)?.length ?? 0) < 200 || !first.process.kill('SIGKILL')) return
      resolve()
    })
  })
  a.doc.getMap('issues').set('x', new Y.Map([['body', new Y.Text()]]))
  for (let n = 0; n < 200; n++) bodyOf(a.doc)?.insert(n, '会')
  await killed
  const seen = bodyOf(b.doc)?.toString()
  a.provider.destroy()
  b.provider.destroy()
  if (first.process.exitCode === null && first.process.signalCode === null) await once(first.process, 'exit')
  const second = await serve(dataDir)
  const late = connect(second.url, room, delegate.token)
  await eventually(() => expect(bodyOf(late.doc)?.toString()).toBe(seen))
  expect(second.firstLine['isNew']).toBe(false)
})

test('[F10] serve in plain words, in both languages', async () => {
  const child = run('serve', '--data', await emptyFolder(), '--port', '0')
  const ended = outcome(child)
  await once(child.stdout ?? child, 'data')
  child.kill('SIGTERM')
  const { code, out, error } = await ended
  expect({ code, out, error }).toEqual({ code: 0, out: expect.stringMatching(/新工作区已建立[\s\S]*A new workspace is ready[\s\S]*http:\/\/127\.0\.0\.1:\d+\/#\/join\/[\dA-Z-]{14}/), error: '' })
})

test('[F10] a second hub on the same folder says so and ends with 1', async () => {
  const dataDir = await emptyFolder()
  await serve(dataDir)
  expect(await outcome(run('serve', '--data', dataDir, '--port', '0', '--json'))).toEqual({ code: 1, out: '', error: expect.stringContaining('Another hub is running') })
})

test('[F10] a port that was asked for and is taken is an error', async () => {
  const { url } = await serve(await emptyFolder())
  const taken = new URL(url).port
  expect(await outcome(run('serve', '--data', await emptyFolder(), '--port', taken))).toEqual({ code: 1, out: '', error: expect.stringContaining(`Port ${taken} is taken`) })
})

test.each([
  [['serve'], '--data DIR is missing'],
  [['serve', '--data', 'x', '--port', '99999'], 'not a port'],
  [['serve', '--data', 'x', '--port', 'http'], 'not a port'],
  [['serve', '--data', 'x', '--language', 'fr'], 'neither zh-CN nor en'],
  [['serve', '--data', 'x', '--allow-origin', 'example.org'], 'not an origin'],
  [['serve', '--data', 'x', '--unknown'], '--unknown'],
  [['dance'], 'no such command'],
  [[], 'Usage'],
])('[F10] wrong usage ends with 2 and says what is wrong: %j', async (args, words) => {
  expect(await outcome(run(...args))).toEqual({ code: 2, out: '', error: expect.stringContaining(words) })
})

test('[F10] help is no error', async () => {
  const outcomes = await Promise.all([outcome(run('--help')), outcome(run('serve', '--help'))])
  expect(outcomes.map(({ code, error }) => ({ code, error }))).toEqual([{ code: 0, error: '' }, { code: 0, error: '' }])
})
