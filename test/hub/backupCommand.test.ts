import { spawn } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProgress } from '../../electron/cli/progress.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { BUILT, killed, outcome, run, serve } from './commands.ts'
import { joinHub, newMeeting, request } from './support.ts'


test('[H6][F10] backup of a running hub and restore elsewhere, with --json: one object each; the restored hub is in recovery', async () => {
  const dataDir = await emptyFolder()
  const folder = await emptyFolder()
  const hub = await serve(dataDir)
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  await newMeeting(hub.url, token)
  const file = join(folder, 'b.tar')
  const contents = { createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), rooms: 2, archives: 0, files: expect.any(Number), bytes: expect.any(Number) }
  const backedUp = await outcome(run('backup', '--data', dataDir, '--out', file, '--json'))
  expect({ ...backedUp, out: JSON.parse(backedUp.out) }).toEqual({ code: 0, error: '', out: { file, ...contents } })
  const target = join(folder, 'again')
  const restored = await outcome(run('restore', '--in', file, '--data', target, '--json'))
  expect({ ...restored, out: JSON.parse(restored.out) }).toEqual({ code: 0, error: '', out: { ...contents, keptAside: null } })
  await killed(hub.process)
  const again = await serve(target)
  expect((await request(again.url, 'GET', '/api/recovery', token)).json).toEqual({ until: expect.stringMatching(/^\d{4}-/), because: 'restored' })
  expect((await request(again.url, 'GET', '/api/meetings', token)).json['meetings']).toHaveLength(1)
})

test('[H6][F10] in plain words, in both languages; what goes wrong is one sentence and 1', async () => {
  const dataDir = await emptyFolder()
  await killed((await serve(dataDir)).process)
  const folder = await emptyFolder()
  const file = join(folder, 'b.tar')
  expect(await outcome(run('backup', '--data', dataDir, '--out', file))).toEqual({ code: 0, error: '', out: expect.stringMatching(/已备份并核对[\s\S]*Backed up and checked[\s\S]*rooms 1[\s\S]*私钥[\s\S]*private keys: keep it like a password/) })
  expect(await outcome(run('backup', '--data', dataDir, '--out', file, '--json'))).toEqual({ code: 1, out: '', error: expect.stringContaining('the file exists') })
  expect(await outcome(run('backup', '--data', folder, '--out', join(folder, 'c.tar'), '--json'))).toEqual({ code: 1, out: '', error: expect.stringContaining('there is no workspace here') })
  expect(await outcome(run('restore', '--in', file, '--data', folder))).toEqual({ code: 1, out: '', error: expect.stringContaining('the folder is not empty') })
  await writeFile(join(folder, 'no.tar'), 'words')
  expect(await outcome(run('restore', '--in', join(folder, 'no.tar'), '--data', join(folder, 'x'), '--json'))).toEqual({ code: 1, out: '', error: expect.stringContaining('this is no backup') })
  const target = join(folder, 'target')
  const running = await serve(target)
  expect(await outcome(run('restore', '--in', file, '--data', target, '--replace', '--json'))).toEqual({ code: 1, out: '', error: expect.stringContaining('a hub runs on this folder') })
  await killed(running.process)
  expect(await outcome(run('restore', '--in', file, '--data', target, '--replace'))).toEqual({ code: 0, error: '', out: expect.stringMatching(/已恢复[\s\S]*before-restore-/) })
})

test('[H6] a disk that takes no more: a sentence, 1, and no file of any name', async ({ skip }) => {
  if (process.platform === 'win32') return skip('limits of the shell are needed')
  const dataDir = await emptyFolder()
  await killed((await serve(dataDir)).process)
  await writeFile(join(dataDir, 'large'), new Uint8Array(4_000_000))
  const folder = await emptyFolder()
  // In blocks of 512 bytes or of 1 KB, as the shell likes.
  const limited = spawn('sh', ['-c', `ulimit -f 1000; exec "${process.execPath}" "${join(BUILT, 'main', 'cli.js')}" backup --data "${dataDir}" --out "${join(folder, 'b.tar')}"`])
  const { code, out, error } = await outcome(limited)
  expect({ code, out, error, names: await readdir(folder) }).toEqual({ code: 1, out: '', error: expect.stringContaining('EFBIG'), names: [] })
})

test.each([
  [['backup'], '--data DIR is missing'],
  [['backup', '--data', 'x'], '--out FILE is missing'],
  [['backup', '--data', 'x', '--out', 'y', '--unknown'], '--unknown'],
  [['restore', '--data', 'x'], '--in FILE is missing'],
  [['restore', '--in', 'x'], '--data DIR is missing'],
])('[F10] wrong usage ends with 2 and says what is wrong: %j', async (args, words) => {
  expect(await outcome(run(...args))).toEqual({ code: 2, out: '', error: expect.stringContaining(words) })
})

test('[F10] help is no error', async () => {
  const outcomes = await Promise.all([outcome(run('backup', '--help')), outcome(run('restore', '-h'))])
  expect(outcomes.map(({ code, error }) => ({ code, error }))).toEqual([{ code: 0, error: '' }, { code: 0, error: '' }])
})

test('[F10] long work tells how far it has come, short work nothing', () => {
  const clock = { at: 0 }
  const told: string[] = []
  const progress = createProgress(() => clock.at, (line) => told.push(line))
  for (; clock.at < 4_500; clock.at += 100) progress(1_000_000)
  expect(told).toEqual(['21 MB\n', '31 MB\n', '41 MB\n'])
})
