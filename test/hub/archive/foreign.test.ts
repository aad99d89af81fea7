import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deskHere } from '../../../electron/hub/archive/foreign/deskHere.ts'
import { listWithOrigins } from '../../../electron/hub/archive/foreign/listWithOrigins.ts'
import { readForeign, type ForeignArchive } from '../../../electron/hub/archive/foreign/readForeign.ts'
import { takeForeign } from '../../../electron/hub/archive/foreign/takeForeign.ts'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { exportedFiles } from '../../../electron/hub/archive/proof/exportedFiles.ts'
import type { RecordedMeetings } from '../../../electron/hub/archive/RecordedMeetings.ts'
import { sha256, sha256Hex } from '../../../electron/hub/sha256.ts'
import { keyFingerprint } from '../../../shared/archive/ledger/shortRoot.ts'
import { altered, withDatabase } from '../../archive/archiveFile.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { must } from '../../support/startMeeting.ts'
import { outcome, run } from '../commands.ts'
import { joinAs, joinHub, request, startHub } from '../support.ts'
import { CLOSED_AT, closedMeeting, recorded, started, toRecord } from './records.ts'

const { verify } = NODE_ED25519

function take(dataDir: string, records: RecordedMeetings, archive: ForeignArchive): ReturnType<typeof takeForeign> {
  return takeForeign({ dataDir, records, now: () => CLOSED_AT }, deskHere(dataDir, archive))
}

/** What somebody brings on a stick: an export with proof of a workspace of its own. */
async function stick(title = '夜市噪声综合会商'): Promise<ForeignArchive & { readonly records: RecordedMeetings }> {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const { seq } = must(await records.recordMeeting(toRecord(closedMeeting({ title }))))
  const entry = records.ledger.entries()[seq]
  if (!entry) throw new Error('no entry')
  const { files, proof } = must(await exportedFiles(dataDir, entry, { ledger: records.ledger, verify }))
  return { name: '20260305-m1.sqlite', bytes: new Uint8Array(files[0]?.bytes ?? []), proof: proof?.texts ?? null, records }
}

async function recordNames(dataDir: string): Promise<readonly string[]> {
  return (await readdir(join(dataDir, 'records'), { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.sqlite')).toSorted()
}

/** The path of the meeting's record, once it has closed here. */
async function closed(records: RecordedMeetings): Promise<string> {
  return must(await records.recordMeeting(toRecord(closedMeeting()))).path
}

/** The bytes with some of the header's set anew. */
function withHeader(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const changed = bytes.slice()
  new DataView(changed.buffer).setUint32(offset, value)
  return changed
}

test('[A8] an archive of another workspace is taken as foreign, under a name no meeting here can have; whose ledger proved it is shown', async () => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const foreign = await stick()
  const sum = sha256Hex(foreign.bytes)
  const file = `2026/20260305-m1-foreign-${sum.slice(0, 8)}.sqlite`
  const ledger = { name: foreign.records.ledger.key?.name, key: foreign.records.ledger.key && keyFingerprint(sha256, foreign.records.ledger.key) }
  const taken = must(await take(dataDir, records, foreign))
  const { archives } = await listWithOrigins(dataDir, records)
  expect({ taken: [taken.path, taken.entry.origin, taken.wasHere, taken.ledger?.isOwn], same: sha256Hex(await readFile(join(dataDir, taken.path))), archives }).toEqual({
    taken: [`records/${file}`, 'foreign', false, false],
    same: sum,
    archives: [expect.objectContaining({ file, meetingId: 'm1', origin: 'foreign', source: { name: '20260305-m1.sqlite', takenAt: CLOSED_AT.toISOString(), ledger } })],
  })
})

test('[A8][M14] the same file again changes nothing, also without its proof', async () => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const foreign = await stick()
  const first = must(await take(dataDir, records, foreign))
  const ledger = await readFile(join(dataDir, 'ledger/ledger.jsonl'))
  const again = must(await take(dataDir, records, { ...foreign, name: 'copy.sqlite', proof: null }))
  expect({ again: [again.path, again.wasHere], names: await recordNames(dataDir), isSame: ledger.equals(await readFile(join(dataDir, 'ledger/ledger.jsonl'))) }).toEqual({
    again: [first.path, true],
    names: [first.path.replace('records/', '')],
    isSame: true,
  })
})

test('[A8] a meeting of the same id stays as it is, whether it was recorded before or closes afterwards', async () => {
  const [before, after] = [await emptyFolder(), await emptyFolder()]
  const foreign = await stick('伪造的会商')
  const beside = `2026/20260305-m1-foreign-${sha256Hex(foreign.bytes).slice(0, 8)}.sqlite`
  const [first, second] = [(await started(before)).records, (await started(after)).records]
  const paths = [await closed(first), must(await take(before, first, foreign)).path, must(await take(after, second, foreign)).path, await closed(second)]
  expect({ paths, before: await recordNames(before), after: await recordNames(after), origins: [first, second].map(({ ledger }) => ledger.entries().map(({ origin }) => origin)) }).toEqual({
    paths: ['records/2026/20260305-m1.sqlite', `records/${beside}`, `records/${beside}`, 'records/2026/20260305-m1.sqlite'],
    before: [beside, '2026/20260305-m1.sqlite'].toSorted(),
    after: [beside, '2026/20260305-m1.sqlite'].toSorted(),
    origins: [['meeting', 'foreign'], ['foreign', 'meeting']],
  })
})

test('[A8] a record that our own ledger proves comes back under its own name, as what it was', async () => {
  const { records, ...foreign } = await stick()
  const dataDir = await emptyFolder()
  const { records: lost } = await started(dataDir, {})
  const other = must(await take(dataDir, lost, foreign))
  expect([other.entry.origin, other.ledger?.isOwn]).toEqual(['foreign', false])
  const home = records.ledger.entries()[0]
  const again = must(await take(await emptyFolder(), records, foreign))
  expect([again.path, again.entry, again.ledger?.isOwn, again.wasHere]).toEqual([home?.path, home, true, true])
})

test('[A8] a foreign record that a crash left without its line is entered as foreign', async () => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const { path } = must(await take(dataDir, records, await stick()))
  await writeFile(join(dataDir, 'ledger/ledger.jsonl'), '')
  for (const name of await readdir(join(dataDir, 'ledger/checkpoints'))) await truncate(join(dataDir, 'ledger/checkpoints', name), 0)
  const again = await started(dataDir)
  expect(again.records.ledger.entries().map((entry) => [entry.path, entry.origin])).toEqual([[path, 'foreign']])
})

const HOSTILE: readonly [string, (good: Uint8Array) => Uint8Array, string][] = [
  ['a header that claims four billion pages', (good) => withHeader(good, 28, 0xffff_ffff), 'damaged'],
  ['a header that claims a gigabyte', (good) => withHeader(good, 28, 1024 * 1024), 'damaged'],
  ['a page count of zero', (good) => withHeader(good, 28, 0), 'damaged'],
  ['a view that never ends', (good) => altered(good, 'CREATE VIEW v AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r'), 'damaged'],
  ['a view in place of a table', (good) => altered(good, 'ALTER TABLE note RENAME TO real; CREATE VIEW note AS SELECT * FROM real'), 'damaged'],
  ['a trigger', (good) => altered(good, 'CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM resolution; END'), 'damaged'],
  ['a generated column', (good) => altered(good, "ALTER TABLE note ADD COLUMN g TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL"), 'damaged'],
  ['a virtual table', (good) => altered(good, 'CREATE VIRTUAL TABLE f USING fts4(x)'), 'damaged'],
  ['half of it missing', (good) => good.slice(0, good.length / 2), 'damaged'],
  ['its last byte missing', (good) => good.slice(0, -1), 'damaged'],
  ['something appended', (good) => Uint8Array.from([...good, 0]), 'damaged'],
  ['no bytes', () => new Uint8Array(), 'not-an-archive'],
  ['text', () => new TextEncoder().encode('SQLite format 3 is what I am'), 'not-an-archive'],
  ["another program's database", () => withDatabase(undefined, (db) => (db.exec('CREATE TABLE meeting (id TEXT)'), db.export())), 'not-an-archive'],
  ['a newer version', (good) => altered(good, 'PRAGMA user_version = 99'), 'newer-version'],
  ['a write-ahead log', (good) => good.map((byte, index) => (index === 18 || index === 19 ? 2 : byte)), 'damaged'],
  ['another document in it', (good) => altered(good, "UPDATE document SET state = x'0000'"), 'damaged'],
  ['a changed resolution', (good) => altered(good, "UPDATE resolution SET text = '伪造'"), 'damaged'],
  ['an id that leaves the folder', (good) => altered(good, "UPDATE meeting SET id = '../../../etc/passwd'"), 'damaged'],
]

test.each(HOSTILE)('[A8] a file with %s is not taken: kept in quarantine with the reason, once', async (_, spoil, reason) => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const bytes = spoil((await stick()).bytes)
  const sum = sha256Hex(bytes)
  const path = `quarantine/${sum}.quarantined`
  const archive = { name: '../../..\\evil.sqlite', bytes, proof: null }
  const outcomes = [await take(dataDir, records, archive), await take(dataDir, records, { ...archive, name: 'again' })]
  expect({
    outcomes,
    kept: sha256Hex(await readFile(join(dataDir, path))),
    note: JSON.parse(await readFile(join(dataDir, `quarantine/${sum}.json`), 'utf8')),
    names: (await readdir(join(dataDir, 'quarantine'))).toSorted(),
    records: await recordNames(dataDir),
    lines: records.ledger.entries(),
  }).toEqual({
    outcomes: [1, 2].map(() => ({ ok: false, error: { kind: 'quarantined', path, reason } })),
    kept: sum,
    note: { v: 1, name: '../../..\\evil.sqlite', sha256: sum, size: bytes.length, at: CLOSED_AT.toISOString(), reason, proof: null },
    names: [`${sum}.json`, `${sum}.quarantined`],
    records: [],
    lines: [],
  })
})

test('[A8] a proof that is not right keeps the file out before anything opens it', async () => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const [foreign, other] = [await stick(), await stick('别的会商')]
  const { proof } = foreign
  if (!proof || !other.proof) throw new Error('no proof')
  const reason = async (archive: Partial<ForeignArchive>): Promise<string> => {
    const taken = await take(dataDir, records, { ...foreign, ...archive })
    return taken.ok ? 'taken' : taken.error.kind === 'quarantined' ? taken.error.reason : taken.error.kind
  }
  expect({
    another: await reason({ proof: other.proof }),
    notEvenSqlite: await reason({ bytes: new TextEncoder().encode('x') }),
    otherLine: await reason({ proof: { ...proof, entry: other.proof.entry } }),
    otherCheckpoint: await reason({ proof: { ...proof, checkpoint: other.proof.checkpoint } }),
    pathOutside: await reason({ proof: { ...proof, entry: proof.entry.replace('records/2026/', '../../') } }),
    nonsense: await reason({ proof: { entry: '', proof: '[]', checkpoint: '' } }),
    records: await recordNames(dataDir),
  }).toEqual({ another: 'proof-of-another', notEvenSqlite: 'proof-of-another', otherLine: 'not-included', otherCheckpoint: 'signature-invalid', pathOutside: 'proof-invalid', nonsense: 'proof-invalid', records: [] })
})

test('[A8] a forged digest does not help: what is read is compared with what it says', async () => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const { bytes } = await stick()
  const forged = altered(bytes, `UPDATE resolution SET text = '伪造'; UPDATE meta SET value = '${'0'.repeat(64)}' WHERE key = 'content_digest'`)
  expect(await take(dataDir, records, { name: 'x', bytes: forged, proof: null })).toMatchObject({ ok: false, error: { reason: 'damaged' } })
})

async function folder(files: Record<string, string | Uint8Array>, links: Record<string, string> = {}): Promise<unknown> {
  const path = await emptyFolder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content)
  for (const [name, target] of Object.entries(links)) await symlink(target, join(path, name))
  const read = await readForeign(path)
  return read.ok ? [read.value.name, read.value.bytes.length, read.value.proof] : read.error.kind
}

async function kind(path: string): Promise<unknown> {
  const read = await readForeign(path)
  return read.ok ? 'read' : read.error.kind
}

test('[A8] of a folder only plain files of its own are read, one archive, and all of its proof or none; nothing larger than the cap', async () => {
  const foreign = await stick()
  const { proof } = foreign
  if (!proof) throw new Error('no proof')
  const outside = join(await emptyFolder(), 'outside.sqlite')
  await writeFile(outside, foreign.bytes)
  const whole = { 'a.sqlite': foreign.bytes, 'entry.json': proof.entry, 'proof.json': proof.proof, 'checkpoint.note': proof.checkpoint }
  const huge = join(await emptyFolder(), 'huge.sqlite')
  await writeFile(huge, foreign.bytes)
  await truncate(huge, 2 ** 30)
  const pipe = join(await emptyFolder(), 'pipe.sqlite')
  if (process.platform === 'win32') await mkdir(pipe)
  else execFileSync('mkfifo', [pipe])
  expect({
    whole: await folder(whole),
    alone: await folder({ 'a.sqlite': foreign.bytes, '.hidden.sqlite': 'x', 'verify.html': '<p>' }),
    none: await folder({ 'readme.txt': 'x' }),
    two: await folder({ 'a.sqlite': 'x', 'b.sqlite': 'y' }),
    half: await folder({ 'a.sqlite': 'x', 'entry.json': '{}' }),
    linked: await folder({}, { 'a.sqlite': outside }),
    linkedProof: await folder({ 'a.sqlite': 'x', 'proof.json': '{}', 'checkpoint.note': 'x' }, { 'entry.json': outside }),
    hugeProof: await folder({ ...whole, 'proof.json': new Uint8Array(2 ** 21) }),
    huge: await kind(huge),
    pipe: process.platform === 'win32' ? 'not-readable' : await kind(pipe),
    gone: await kind(join(outside, 'x')),
  }).toEqual({
    whole: ['a.sqlite', foreign.bytes.length, proof],
    alone: ['a.sqlite', foreign.bytes.length, null],
    none: 'not-one-archive',
    two: 'not-one-archive',
    half: 'proof-incomplete',
    linked: 'not-readable',
    linkedProof: 'not-readable',
    hugeProof: 'too-large',
    huge: 'too-large',
    pipe: 'not-readable',
    gone: 'not-readable',
  })
})

test('[A8] huishang import archive: a folder that huishang export wrote; again changes nothing; a refused one ends with 1 and says where it is kept', async () => {
  const [there, here, usb] = [await emptyFolder(), await emptyFolder(), await emptyFolder()]
  await recorded(there, 2)
  await outcome(run('export', 'archive', 'm2', '--with-proof', '--out', usb, '--data', there))
  const first = await outcome(run('import', 'archive', join(usb, '20260305-m2'), '--data', here, '--json'))
  const again = await outcome(run('import', 'archive', join(usb, '20260305-m2/20260305-m2.sqlite'), '--data', here, '--json'))
  await writeFile(join(usb, 'bad.sqlite'), 'no archive')
  const bad = await outcome(run('import', 'archive', join(usb, 'bad.sqlite'), '--data', here, '--json'))
  const verified = await outcome(run('verify', '--data', here, '--json'))
  const said = JSON.parse(first.out) as Record<string, unknown>
  expect({ first: [first.code, first.error, said], again: [again.code, JSON.parse(again.out), again.error], bad: [bad.code, JSON.parse(bad.out), bad.error], verified: JSON.parse(verified.out), usage: (await outcome(run('import', 'archive'))).code, stays: await readFile(join(usb, 'bad.sqlite'), 'utf8') }).toEqual({
    first: [0, '', { archive: expect.stringMatching(/^records\/2026\/20260305-m2-foreign-[0-9a-f]{8}\.sqlite$/), meetingId: 'm2', title: '夜市噪声综合会商', heldOn: '2026-03-05', sha256: expect.any(String), origin: 'foreign', alreadyImported: false, ledger: expect.objectContaining({ treeSize: 2, isOwn: false }) }],
    again: [0, { ...said, alreadyImported: true, ledger: null }, expect.stringContaining('nothing was changed')],
    bad: [1, { archive: null, reason: 'not-an-archive', quarantined: `quarantine/${sha256Hex('no archive')}.quarantined` }, expect.stringContaining('it is no archive of Huishang')],
    verified: { ok: true, records: 1, problems: [], unsigned: 0, key: 'file' },
    usage: 2,
    stays: 'no archive',
  })
})

test('[A8] the hub takes one from the secretary alone, up to its cap, and lists where it came from', async () => {
  const { url, secretaryInvite, dataDir } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const { token: chair } = await joinAs(url, token, 'chair', '主持人')
  const foreign = await stick()
  const body = { name: foreign.name, file: Buffer.from(foreign.bytes).toString('base64'), proof: foreign.proof }
  const ask = (who: string, sent: unknown): ReturnType<typeof request> => request(url, 'POST', '/api/archives/import', who, sent)
  const refused = await ask(chair, body)
  const bad = await ask(token, { name: 'x', file: 'AAAA' })
  const taken = await ask(token, body)
  const list = (await request(url, 'GET', '/api/archives', chair)).json['archives']
  const found = await request(url, 'GET', `/api/search?q=${encodeURIComponent('扩音设备')}`, chair)
  expect({ refused: refused.json['error'], bad: [bad.status, bad.json], taken: [taken.status, taken.json['origin']], shape: (await ask(token, { name: 1 })).json['error'], list, found: found.json['total'], quarantine: await readdir(join(dataDir, 'quarantine')) }).toEqual({
    refused: 'role-refused',
    bad: [422, { error: 'archive-refused', message: expect.any(String), reason: 'not-an-archive', quarantined: expect.stringMatching(/^quarantine\//) }],
    taken: [200, 'foreign'],
    shape: 'request-invalid',
    list: [expect.objectContaining({ meetingId: 'm1', origin: 'foreign', source: expect.objectContaining({ name: foreign.name }) })],
    found: 1,
    quarantine: expect.arrayContaining([expect.stringMatching(/\.quarantined$/)]),
  })
})
