import { appendFile, chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { verifyRecords } from '../../../electron/hub/archive/verifyRecords.ts'
import type { Session } from '../../../renderer/src/sync/session.ts'
import type { KeptCheckpoint, KeptCheckpoints } from '../../../renderer/src/sync/witness/keptCheckpoints.ts'
import { findVerify } from '../../../renderer/src/sync/witness/windowEd25519.ts'
import { witnessLedger, type WitnessParts } from '../../../renderer/src/sync/witness/witnessLedger.ts'
import { parseNote } from '../../../shared/archive/ledger/note.ts'
import { joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'

/** What a window keeps, without a browser. */
function inMemory(): KeptCheckpoints {
  const kept = new Map<string, KeptCheckpoint>()
  return { read: async (origin) => kept.get(origin), keep: async (origin, checkpoint) => void kept.set(origin, checkpoint), origins: async () => [...kept.keys()] }
}

async function witnessed() {
  const hub = await startHub()
  const joined = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { publicKey, privateKey } = await NODE_ED25519.generate()
  const at = { url: hub.url, close: hub.close }
  const partsNow = (): WitnessParts => {
    const session: Session = { hubUrl: at.url, ...joined, isHosted: false }
    return { ...common, session }
  }
  const common = {
    kept: inMemory(),
    verify: await findVerify(crypto.subtle),
    signer: { publicKey, sign: (message: Uint8Array) => NODE_ED25519.sign(privateKey, message) },
    now: () => new Date('2026-03-05T08:10:00Z'),
  }
  const closeOne = async (): Promise<{ id: string; path: string }> => {
    const { id } = await newMeeting(at.url, joined.token)
    const { json } = await request(at.url, 'POST', `/api/meetings/${id}/close`, joined.token)
    return { id, path: join(hub.dataDir, String(json['archive'])) }
  }
  /** Stops the hub, does something to its folder, starts it again. */
  const whileDown = async (tamper: () => Promise<unknown>): Promise<void> => {
    await at.close()
    await tamper()
    Object.assign(at, await startHub({ dataDir: hub.dataDir }))
  }
  const ask = async (role: 'secretary' | 'delegate', problem: object): Promise<unknown> => {
    const token = role === 'secretary' ? joined.token : (await joinAs(at.url, joined.token, role, '李强')).token
    return (await request(at.url, 'POST', '/api/ledger/acknowledgements', token, { reason: '硬盘坏道', ...problem })).json['error']
  }
  const look = (closed: readonly string[] = [], change: Partial<WitnessParts> = {}) => witnessLedger({ ...partsNow(), ...change }, closed)
  return { dataDir: hub.dataDir, closeOne, look, whileDown, ask, ledger: (name = '') => join(hub.dataDir, 'ledger', name) }
}

const alarm = (kind: string) => ({ state: 'alarm', alarm: kind, problems: [] })

test('[A3] after every closing the device verifies ledger, record and what it kept, and co-signs; verify finds its signatures right', async () => {
  const { dataDir, closeOne, look, ledger } = await witnessed()
  const first = await closeOne()
  const seen = [await look([first.id])]
  const [second, third] = [await closeOne(), await closeOne()]
  seen.push(await look([second.id, third.id]), await look())
  const signatures = await Promise.all([1, 2, 3].map(async (size) => parseNote(await readFile(ledger(`checkpoints/${size}.note`), 'utf8'))?.signatures.length))
  const verified = { state: 'verified', isCosigned: true, isOther: false }
  expect({ seen, signatures, verified: await verifyRecords({ dataDir }) }).toEqual({
    seen: [{ ...verified, size: 1 }, { ...verified, size: 3 }, { ...verified, size: 3 }],
    signatures: [2, 1, 2],
    verified: { records: 3, problems: [], unsigned: 0, key: 'file' },
  })
})

test('[A3] a hub that forgets a record, or writes another past with its own key, is found out by what the device kept; again and again', async () => {
  const { dataDir, closeOne, look, whileDown, ledger } = await witnessed()
  for (let number = 0; number < 2; number++) await closeOne()
  await look()
  await whileDown(async () => {
    for (const path of [join(dataDir, 'records'), ledger('ledger.jsonl'), ledger('checkpoints')]) await rm(path, { recursive: true })
  })
  await closeOne()
  const shorter = [await look(), await look()]
  for (let number = 0; number < 2; number++) await closeOne()
  expect({ shorter, longer: [await look(), await look()], onTheHub: (await verifyRecords({ dataDir })).problems }).toEqual({
    shorter: [alarm('ledger-shorter'), alarm('ledger-shorter')],
    longer: [alarm('ledger-rewritten'), alarm('ledger-rewritten')],
    onTheHub: [],
  })
})

test('[A3] another key under the same name is an alarm; another ledger is said to be one', async () => {
  const { closeOne, look, whileDown, ledger } = await witnessed()
  await closeOne()
  await look()
  await whileDown(async () => {
    const { publicKey, privateKey } = await NODE_ED25519.generate()
    const file = JSON.parse(await readFile(ledger('key.json'), 'utf8')) as object
    const changed = { ...file, publicKey: Buffer.from(publicKey).toString('base64'), privateKey: { plain: Buffer.from(privateKey).toString('base64') } }
    await writeFile(ledger('key.json'), JSON.stringify(changed))
    await rm(ledger('checkpoints'), { recursive: true })
  })
  const other = await look()
  await whileDown(() => rm(ledger(), { recursive: true }))
  expect([other, await look(), await look()]).toEqual([
    alarm('key-changed'),
    { state: 'verified', size: 1, isCosigned: true, isOther: true },
    { state: 'verified', size: 1, isCosigned: true, isOther: false },
  ])
})

test('[A3] a record that is not what the ledger says, and a meeting that is not in it', async () => {
  const { closeOne, look } = await witnessed()
  const { id, path } = await closeOne()
  await chmod(path, 0o644)
  await writeFile(path, (await readFile(path)).map((byte, at) => (at === 9000 ? byte ^ 1 : byte)))
  expect([await look([id]), await look(['never-closed']), await look()]).toEqual([alarm('record-differs'), alarm('record-unlisted'), { state: 'verified', size: 1, isCosigned: true, isOther: false }])
})

test('[A3] what the hub found itself is passed on', async () => {
  const { dataDir, closeOne, look, whileDown } = await witnessed()
  const { path } = await closeOne()
  await whileDown(() => rm(path))
  expect(await look()).toEqual({ state: 'alarm', alarm: 'hub-found', problems: [{ path: path.slice(dataDir.length + 1), kind: 'missing', acknowledged: null }] })
})

test('[A7] a secretary acknowledges a problem: it is no alarm any more and stays, for verify too; another change to the file is a new one', async () => {
  const { dataDir, closeOne, look, whileDown, ask } = await witnessed()
  const { path } = await closeOne()
  const problem = { path: path.slice(dataDir.length + 1), kind: 'changed' }
  const spoil = async (more: string): Promise<void> => {
    await chmod(path, 0o644)
    await appendFile(path, more)
  }
  await whileDown(() => spoil('x'))
  const ledgerBefore = await readFile(join(dataDir, 'ledger/ledger.jsonl'))
  const delegate = await ask('delegate', problem)
  const answers = [await ask('secretary', { ...problem, reason: ' ' }), await ask('secretary', { ...problem, path: 'records/x' }), await ask('secretary', problem)]
  const known = { ...problem, acknowledged: { reason: '硬盘坏道', name: '王秘书', at: '2026-03-05T04:00:00+00:00' } }
  const after = await look()
  const verified = (await verifyRecords({ dataDir })).problems
  await whileDown(() => appendFile(join(dataDir, 'ledger/acknowledged.jsonl'), '{"torn'))
  const restarted = await look()
  await whileDown(() => spoil('y'))
  expect({ delegate, answers, after, verified, restarted, again: await look(), isUntouched: ledgerBefore.equals(await readFile(join(dataDir, 'ledger/ledger.jsonl'))) }).toEqual({
    delegate: 'role-refused',
    answers: ['request-invalid', 'problem-gone', undefined],
    after: { state: 'verified', size: 1, isCosigned: true, isOther: false, acknowledged: [known] },
    verified: [problem],
    restarted: { state: 'verified', size: 1, isCosigned: true, isOther: false, acknowledged: [known] },
    again: { state: 'alarm', alarm: 'hub-found', problems: [{ ...problem, acknowledged: null }] },
    isUntouched: true,
  })
})

test('[A3] a device without a key only verifies, a window without cryptography does not, and both say so', async () => {
  const { closeOne, look } = await witnessed()
  const empty = await look()
  await closeOne()
  expect([empty, await look([], { signer: null }), await look([], { verify: await findVerify(null) }), await look()]).toEqual([
    { state: 'unverifiable', reason: 'not-signed' },
    { state: 'verified', size: 1, isCosigned: false, isOther: false },
    { state: 'unverifiable', reason: 'no-cryptography' },
    { state: 'verified', size: 1, isCosigned: true, isOther: false },
  ])
})
