import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { verifyRecords } from '../../electron/hub/archive/verifyRecords.ts'
import { parseNote } from '../../shared/archive/ledger/note.ts'
import { axeFindings, axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser

beforeAll(async () => {
  app = await BrowserApp.start()
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室' })
  delegate = await app.newPerson({ name: 'Li Qiang', role: 'delegate', department: '城市管理局', language: 'en', theme: 'dark' })
  for (const { page } of [secretary, delegate]) page.setDefaultTimeout(15_000)
})

async function closeOne(title: string): Promise<string> {
  const id = await app.newMeeting({ title })
  return ((await app.ask('POST', `/api/meetings/${id}/close`)) as { archive: string }).archive
}

async function cosigners(size: number): Promise<readonly string[]> {
  const note = parseNote(await readFile(join(app.dataDir, `ledger/checkpoints/${size}.note`), 'utf8'))
  return (note?.signatures ?? []).map(({ name }) => name.split('/').slice(0, -1).join('/')).filter((name) => name.startsWith('huishang-device')).toSorted()
}

test('[A3] when a meeting closes, every window in the room verifies and co-signs, and says so; its key is not there to be read', async () => {
  await secretary.open('#/archive')
  await delegate.open('#/archive')
  await secretary.page.getByText('会商主机的档案台账尚未签名。').waitFor()
  await closeOne('第1次会商')
  await secretary.page.getByText('本设备已核验并会签台账，共 1 份档案。').waitFor()
  await delegate.page.getByText('This device has verified and co-signed the ledger: one record.').waitFor()
  await expect.poll(() => cosigners(1)).toEqual([secretary.id, delegate.id].map((id) => `huishang-device/${id}`).toSorted())
  await closeOne('第2次会商')
  await secretary.page.getByText('本设备已核验并会签台账，共 2 份档案。').waitFor()
  await delegate.page.getByText('This device has verified and co-signed the ledger: 2 records.').waitFor()
  await expect.poll(() => cosigners(2)).toHaveLength(2)
  const isExtractable = await secretary.page.evaluate(
    (name) =>
      new Promise<boolean | undefined>((resolve) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => {
          const asked = opening.result.transaction('keys').objectStore('keys').get('device') as IDBRequest<CryptoKeyPair>
          asked.addEventListener('success', () => resolve(asked.result.privateKey.extractable))
        })
      }),
    `huishang/${secretary.id}/device`,
  )
  expect({ isExtractable, verified: await verifyRecords({ dataDir: app.dataDir }), problems: [...secretary.problems, ...delegate.problems] }).toEqual({
    isExtractable: false,
    verified: { records: 2, problems: [], unsigned: 0, key: 'file' },
    problems: [],
  })
})

test('[A3][A7] a record that was changed while the host was down is an alarm on every archive screen, by name', async () => {
  await app.stopHub()
  const [name = ''] = await readdir(join(app.dataDir, 'records/2026')).catch(() => [])
  const folder = join(app.dataDir, 'records/2026')
  const path = join(folder, name)
  const good = await readFile(path)
  await chmod(path, 0o644)
  await writeFile(path, good.map((byte, at) => (at === 9000 ? byte ^ 1 : byte)))
  await app.startHub()
  await secretary.open('#/archive')
  await delegate.open('#/archive')
  const alarm = secretary.page.getByTestId('ledger-alarm')
  await expect.poll(async () => {
    await secretary.page.reload()
    return alarm.innerText({ timeout: 3000 }).catch(() => '')
  }, { timeout: 30_000 }).toMatch(/会商主机发现档案与写入时不符[\s\S]*records\/2026\/[\s\S]*已被改动/)
  expect(await axeFindings(secretary.page)).toEqual([])
  await delegate.page.getByText('Once it is clear what happened, the secretary acknowledges it.').waitFor()
  expect(await delegate.page.getByRole('button', { name: /^Acknowledge/ }).count()).toBe(0)
  await secretary.page.getByRole('button', { name: /^标为已知悉：records/ }).click()
  const dialog = secretary.page.getByRole('dialog', { name: '标为已知悉' })
  await dialog.getByRole('button', { name: '标为已知悉' }).click()
  await dialog.getByText('请写明原因。').waitFor()
  expect(await axeInEveryLook(secretary.page)).toEqual([])
  await dialog.getByLabel('原因和处理').fill('硬盘坏道，已从备份取回副本')
  await dialog.getByRole('button', { name: '标为已知悉' }).click()
  await secretary.page.getByTestId('ledger-acknowledged').getByText('1 个已知悉的档案问题').click()
  await secretary.page.getByText(/已被改动[\s\S]*已知悉 · 王芳，.*：硬盘坏道，已从备份取回副本/).waitFor()
  expect(await axeInEveryLook(secretary.page)).toEqual([])
  expect((await verifyRecords({ dataDir: app.dataDir })).problems.map(({ kind }) => kind)).toEqual(['changed'])
  await app.stopHub()
  await writeFile(path, good)
  await app.startHub()
  await secretary.open('#/archive')
  await secretary.page.getByTestId('ledger-verified').waitFor()
})

test('[A3] a host that has forgotten a record is found out by what the windows kept', async () => {
  await app.stopHub()
  for (const path of ['records', 'ledger/ledger.jsonl', 'ledger/checkpoints']) await rm(join(app.dataDir, path), { recursive: true })
  await app.startHub()
  await closeOne('第3次会商')
  await delegate.open('#/archive')
  await delegate.page.getByText('The ledger has fewer records than this device has seen.', { exact: false }).waitFor()
  await secretary.open('#/archive')
  await secretary.page.getByText('台账中的档案比本设备见过的少', { exact: false }).waitFor()
  // The hub alone has nothing to find it out by: what it has is of one piece.
  expect(await verifyRecords({ dataDir: app.dataDir })).toMatchObject({ records: 1, problems: [] })
})
