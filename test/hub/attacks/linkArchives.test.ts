import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../electron/hub/sqlite.ts'
import { eventually, newMeeting, request } from '../support.ts'
import { RawLink, workspaceOf } from './RawLink.ts'
import { copy, expectUnharmed, startScene, type Scene } from './scene.ts'

async function linked(scene: Scene): Promise<RawLink> {
  const link = await RawLink.open(scene.url, await workspaceOf(scene.hub.dataDir))
  await link.stand()
  return link
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name).toSorted()
}

/** A database, and no archive. */
async function someDatabase(): Promise<Uint8Array> {
  const db = (await openSqlite()).open()
  db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
  const bytes = db.export()
  db.close()
  return bytes
}

test('[H3] attack: archives of another content than said, that nobody asked for, or that are none', async () => {
  const scene = await startScene()
  const { hub, meetingId } = scene
  const before = copy(scene.honest.doc)
  const files = await filesBelow(hub.dataDir)
  const link = await linked(scene)
  const [said, other, none] = [new TextEncoder().encode('said'), new TextEncoder().encode('other'), await someDatabase()]
  // Under the very name that the meeting's own archive is to have.
  const offered = [said, none].map((bytes, n) => ({ file: `2026/2026030${5 + n}-${meetingId}.sqlite`, sha256: sha256(bytes), size: bytes.length }))
  link.tell({ type: 'archives', files: offered })
  await link.until((message) => message.type === 'archive-wanted' && message.file.sha256 === sha256(none))
  link.sendArchive(sha256(said), other)
  link.sendArchive(sha256(other), other)
  link.sendArchive(sha256(none), none)
  await link.settled(1)
  expect((await filesBelow(hub.dataDir)).filter((name) => !files.includes(name))).toEqual([])
  link.close()
  await link.closing
  await expectUnharmed(scene, before)
})

test('[H3] attack: names of archives that lead elsewhere, and requests for files that are none', async () => {
  const scene = await startScene()
  const before = copy(scene.honest.doc)
  const digest = '0'.repeat(64)
  const names = ['../access.json', '2026/../../access.json', '2026/..%2faccess.sqlite', '/etc/passwd', '2026/x.sqlite/../../y', '2026\\x.sqlite', '2026/x.json', '2026/.x.sqlite', '2026/x.sqlite\n', '2026/x.sqlite\0']
  for (const file of names) {
    for (const message of [{ type: 'archives' as const, files: [{ file, sha256: digest, size: 1 }] }, { type: 'archive-wanted' as const, file: { file, sha256: digest, size: 1 } }]) {
      const link = await linked(scene)
      link.tell(message)
      expect([file, await link.closing]).toEqual([file, { code: 1001, text: 'failed' }])
    }
  }
  const link = await linked(scene)
  link.tell({ type: 'archive-wanted', file: { file: '2026/20260305-nobody.sqlite', sha256: digest, size: 1 } })
  await link.settled(1)
  link.close()
  await link.closing
  await expectUnharmed(scene, before)
})

test('[H3] attack: a forged archive does not take the name from the meeting that goes on', async () => {
  const scene = await startScene()
  const { url, secretary } = scene
  const { id } = await newMeeting(url, secretary.token, { title: '还没有关闭' })
  const file = `2026/20260305-${id}.sqlite`
  const forged = await someDatabase()
  const link = await linked(scene)
  link.tell({ type: 'archives', files: [{ file, sha256: sha256(forged), size: forged.length }] })
  await link.until((message) => message.type === 'archive-wanted')
  link.sendArchive(sha256(forged), forged)
  await link.settled(1)
  expect(await request(url, 'POST', `/api/meetings/${id}/close`, secretary.token)).toEqual({ status: 200, json: { archive: `records/${file}` } })
  const { archives, damaged } = (await request(url, 'GET', '/api/archives', secretary.token)).json as { archives: { file: string }[]; damaged: unknown[] }
  expect([archives.map((archive) => archive.file), damaged]).toEqual([[file], []])
})

test('[H3] attack: messages on a link that are none end it and change nothing', async () => {
  const scene = await startScene()
  const { room, hub } = scene
  const before = copy(scene.honest.doc)
  const texts = ['', '{', 'null', '[]', '{"type":"standing"}', '{"type":"stand-in"}', '{"type":"keep","mark":"1"}', '{"type":"access","access":{}}', '{"type":"room","room":"../x","claims":[],"history":""}', '['.repeat(100_000)]
  const frames = [[], [2], [0], [0, 255], [1, 3, 65], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]]
  const rooms = ['', 'pool', 'pool/', 'pool/a b', 'pool/../directory', 'meeting/', 'meeting/../directory', 'meeting/a b', `meeting/${'x'.repeat(65)}`, 'x'.repeat(201)]
  const sayings: ((link: RawLink) => void)[] = [
    ...texts.map((text) => (link: RawLink) => link.sendText(text)),
    ...frames.map((bytes) => (link: RawLink) => link.sendBytes(Uint8Array.from(bytes))),
    ...rooms.map((name) => (link: RawLink) => link.tell({ type: 'room', room: name, claims: [], history: '0'.repeat(64) })),
    (link) => link.tell({ type: 'history', room, entries: [{ personId: 'x', section: 's', recordId: 'r', change: 'changed', fields: [], from: 'yesterday', to: 'today' }] }),
  ]
  for (const [n, say] of sayings.entries()) {
    const link = await linked(scene)
    say(link)
    expect([n, await link.closing]).toEqual([n, { code: 1001, text: 'failed' }])
  }
  // For a room that neither has opened: passed over.
  const link = await linked(scene)
  link.sendRoom(room, Uint8Array.from([0, 2, 1, 0]))
  await link.settled(1)
  link.close()
  await link.closing
  await eventually(() => expect(hub.peers.links()).toEqual([]))
  await expectUnharmed(scene, before)
})
