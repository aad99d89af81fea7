import { chmod, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { contentDigest } from '../../../electron/hub/archive/buildRecord.ts'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { listRecords } from '../../../electron/hub/archive/listRecords.ts'
import { verifyRecords } from '../../../electron/hub/archive/verifyRecords.ts'
import { sha256, sha256Hex } from '../../../electron/hub/sha256.ts'
import { ARCHIVE_FORMATS } from '../../../shared/archive/formats.ts'
import { checkpointText, cosign } from '../../../shared/archive/ledger/checkpoint.ts'
import { deviceName } from '../../../shared/archive/ledger/deviceName.ts'
import { nextLine, parseLine } from '../../../shared/archive/ledger/entry.ts'
import { formatNote, parseNote, signNote } from '../../../shared/archive/ledger/note.ts'
import { readLedger } from '../../../shared/archive/ledger/readLedger.ts'
import { archiveBytes, META } from '../../archive/archiveFile.ts'
import { sampleSnapshot } from '../../archive/sampleSnapshot.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { must } from '../../support/startMeeting.ts'
import { recorded, rewriteLedger, started } from './records.ts'

const recordPath = (number: number): string => `records/2026/20260305-m${number}.sqlite`
const LEDGER = 'ledger/ledger.jsonl'

async function altered(dataDir: string, path: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await chmod(join(dataDir, path), 0o644)
  await writeFile(join(dataDir, path), change(await readFile(join(dataDir, path))))
}

function inOrder(list: readonly { path: string; kind: string }[]): readonly string[] {
  return list.map(({ path, kind }) => `${kind} ${path}`).toSorted()
}

/** Lines that follow each other again, as somebody would make them who knows how. */
function chained(lines: readonly string[]): string[] {
  const made: string[] = []
  for (const line of lines) {
    const entry = parseLine(line)
    if (entry) made.push(nextLine(sha256, made.length, made.at(-1), entry))
  }
  return made
}

async function problemsOf(dataDir: string): Promise<unknown> {
  return (await verifyRecords({ dataDir, pause: async () => undefined })).problems
}

test('[A3] records that nobody touched: all of them right, signed, and said what guards the key', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 3)
  expect(await verifyRecords({ dataDir })).toEqual({ records: 3, problems: [], unsigned: 0, key: 'file' })
})

test('[A1][A3] a folder with a record of the first format and one of the second: both are taken in, right and listed', async () => {
  const dataDir = await emptyFolder()
  await mkdir(join(dataDir, 'records/2026'), { recursive: true })
  const first = ARCHIVE_FORMATS.get(1)
  const formats = [['m1', first], ['m2', undefined]] as const
  for (const [id, format] of formats) {
    const snapshot = sampleSnapshot({ info: { ...sampleSnapshot().info, id } })
    const update = Y.encodeStateAsUpdate(new Y.Doc())
    await writeFile(join(dataDir, `records/2026/20260305-${id}.sqlite`), archiveBytes(snapshot, update, { ...META, contentDigest: contentDigest(snapshot, format) }, format))
  }
  const { records } = await started(dataDir)
  await records.close()
  const { archives, damaged } = await listRecords(join(dataDir, 'records'))
  expect({ verified: await verifyRecords({ dataDir }), bodies: archives.map(({ body }) => body).toSorted(), damaged }).toEqual({
    verified: { records: 2, problems: [], unsigned: 0, key: 'file' },
    bodies: ['城市管理联席会议', '夜市噪声综合会商'],
    damaged: [],
  })
})

test.each<[string, (dataDir: string) => Promise<unknown>, readonly { path: string; kind: string }[]]>([
  [
    'a changed bit',
    (dataDir) => altered(dataDir, recordPath(2), (bytes) => Buffer.from(bytes.map((byte, at) => (at === 20_000 ? byte ^ 1 : byte)))),
    [{ path: recordPath(2), kind: 'changed' }],
  ],
  ['a file that is cut off', (dataDir) => altered(dataDir, recordPath(1), (bytes) => bytes.subarray(0, -1024)), [{ path: recordPath(1), kind: 'changed' }]],
  ['another meeting under the name', (dataDir) => altered(dataDir, recordPath(1), () => Buffer.from('x')), [{ path: recordPath(1), kind: 'changed' }]],
  ['a file that is gone', (dataDir) => rm(join(dataDir, recordPath(4))), [{ path: recordPath(4), kind: 'missing' }]],
  ['a file that was put there', (dataDir) => copyFile(join(dataDir, recordPath(1)), join(dataDir, recordPath(9))), [{ path: recordPath(9), kind: 'unlisted' }]],
  ['two lines that changed places', (dataDir) => rewriteLedger(dataDir, ([a = '', b = '', ...rest]) => [b, a, ...rest]), [{ path: LEDGER, kind: 'ledger-broken' }]],
  [
    'two lines that changed places and follow each other again',
    (dataDir) => rewriteLedger(dataDir, ([a = '', b = '', ...rest]) => chained([b, a, ...rest])),
    [{ path: LEDGER, kind: 'ledger-broken' }],
  ],
  ['a title that was changed in the last line', (dataDir) => rewriteLedger(dataDir, (lines) => lines.map((line, seq) => (seq === 3 ? line.replace('夜市', '早市') : line))), [{ path: LEDGER, kind: 'ledger-broken' }]],
  [
    'a line that was taken out with its file',
    async (dataDir) => {
      await rewriteLedger(dataDir, (lines) => chained(lines.filter((_, seq) => seq !== 1)))
      await rm(join(dataDir, recordPath(2)))
    },
    [{ path: LEDGER, kind: 'ledger-truncated' }, { path: LEDGER, kind: 'ledger-broken' }],
  ],
  [
    'the end that was cut off with its files',
    async (dataDir) => {
      await rewriteLedger(dataDir, (lines) => lines.slice(0, 2))
      for (const number of [3, 4]) await rm(join(dataDir, recordPath(number)))
    },
    [{ path: LEDGER, kind: 'ledger-truncated' }],
  ],
  ['half a line', (dataDir) => altered(dataDir, LEDGER, (bytes) => bytes.subarray(0, -20)), [{ path: recordPath(4), kind: 'unlisted' }, { path: LEDGER, kind: 'ledger-truncated' }]],
  [
    'no ledger at all',
    (dataDir) => rm(join(dataDir, LEDGER)),
    [...[1, 2, 3, 4].map((number) => ({ path: recordPath(number), kind: 'unlisted' })), { path: LEDGER, kind: 'ledger-truncated' }],
  ],
  ['a checkpoint that says something else', (dataDir) => altered(dataDir, 'ledger/checkpoints/4.note', (bytes) => Buffer.from(String(bytes).replace('\n4\n', '\n5\n'))), [{ path: 'ledger/checkpoints/4.note', kind: 'signature-invalid' }]],
  ['a checkpoint that is none', (dataDir) => altered(dataDir, 'ledger/checkpoints/2.note', () => Buffer.from('')), [{ path: 'ledger/checkpoints/2.note', kind: 'signature-invalid' }]],
  ['a checkpoint under another size', (dataDir) => cp(join(dataDir, 'ledger/checkpoints/4.note'), join(dataDir, 'ledger/checkpoints/3.note')), [{ path: 'ledger/checkpoints/3.note', kind: 'signature-invalid' }]],
  ['nothing signed any more', (dataDir) => rm(join(dataDir, 'ledger/checkpoints'), { recursive: true }), [{ path: LEDGER, kind: 'signature-invalid' }]],
])('[A3] %s is found, and told as what it is', async (_, tamper, problems) => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 4)
  await tamper(dataDir)
  const found = (await problemsOf(dataDir)) as { path: string; kind: string }[]
  expect(inOrder(found)).toEqual(inOrder(problems))
})

/** A past in which the second meeting was never held: file, lines and tree are of one piece, signed by whatever key. */
async function rewritePast(dataDir: string, resign: (text: string) => Promise<string>): Promise<void> {
  await rm(join(dataDir, recordPath(2)))
  await rewriteLedger(dataDir, (lines) => chained(lines.filter((_, seq) => seq !== 1)))
  const { tree } = readLedger(await readFile(join(dataDir, LEDGER)), sha256)
  const origin = String(JSON.parse(await readFile(join(dataDir, 'ledger/key.json'), 'utf8')).name)
  await rm(join(dataDir, 'ledger/checkpoints/4.note'))
  for (const size of [1, 2, 3]) await writeFile(join(dataDir, `ledger/checkpoints/${size}.note`), await resign(checkpointText({ origin, size, root: tree.root(size) })))
}

test('[A3] a past that was written anew and signed by another key: no signature is right', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 4)
  const { publicKey, privateKey } = await NODE_ED25519.generate()
  await rewritePast(dataDir, async (text) => {
    const key = { name: text.split('\n', 1)[0] ?? '', publicKey }
    return formatNote({ text, signatures: [await signNote(text, key, sha256, (message) => NODE_ED25519.sign(privateKey, message))] })
  })
  expect(await problemsOf(dataDir)).toEqual([
    ...[1, 2, 3].map((size) => ({ path: `ledger/checkpoints/${size}.note`, kind: 'signature-invalid' })),
    { path: LEDGER, kind: 'signature-invalid' },
  ])
})

test('[A3] a past that was written anew with the ledger\'s own key: only what was kept elsewhere tells', async () => {
  const dataDir = await emptyFolder()
  const elsewhere = await emptyFolder()
  await recorded(dataDir, 4)
  for (const size of [2, 4]) await copyFile(join(dataDir, `ledger/checkpoints/${size}.note`), join(elsewhere, `${size}.note`))
  const file = JSON.parse(await readFile(join(dataDir, 'ledger/key.json'), 'utf8')) as { name: string; publicKey: string; privateKey: { plain: string } }
  const key = { name: file.name, publicKey: new Uint8Array(Buffer.from(file.publicKey, 'base64')) }
  await rewritePast(dataDir, async (text) => formatNote({ text, signatures: [await signNote(text, key, sha256, (message) => NODE_ED25519.sign(Buffer.from(file.privateKey.plain, 'base64'), message))] }))
  const kept = await Promise.all([2, 4].map(async (size) => ({ path: `${size}.note`, text: await readFile(join(elsewhere, `${size}.note`), 'utf8') })))
  expect([await problemsOf(dataDir), (await verifyRecords({ dataDir, keptNotes: kept.slice(0, 1) })).problems, (await verifyRecords({ dataDir, keptNotes: kept.slice(1) })).problems]).toEqual([
    [],
    [{ path: LEDGER, kind: 'ledger-broken' }],
    [{ path: LEDGER, kind: 'ledger-truncated' }],
  ])
})

test('[A3] what a device signed is kept with the checkpoint, once, and a forged one is told', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 2)
  const { records } = await started(dataDir)
  const { publicKey, privateKey } = await NODE_ED25519.generate()
  const device = { name: deviceName(sha256, 'p1', publicKey), publicKey: Buffer.from(publicKey).toString('base64'), personId: 'p1', since: '2026-03-05T16:06:00+08:00' }
  const text = records.ledger.newest()?.note?.text ?? ''
  const signature = await cosign(text, { name: device.name, publicKey }, 1_772_683_200, sha256, (message) => NODE_ED25519.sign(privateKey, message))
  const outcomes = [
    await records.cosign(2, device, signature),
    await records.cosign(2, device, signature),
    await records.cosign(1, device, signature),
    await records.cosign(7, device, signature),
    await records.cosign(2, { ...device, name: 'huishang-device/p2/00000000' }, signature),
  ].map((outcome) => outcome.ok || outcome.error.kind)
  const path = join(dataDir, 'ledger/checkpoints/2.note')
  const names = parseNote(await readFile(path, 'utf8'))?.signatures.map(({ name }) => name)
  const before = await problemsOf(dataDir)
  await writeFile(path, (await readFile(path, 'utf8')).replace(/^(.* huishang-device\/.*)....$/m, '$1AAA='))
  expect({ outcomes, names, before, after: await problemsOf(dataDir) }).toEqual({
    outcomes: [true, true, 'signature-invalid', 'checkpoint-unknown', 'signature-invalid'],
    names: [records.ledger.key?.name, device.name],
    before: [],
    after: [{ path: 'ledger/checkpoints/2.note', kind: 'signature-invalid' }],
  })
})

test('[A3] a hub that records just now is not taken for a forger', async () => {
  const dataDir = await emptyFolder()
  const made = await recorded(dataDir, 3)
  const [line = ''] = (await readFile(join(dataDir, LEDGER), 'utf8')).split('\n').slice(2, 3)
  await rewriteLedger(dataDir, (lines) => lines.slice(0, 2))
  await writeFile(join(dataDir, 'hub.lock'), '1 1')
  const note = await readFile(join(dataDir, 'ledger/checkpoints/3.note'))
  await rm(join(dataDir, 'ledger/checkpoints/3.note'))
  let looks = 0
  const verified = await verifyRecords({
    dataDir,
    pause: async () => {
      looks++
      if (looks === 1) await rewriteLedger(dataDir, (lines) => [...lines, line])
      await writeFile(join(dataDir, 'ledger/checkpoints/3.note'), note)
    },
  })
  expect({ looks, verified, last: sha256Hex(await readFile(join(dataDir, recordPath(3)))) }).toEqual({
    looks: 1,
    verified: { records: 3, problems: [], unsigned: 0, key: 'file' },
    last: must({ ok: true, value: made[2]?.sha256 }),
  })
})
