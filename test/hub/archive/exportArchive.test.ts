import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { readLedgerKey } from '../../../electron/hub/archive/ledger/ledgerKey.ts'
import { findEntry } from '../../../electron/hub/archive/proof/findEntry.ts'
import { proofPage } from '../../../electron/hub/archive/proof/proofPage.ts'
import { storedZip } from '../../../electron/hub/archive/proof/storedZip.ts'
import { sha256, sha256Hex } from '../../../electron/hub/sha256.ts'
import { parseLine } from '../../../shared/archive/ledger/entry.ts'
import { checkProof } from '../../../shared/archive/ledger/proof.ts'
import { keyFingerprint, shortRoot } from '../../../shared/archive/ledger/shortRoot.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { must } from '../../support/startMeeting.ts'
import { outcome, run } from '../commands.ts'
import { joinHub, newMeeting, request, startHub } from '../support.ts'
import { closedMeeting, recorded, started, toRecord } from './records.ts'


async function readAll(folder: string): Promise<Record<string, Buffer>> {
  return Object.fromEntries(await Promise.all((await readdir(folder)).toSorted().map(async (name) => [name, await readFile(join(folder, name))] as const)))
}

async function attempt(spoil: (dataDir: string) => Promise<unknown>, meeting = 'm1'): Promise<unknown> {
  const [dataDir, out] = [await emptyFolder(), await emptyFolder()]
  await recorded(dataDir, 2)
  await spoil(dataDir)
  const { code, out: said, error } = await outcome(run('export', 'archive', meeting, '--with-proof', '--out', out, '--data', dataDir))
  return [code, said, error.split('    ')[1]?.split(':')[0], await readdir(out)]
}

test('[A4] export with proof: the record, its very line, and what proves it by the checkpoint of its own closing; --json says where', async () => {
  const dataDir = await emptyFolder()
  const out = join(await emptyFolder(), 'stick')
  await recorded(dataDir, 3)
  const { code, out: said, error } = await outcome(run('export', 'archive', 'm2', '--with-proof', '--out', out, '--data', dataDir, '--json'))
  const line = (await readFile(join(dataDir, 'ledger/ledger.jsonl'), 'utf8')).split('\n')[1] ?? ''
  const files = await readAll(join(out, '20260305-m2'))
  const texts = { entry: String(files['entry.json']), proof: String(files['proof.json']), checkpoint: String(files['checkpoint.note']) }
  const proven = must(await checkProof(texts, sha256, NODE_ED25519.verify))
  const key = await readLedgerKey(join(dataDir, 'ledger'))
  expect({ code, error, said: JSON.parse(said), names: Object.keys(files), line: texts.entry, record: sha256Hex(files['20260305-m2.sqlite'] ?? ''), page: String(files['verify.html']), treeSize: proven.treeSize, key: proven.ledger.publicKey, left: await readdir(out) }).toEqual({
    code: 0,
    error: '',
    said: {
      path: join(out, '20260305-m2'),
      files: ['20260305-m2.sqlite', 'entry.json', 'proof.json', 'checkpoint.note', 'verify.html'],
      archive: 'records/2026/20260305-m2.sqlite',
      meetingId: 'm2',
      title: '夜市噪声综合会商',
      heldOn: '2026-03-05',
      sha256: parseLine(line)?.sha256,
      size: parseLine(line)?.size,
      others: [],
      proof: { index: 1, treeSize: 2, root: shortRoot(proven.root), key: keyFingerprint(sha256, proven.ledger) },
    },
    names: ['20260305-m2.sqlite', 'checkpoint.note', 'entry.json', 'proof.json', 'verify.html'],
    line,
    record: parseLine(line)?.sha256,
    page: proofPage(),
    treeSize: 2,
    key: key?.publicKey,
    left: ['20260305-m2'],
  })
})

test('[A4] without proof it is the file alone; again it changes nothing; what stands there already is never replaced', async () => {
  const dataDir = await emptyFolder()
  const out = await emptyFolder()
  await recorded(dataDir, 1)
  const plain = ['export', 'archive', 'records/2026/20260305-m1.sqlite', '--out', out, '--data', dataDir] as const
  const first = await outcome(run(...plain, '--json'))
  const again = await outcome(run(...plain))
  const proven = await outcome(run(...plain, '--with-proof'))
  const refused = await outcome(run(...plain, '--with-proof'))
  await chmod(join(out, '20260305-m1.sqlite'), 0o644)
  await writeFile(join(out, '20260305-m1.sqlite'), 'mine')
  const taken = await outcome(run(...plain))
  expect({ first: JSON.parse(first.out), again: [again.code, again.out], proven: proven.code, refused, taken, mine: await readFile(join(out, '20260305-m1.sqlite'), 'utf8'), left: await readdir(out) }).toEqual({
    first: expect.objectContaining({ path: join(out, '20260305-m1.sqlite'), files: ['20260305-m1.sqlite'], proof: null }),
    again: [0, expect.stringContaining('夜市噪声综合会商（2026-03-05）')],
    proven: 0,
    refused: { code: 1, out: '', error: expect.stringContaining('something else has that name') },
    taken: { code: 1, out: '', error: expect.stringContaining('something else has that name') },
    mine: 'mine',
    left: ['20260305-m1', '20260305-m1.sqlite'],
  })
})

test('[A4] nothing is given out as proven that is not: a changed file, a file that is gone, a rewritten ledger, no signature, no such meeting', async () => {
  const record = 'records/2026/20260305-m1.sqlite'
  expect({
    changed: await attempt(async (dataDir) => {
      await chmod(join(dataDir, record), 0o644)
      await writeFile(join(dataDir, record), 'x')
    }),
    missing: await attempt((dataDir) => rm(join(dataDir, record))),
    rewritten: await attempt(async (dataDir) => {
      const path = join(dataDir, 'ledger/ledger.jsonl')
      await writeFile(path, (await readFile(path, 'utf8')).replace('夜市', '早市'))
    }),
    unsigned: await attempt((dataDir) => rm(join(dataDir, 'ledger/checkpoints'), { recursive: true })),
    unknown: await attempt(async () => undefined, 'm9'),
  }).toEqual({
    changed: [1, '', 'the file is not what the ledger says, nothing was exported; see huishang verify', []],
    missing: [1, '', 'the file is gone, nothing was exported; see huishang verify', []],
    rewritten: [1, '', 'the ledger is not what was signed, nothing was exported; see huishang verify', []],
    unsigned: [1, '', 'this line of the ledger is not signed yet, nothing was exported; a hub signs it at its next start', []],
    unknown: [1, '', 'the ledger has no such meeting or archive', []],
  })
})

test('[A4] wrong usage ends with 2 and says how it goes', async () => {
  const codes = await Promise.all(
    [['export'], ['export', 'minutes', 'x'], ['export', 'archive'], ['export', 'archive', 'm1', '--data', 'd'], ['export', 'archive', 'm1', '--out', 'o'], ['export', 'archive', 'm1', '--unknown']].map(async (args) => {
      const { code, out, error } = await outcome(run(...args))
      return [code, out, error.includes('Usage: huishang export archive')]
    }),
  )
  expect(codes).toEqual(codes.map(() => [2, '', true]))
})

test('[A4] a record is named by its meeting or by any form of its path; of several, the newest that nothing corrects', async () => {
  const dataDir = await emptyFolder()
  const { records } = await started(dataDir)
  const first = must(await records.recordMeeting(toRecord(closedMeeting())))
  const corrected = must(await records.recordMeeting({ ...toRecord(closedMeeting({ title: '更正' })), supersedes: first.sha256 }))
  const entries = records.ledger.entries()
  await records.close()
  const found = (wanted: string): unknown => {
    const entry = findEntry(entries, wanted)
    return entry && [entry.entry.path, entry.others]
  }
  expect(['m1', first.path, first.path.replace('records/', ''), basename(first.path), '20260305-m1', './records\\2026\\20260305-m1', 'm2', ''].map(found)).toEqual([
    [corrected.path, [first.path]],
    ...Array.from({ length: 5 }, () => [first.path, [corrected.path]]),
    undefined,
    undefined,
  ])
})

test('[A4] the hub gives the same in one ZIP that common tools open', async () => {
  const { url, secretaryInvite, dataDir } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const { id } = await newMeeting(url, token)
  const file = String((await request(url, 'POST', `/api/meetings/${id}/close`, token)).json['archive']).replace('records/', '')
  const ask = (path: string): Promise<Response> => fetch(`${url}/api/archives/${path}`, { headers: { Authorization: `Bearer ${token}` } })
  const answered = await ask(`${file}/proof`)
  const zip = Buffer.from(await answered.arrayBuffer())
  const out = await emptyFolder()
  const name = basename(file, '.sqlite')
  const told = await outcome(run('export', 'archive', file, '--with-proof', '--out', out, '--data', dataDir))
  const files = await readAll(join(out, name))
  const expected = storedZip(name, [`${name}.sqlite`, 'entry.json', 'proof.json', 'checkpoint.note', 'verify.html'].map((each) => ({ name: each, bytes: files[each] ?? Buffer.alloc(0) })))
  expect({ status: answered.status, type: answered.headers.get('content-type'), disposition: answered.headers.get('content-disposition'), isSame: zip.equals(expected), told: told.code, unknown: (await ask('2026/20260305-nobody.sqlite/proof')).status }).toEqual({
    status: 200,
    type: 'application/zip',
    disposition: `attachment; filename="${name}.zip"`,
    isSame: true,
    told: 0,
    unknown: 404,
  })
})
