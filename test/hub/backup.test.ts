import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { restoreBackup, type RestoreOptions } from '../../electron/hub/backup/restoreBackup.ts'
import { tarHeader, TAR_END, tarPadding } from '../../electron/hub/backup/tar.ts'
import { verifyBackup } from '../../electron/hub/backup/verifyBackup.ts'
import { writeBackup } from '../../electron/hub/backup/writeBackup.ts'
import { RecordHistory } from '../../electron/hub/rooms/RecordHistory.ts'
import { DISK } from '../../electron/hub/rooms/journalFiles.ts'
import { openHubCertificate } from '../../electron/hub/transport/hubCertificate.ts'
import { addAgendaItem, endAgendaItem } from '../../shared/model/agenda.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, NOON, request, startHub } from './support.ts'

function backUp(dataDir: string, out: string) {
  return writeBackup({ dataDir, out, now: () => NOON })
}

function restore(from: string, dataDir: string, options: Partial<RestoreOptions> = {}) {
  return restoreBackup({ from, dataDir, mayReplace: false, now: () => NOON, ...options })
}

/** A hub with a closed meeting, an open one with words in it, and a history. */
async function startFilled() {
  const hub = await startHub()
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const context: CommandContext = { actor: { personId: person.id, role: 'secretary', departmentId: null }, newId: () => crypto.randomUUID(), now: () => NOON.toISOString() }
  const closed = await newMeeting(hub.url, token, { title: '已结束' })
  expect((await request(hub.url, 'POST', `/api/meetings/${closed.id}/close`, token)).status).toBe(200)
  const open = await newMeeting(hub.url, token)
  const writer = connect(hub.url, open.room, token)
  const reader = connect(hub.url, open.room, (await joinAs(hub.url, token, 'observer', '居民')).token)
  await eventually(() => expect([writer.provider.synced, reader.provider.synced]).toEqual([true, true]))
  const add = (title: string): void => {
    const added = addAgendaItem(openMeetingDocument(writer.doc), { title }, context)
    if (!added.ok) throw new Error('no item')
    endAgendaItem(openMeetingDocument(writer.doc), added.value, { kind: 'withdrawn' }, context)
  }
  const seen = (): readonly string[] => openMeetingDocument(reader.doc).agenda.list().map(({ title }) => title)
  return { hub, token, person, open, add, seen }
}

test('[H6] a backup of a running hub holds what anybody had seen; restored elsewhere, everybody goes on with it', async () => {
  const { hub, token, person, open, add, seen } = await startFilled()
  for (let n = 0; n < 20; n++) add(`议题${n}`)
  await eventually(() => expect(seen().length).toBe(20))
  const before = seen()
  const out = join(await emptyFolder(), 'b.tar')
  // People go on writing meanwhile.
  const writing = setInterval(() => add('备份期间'), 1)
  const written = await backUp(hub.dataDir, out)
  clearInterval(writing)
  expect(written).toEqual({ ok: true, value: { createdAt: NOON.toISOString(), rooms: 3, archives: 1, files: expect.any(Number), bytes: expect.any(Number) } })
  const dataDir = join(await emptyFolder(), 'new')
  expect(await restore(out, dataDir)).toEqual({ ok: true, value: { ...(written.ok && written.value), keptAside: null } })
  const again = await startHub({ dataDir })
  expect((await request(again.url, 'GET', '/api/session', token)).json).toMatchObject({ person: { id: person.id, name: '王秘书' } })
  const late = connect(again.url, open.room, token)
  await eventually(() => expect(late.provider.synced).toBe(true))
  const found = openMeetingDocument(late.doc).agenda.list().map(({ title }) => title)
  expect(before.filter((title) => !found.includes(title))).toEqual([])
  expect((await request(again.url, 'GET', '/api/archives', token)).json).toMatchObject({ archives: [{ title: '已结束' }], damaged: [] })
})

test('[H6] a backup is a tar file whose checksums any system can check', async ({ skip }) => {
  const { hub, add } = await startFilled()
  add('议题')
  const folder = await emptyFolder()
  const out = join(folder, 'b.tar')
  expect((await backUp(hub.dataDir, out)).ok).toBe(true)
  const run = promisify(execFile)
  const hasTools = await run('sh', ['-c', 'command -v tar && command -v sha256sum']).then(() => true, () => false)
  if (!hasTools) return skip('this system has no tar or sha256sum')
  const checked = await run('sh', ['-c', 'tar -xf b.tar && sha256sum -c SHA256SUMS'], { cwd: folder })
  const lines = checked.stdout.trim().split('\n')
  const names = lines.map((line) => line.replace(/: OK$/, ''))
  expect({ bad: lines.filter((line) => !line.endsWith(': OK')), first: names.slice(0, 2), last: names.at(-1), mode: (await stat(out)).mode & 0o777 }).toEqual({
    bad: [],
    first: ['huishang-backup.json', 'rooms/directory.log'],
    last: 'access.json',
    mode: 0o600,
  })
  expect(names.filter((name) => name === 'hub.lock' || name.endsWith('.tmp'))).toEqual([])
})

/** A workspace as files only. */
async function smallWorkspace(): Promise<string> {
  const hub = await startHub()
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  await newMeeting(hub.url, token)
  await hub.close()
  const history = await RecordHistory.open({ path: join(hub.dataDir, 'rooms', 'directory.history'), files: DISK, report: () => undefined, now: () => NOON })
  if (!history.ok) throw new Error(history.error.kind)
  history.value.add([{ personId: 'wang', touched: [{ section: 'people', recordId: 'p', change: 'changed', fields: new Map() }] }])
  history.value.close()
  return hub.dataDir
}

async function treeOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Object.fromEntries(await Promise.all(files.map(async ({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), (await readFile(join(parentPath, name))).toString('base64')] as const)))
}

test('[H6] restored, every file is as it was, histories and files of others included; long names too', async () => {
  const dataDir = await smallWorkspace()
  const long = join('records', '2026', `${'长'.repeat(60)}.sqlite`)
  await mkdir(join(dataDir, 'records', '2026'), { recursive: true })
  await writeFile(join(dataDir, long), 'x'.repeat(2_000_000))
  await writeFile(join(dataDir, 'empty'), '')
  const out = join(await emptyFolder(), 'b.tar')
  expect(await backUp(dataDir, out)).toMatchObject({ ok: true })
  const again = await emptyFolder()
  expect(await restore(out, again)).toMatchObject({ ok: true })
  const { 'recovery.json': recovery, ...files } = await treeOf(again)
  expect(files).toEqual(await treeOf(dataDir))
  expect(Buffer.from(recovery ?? '', 'base64').toString()).toBe('{"format":1,"until":null}\n')
})

function certificateOf(dataDir: string) {
  return openHubCertificate({ dataDir, addresses: ['192.168.1.5'], now: NOON })
}

test('[H6][H5] a restored hub has the key that people know it by, readable by its owner only', async () => {
  const dataDir = await smallWorkspace()
  const before = await certificateOf(dataDir)
  const out = join(await emptyFolder(), 'b.tar')
  await backUp(dataDir, out)
  const again = join(await emptyFolder(), 'again')
  await restore(out, again)
  const modes = await Promise.all([out, join(again, 'tls'), join(again, 'tls', 'key.pem'), join(again, 'tls', 'cert.pem')].map(async (path) => (await stat(path)).mode & 0o077))
  expect([before.ok, await certificateOf(again), process.platform === 'win32' ? [0, 0, 0, 0] : modes]).toEqual([true, before, [0, 0, 0, 0]])
})

test('[H6] what the hub was writing at that moment is left out, not half taken', async () => {
  const dataDir = await smallWorkspace()
  const path = join(dataDir, 'rooms', 'directory.log')
  const whole = await readFile(path)
  await writeFile(path, Buffer.concat([whole, whole.subarray(4, 40)]))
  await writeFile(join(dataDir, 'rooms', 'directory.log.tmp'), 'half a snapshot')
  const out = join(await emptyFolder(), 'b.tar')
  await backUp(dataDir, out)
  const again = await emptyFolder()
  await restore(out, again)
  expect([(await readFile(join(again, 'rooms', 'directory.log'))).equals(whole), (await readdir(join(again, 'rooms'))).includes('directory.log.tmp')]).toEqual([true, false])
})

test('[H6] a journal that is damaged further ahead is taken as it is, for the hub to report', async () => {
  const dataDir = await smallWorkspace()
  const path = join(dataDir, 'rooms', 'directory.log')
  const bytes = await readFile(path)
  bytes[20] = (bytes[20] ?? 0) ^ 0xff
  await writeFile(path, bytes)
  const out = join(await emptyFolder(), 'b.tar')
  await backUp(dataDir, out)
  const again = await emptyFolder()
  await restore(out, again)
  expect((await readFile(join(again, 'rooms', 'directory.log'))).equals(bytes)).toBe(true)
})

test('[H6] a backup that is damaged anywhere, or cut off, is refused before anything is written', async () => {
  const folder = await emptyFolder()
  const out = join(folder, 'b.tar')
  await backUp(await smallWorkspace(), out)
  const whole = await readFile(out)
  const target = join(folder, 'target')
  const kinds = new Set<string>()
  for (let at = 0; at < whole.length - 1024; at += 509) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0x01
    await writeFile(join(folder, 'changed.tar'), changed)
    const restored = await restore(join(folder, 'changed.tar'), target)
    // Padding between files says nothing.
    kinds.add(restored.ok ? `restored ${whole.subarray(at - 8, at + 1).every((byte) => byte === 0)}` : restored.error.kind)
    if (restored.ok) await rm(target, { recursive: true, force: true })
  }
  for (let length = 0; length < whole.length - 512; length += 1_777) {
    await writeFile(join(folder, 'cut.tar'), whole.subarray(0, length))
    const restored = await restore(join(folder, 'cut.tar'), target)
    kinds.add(restored.ok ? 'restored a part' : restored.error.kind)
  }
  expect({ kinds: [...kinds].filter((kind) => kind !== 'restored true').toSorted(), names: (await readdir(folder)).toSorted() }).toEqual({
    kinds: ['damaged', 'not-a-backup'],
    names: ['b.tar', 'changed.tar', 'cut.tar'],
  })
})

function tar(files: Record<string, string>): Buffer {
  const parts = Object.entries(files).flatMap(([path, text]) => [tarHeader(path, Buffer.byteLength(text), NOON), Buffer.from(text), tarPadding(Buffer.byteLength(text))])
  return Buffer.concat([...parts, TAR_END])
}

test('[H6] files that are no backup, are newer, or lead out of the folder', async () => {
  const folder = await emptyFolder()
  const about = '{"format":1,"app":"0","createdAt":"2026"}'
  const evil = { 'huishang-backup.json': about, '../evil': 'x' }
  const attempts: Record<string, Buffer> = {
    'no.tar': Buffer.from('this is no tar file'),
    'other.tar': tar({ 'other.txt': 'words' }),
    'empty.tar': Buffer.from(TAR_END),
    'newer.tar': tar({ 'huishang-backup.json': '{"format":2,"app":"9","createdAt":"2030"}' }),
    'evil.tar': tar({ ...evil, SHA256SUMS: Object.entries(evil).map(([path, text]) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`).join('') }),
  }
  const kinds: Record<string, unknown> = {}
  for (const [name, bytes] of Object.entries(attempts)) {
    await writeFile(join(folder, name), bytes)
    const restored = await restore(join(folder, name), join(folder, 'target'))
    kinds[name] = restored.ok ? 'restored' : restored.error
  }
  const at = (name: string): string => join(folder, name)
  expect(kinds).toEqual({
    'no.tar': { kind: 'not-a-backup', path: at('no.tar') },
    'other.tar': { kind: 'not-a-backup', path: at('other.tar') },
    'empty.tar': { kind: 'not-a-backup', path: at('empty.tar') },
    'newer.tar': { kind: 'newer-format', path: at('newer.tar') },
    'evil.tar': { kind: 'damaged', path: at('evil.tar'), where: '../evil' },
  })
  expect(await restore(at('none.tar'), at('target'))).toEqual({ ok: false, error: { kind: 'not-readable', path: at('none.tar'), code: 'ENOENT' } })
  expect((await readdir(folder)).toSorted()).toEqual(Object.keys(attempts).toSorted())
})

test('[H6] a folder that holds something is only replaced when asked, and keeps what it held', async () => {
  const dataDir = await smallWorkspace()
  const folder = await emptyFolder()
  const out = join(folder, 'b.tar')
  await backUp(dataDir, out)
  const target = join(folder, 'target')
  await mkdir(target)
  await writeFile(join(target, 'mine.txt'), 'mine')
  expect(await restore(out, target)).toEqual({ ok: false, error: { kind: 'not-empty', path: target } })
  expect(await readdir(target)).toEqual(['mine.txt'])
  const restored = await restore(out, target, { mayReplace: true })
  const keptAside = 'before-restore-2026-03-05T04-00-00-000Z'
  expect(restored).toMatchObject({ ok: true, value: { keptAside } })
  expect({ names: (await readdir(target)).toSorted(), mine: await readFile(join(target, keptAside, 'mine.txt'), 'utf8') }).toEqual({
    names: ['access.json', 'ledger', keptAside, 'recovery.json', 'rooms'].toSorted(),
    mine: 'mine',
  })
  // What was put aside is no part of the next backup.
  await backUp(target, join(folder, 'next.tar'))
  const next = await verifyBackup(join(folder, 'next.tar'))
  expect(next.ok && next.value.entries.filter(({ path }) => path.startsWith('before-restore'))).toEqual([])
})

test('[H6] nothing is restored under a running hub', async () => {
  const hub = await startHub()
  const out = join(await emptyFolder(), 'b.tar')
  await backUp(hub.dataDir, out)
  expect(await restore(out, hub.dataDir, { mayReplace: true })).toEqual({ ok: false, error: { kind: 'in-use', path: hub.dataDir } })
})

test('[H6] no workspace, a name that is taken, a folder that is not there: said, and nothing is left behind', async () => {
  const dataDir = await smallWorkspace()
  const folder = await emptyFolder()
  await writeFile(join(folder, 'taken.tar'), 'precious')
  const none = join(folder, 'none')
  expect([await backUp(folder, join(folder, 'b.tar')), await backUp(dataDir, join(folder, 'taken.tar')), await backUp(dataDir, join(none, 'b.tar'))]).toEqual([
    { ok: false, error: { kind: 'not-a-workspace', path: folder } },
    { ok: false, error: { kind: 'exists', path: join(folder, 'taken.tar') } },
    { ok: false, error: { kind: 'not-writable', path: join(none, 'b.tar'), code: 'ENOENT' } },
  ])
  expect([await readdir(folder), await readFile(join(folder, 'taken.tar'), 'utf8')]).toEqual([['taken.tar'], 'precious'])
})
