import * as nodeFiles from 'node:fs/promises'
import { chmod, copyFile, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SecretSeal } from '../../../electron/hub/archive/ledger/ledgerKey.ts'
import { verifyRecords } from '../../../electron/hub/archive/verifyRecords.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { eventually, joinHub, request, startHub } from '../support.ts'
import { closedMeeting, recorded, rewriteLedger, started, toRecord } from './records.ts'

const recordPath = (number: number): string => `records/2026/20260305-m${number}.sqlite`
const clean = (records: number) => ({ records, problems: [], unsigned: 0, key: 'file' })

function turned(text: string): string {
  return [...text].toReversed().join('')
}

/** A store that turns letters round: enough to see what is sealed. */
function sealing(isThere = true): SecretSeal {
  return { seal: async (text) => (isThere ? turned(text) : null), open: async (text) => (isThere ? turned(text) : null) }
}

test('[A7] records from before there was a ledger are verified and entered at the start, in order', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 3)
  await rm(join(dataDir, 'ledger'), { recursive: true })
  const { records, events } = await started(dataDir)
  await records.close()
  expect({ paths: records.ledger.entries().map(({ path }) => path), events, verified: await verifyRecords({ dataDir }) }).toEqual({ paths: [1, 2, 3].map(recordPath), events: [], verified: clean(3) })
})

test('[A7] a record whose line a crash prevented is entered; half a line is cut, with a copy kept', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 2)
  const ledger = join(dataDir, 'ledger/ledger.jsonl')
  const torn = (await readFile(ledger)).subarray(0, -30)
  await writeFile(ledger, torn)
  await rm(join(dataDir, 'ledger/checkpoints/2.note'))
  await writeFile(join(dataDir, 'records/2026/.20260305-m3.sqlite.1.tmp'), 'half')
  await writeFile(join(dataDir, 'ledger/checkpoints/.3.note.1.tmp'), 'half')
  const { records, events } = await started(dataDir)
  await records.close()
  expect({
    events,
    kept: (await readFile(`${ledger}.damaged`)).equals(torn),
    verified: await verifyRecords({ dataDir }),
    left: [...(await readdir(join(dataDir, 'records/2026'))), ...(await readdir(join(dataDir, 'ledger/checkpoints')))].toSorted(),
  }).toEqual({
    events: [{ event: 'file-torn', file: 'ledger' }],
    kept: true,
    verified: clean(2),
    left: ['1.note', '2.note', '20260305-m1.sqlite', '20260305-m2.sqlite'],
  })
})

test.each<[string, (dataDir: string) => Promise<unknown>, readonly { path: string; kind: string }[]]>([
  ['a file is gone', (dataDir) => rm(join(dataDir, recordPath(1))), [{ path: recordPath(1), kind: 'missing' }]],
  ['a file is shorter', (dataDir) => chmod(join(dataDir, recordPath(1)), 0o644).then(() => writeFile(join(dataDir, recordPath(1)), 'x')), [{ path: recordPath(1), kind: 'changed' }]],
  ['a file is no record', (dataDir) => writeFile(join(dataDir, recordPath(7)), 'x'), [{ path: recordPath(7), kind: 'unlisted' }]],
  ['a record has the name of another', (dataDir) => copyFile(join(dataDir, recordPath(1)), join(dataDir, recordPath(7))), [{ path: recordPath(7), kind: 'unlisted' }]],
  [
    'the ledger was cut: what it no longer lists does not slip in again',
    (dataDir) => rewriteLedger(dataDir, (lines) => lines.slice(0, 1)),
    [{ path: 'ledger/ledger.jsonl', kind: 'ledger-truncated' }, { path: recordPath(2), kind: 'unlisted' }],
  ],
])('[A7] %s: an alarm, and nothing is repaired', async (_, tamper, problems) => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 2)
  await tamper(dataDir)
  const before = await readFile(join(dataDir, 'ledger/ledger.jsonl'))
  const { records, events } = await started(dataDir)
  await records.close()
  expect({ problems: records.problems, events, isUntouched: before.equals(await readFile(join(dataDir, 'ledger/ledger.jsonl'))) }).toEqual({
    problems,
    events: problems.map(({ kind }) => ({ event: 'record-problem', kind })),
    isUntouched: true,
  })
})

test('[A7] a hub whose ledger was cut goes on recording and signs nothing that contradicts what it signed', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 3)
  await rewriteLedger(dataDir, (lines) => lines.slice(0, 1))
  const { records } = await started(dataDir)
  const made = await records.recordMeeting(toRecord(closedMeeting({ id: 'm4' })))
  await records.close()
  expect({ seq: made.ok && made.value.seq, notes: await readdir(join(dataDir, 'ledger/checkpoints')), kinds: (await verifyRecords({ dataDir })).problems.map(({ kind }) => kind) }).toEqual({
    seq: 1,
    notes: ['1.note', '2.note', '3.note'],
    kinds: ['unlisted', 'unlisted', 'ledger-broken', 'ledger-truncated'],
  })
})

test('[A7] a changed bit that leaves the size is found soon after the start, and told by the API', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 2)
  const path = join(dataDir, recordPath(2))
  await chmod(path, 0o644)
  await writeFile(path, (await readFile(path)).map((byte, at) => (at === 9000 ? byte ^ 4 : byte)))
  const hub = await startHub({ dataDir })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const checkpoint = async () => (await request(hub.url, 'GET', '/api/ledger/checkpoint', token)).json
  await eventually(async () => expect(await checkpoint()).toMatchObject({ problems: [{ path: recordPath(2), kind: 'changed' }], protection: 'file', unsigned: 0 }))
})

test('[A7] a disk that fills up between file and line: told, and neither is there; afterwards it works', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 1)
  const full = { isFull: true }
  const open = async (...args: Parameters<typeof nodeFiles.open>) => {
    const handle = await nodeFiles.open(...args)
    if (!full.isFull || !String(args[0]).endsWith('ledger.jsonl')) return handle
    const write = handle.write.bind(handle) as (bytes: Uint8Array, offset: number, length: number, position: number) => Promise<unknown>
    let isFirst = true
    // As a real disk does it: a part is taken without complaint, then nothing.
    return Object.assign(handle, {
      write: (bytes: Uint8Array, offset: number, length: number, position: number) => {
        if (!isFirst) return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        isFirst = false
        return write(bytes, offset, Math.min(length, 100), position)
      },
    })
  }
  const { records } = await started(dataDir, { disk: { open: open as typeof nodeFiles.open } })
  const refused = await records.recordMeeting(toRecord(closedMeeting({ id: 'm2' })))
  const between = { names: await readdir(join(dataDir, 'records/2026')), verified: await verifyRecords({ dataDir }) }
  full.isFull = false
  const made = await records.recordMeeting(toRecord(closedMeeting({ id: 'm2' })))
  await records.close()
  expect({ refused, between, made: made.ok, verified: await verifyRecords({ dataDir }) }).toEqual({
    refused: { ok: false, error: { kind: 'disk-full' } },
    between: { names: ['20260305-m1.sqlite'], verified: clean(1) },
    made: true,
    verified: clean(2),
  })
})

test('[A7] a ledger that somebody changes under a running hub: the meeting is not archived, and says why', async () => {
  const dataDir = await emptyFolder()
  await recorded(dataDir, 2)
  const { records } = await started(dataDir)
  await rewriteLedger(dataDir, (lines) => lines.slice(0, 1))
  const cut = await records.recordMeeting(toRecord(closedMeeting({ id: 'm3' })))
  await rm(join(dataDir, 'ledger/ledger.jsonl'))
  const gone = await records.recordMeeting(toRecord(closedMeeting({ id: 'm3' })))
  const refused = { ok: false, error: { kind: 'ledger-changed' } }
  expect({ cut, gone, names: await readdir(join(dataDir, 'records/2026')) }).toEqual({ cut: refused, gone: refused, names: ['20260305-m1.sqlite', '20260305-m2.sqlite'] })
})

test('[A3] the key is sealed where the host can, also later, and otherwise a file for its owner only', async () => {
  const dataDir = await emptyFolder()
  const path = join(dataDir, 'ledger/key.json')
  const keptBy = async (secrets?: SecretSeal) => {
    const { records, events } = await started(dataDir, { ...(secrets && { secrets }) })
    const { key } = records.ledger
    return { protection: key?.protection, name: key?.name, signs: Boolean(key?.sign), told: events.length, file: Object.keys((JSON.parse(await readFile(path, 'utf8')) as { privateKey: object }).privateKey) }
  }
  const plain = await keptBy()
  const mode = (await stat(path)).mode & 0o777
  const sealed = await keptBy(sealing())
  const locked = await keptBy(sealing(false))
  const { name } = plain
  expect({ plain, mode, sealed, locked, reads: (await verifyRecords({ dataDir })).key }).toEqual({
    plain: { protection: 'file', name, signs: true, told: 0, file: ['plain'] },
    mode: 0o600,
    sealed: { protection: 'secret-store', name, signs: true, told: 0, file: ['sealed'] },
    locked: { protection: 'none', name, signs: false, told: 1, file: ['sealed'] },
    reads: 'secret-store',
  })
})

test('[A3] a damaged key is kept and not replaced; without Ed25519 the hub says so and records all the same', async () => {
  const dataDir = await emptyFolder()
  const { records: unsigned, events: without } = await started(dataDir, { ed25519: null })
  const made = await unsigned.recordMeeting(toRecord(closedMeeting()))
  await unsigned.close()
  await writeFile(join(dataDir, 'ledger/key.json'), '{')
  const { records, events } = await started(dataDir)
  expect({ made: made.ok, without, events, key: records.ledger.key, kept: await readFile(join(dataDir, 'ledger/key.json.damaged'), 'utf8') }).toEqual({
    made: true,
    without: [{ event: 'message', text: 'the ledger of records is not signed: nothing on this machine knows Ed25519' }],
    events: [{ event: 'message', text: 'the ledger of records is not signed: its key cannot be used' }],
    key: null,
    kept: '{',
  })
})
