import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { outcome, run, serve } from '../commands.ts'
import { joinHub, newMeeting, request } from '../support.ts'
import { recorded, rewriteLedger } from './records.ts'

const verify = (...args: readonly string[]) => outcome(run('verify', ...args))

test('[A3] huishang verify --json while a hub runs: one object, 0; afterwards each problem, 1', async () => {
  const dataDir = await emptyFolder()
  const hub = await serve(dataDir)
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const paths: string[] = []
  for (let number = 0; number < 2; number++) {
    const { id } = await newMeeting(hub.url, token)
    paths.push(String((await request(hub.url, 'POST', `/api/meetings/${id}/close`, token)).json['archive']))
  }
  expect(await verify('--data', dataDir, '--json')).toEqual({ code: 0, error: '', out: '{"ok":true,"records":2,"problems":[],"unsigned":0,"key":"file"}\n' })
  await rm(join(dataDir, paths[0] ?? ''))
  const after = await verify('--data', dataDir, '--json')
  expect({ ...after, out: JSON.parse(after.out) }).toEqual({ code: 1, error: '', out: { ok: false, records: 2, problems: [{ path: paths[0], kind: 'missing' }], unsigned: 0, key: 'file' } })
})

test('[A3] in plain words, in both languages; a checkpoint from elsewhere; what cannot be looked at is no success', async () => {
  const dataDir = await emptyFolder()
  const elsewhere = await emptyFolder()
  await recorded(dataDir, 2)
  const kept = join(elsewhere, 'kept.note')
  await copyFile(join(dataDir, 'ledger/checkpoints/2.note'), kept)
  expect(await verify('--data', dataDir, '--checkpoint', kept)).toEqual({ code: 0, error: '', out: expect.stringMatching(/2 份档案全部相符[\s\S]*all 2 records[\s\S]*仅由文件权限保护/) })
  await rewriteLedger(dataDir, (lines) => lines.slice(0, 1))
  await rm(join(dataDir, 'ledger/checkpoints/2.note'))
  await rm(join(dataDir, 'records/2026/20260305-m2.sqlite'))
  expect((await verify('--data', dataDir)).code).toBe(0)
  expect(await verify('--data', dataDir, '--checkpoint', kept)).toEqual({ code: 1, error: '', out: expect.stringMatching(/台账比签名时短[\s\S]*shorter than was signed/) })
  await writeFile(join(elsewhere, 'no.note'), 'words')
  expect((await verify('--data', dataDir, '--checkpoint', join(elsewhere, 'no.note'), '--json')).out).toContain('signature-invalid')
  expect([
    await verify('--data', elsewhere, '--json'),
    await verify('--data', dataDir, '--checkpoint', join(elsewhere, 'absent'), '--json'),
    await verify('--json'),
  ]).toEqual([
    { code: 1, out: '', error: expect.stringContaining('there is no workspace here') },
    { code: 1, out: '', error: expect.stringContaining("can't read") },
    { code: 2, out: '', error: expect.stringContaining('--data DIR is missing') },
  ])
})
