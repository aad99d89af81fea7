import { expect, test } from 'vitest'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { verifyRecords } from '../../../electron/hub/archive/verifyRecords.ts'
import { sha256, sha256Hex } from '../../../electron/hub/sha256.ts'
import { cosign, cosignedAt, parseCheckpoint } from '../../../shared/archive/ledger/checkpoint.ts'
import { deviceName } from '../../../shared/archive/ledger/deviceName.ts'
import { parseLine } from '../../../shared/archive/ledger/entry.ts'
import { isConsistent, isIncluded } from '../../../shared/archive/ledger/merkle.ts'
import { formatSignature, isSignedBy, parseNote } from '../../../shared/archive/ledger/note.ts'
import { joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'

const bytes = (base64: unknown): Uint8Array => new Uint8Array(Buffer.from(String(base64), 'base64'))
const proofOf = (json: Record<string, unknown>): Uint8Array[] => (json['proof'] as string[]).map(bytes)

async function hubWithRecords(count: number) {
  const hub = await startHub()
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    const { id } = await newMeeting(hub.url, token)
    expect((await request(hub.url, 'POST', `/api/meetings/${id}/close`, token)).status).toBe(200)
    ids.push(id)
  }
  const get = async (path: string) => request(hub.url, 'GET', `/api/ledger/${path}`, token)
  return { hub, token, person, ids, get }
}

test('[A3] over the API everything can be verified by somebody who trusts nothing but the key: signature, inclusion, consistency, the file', async () => {
  const { hub, token, ids, get } = await hubWithRecords(3)
  const { json } = await get('checkpoint')
  const note = parseNote(String(json['note']))
  const checkpoint = note && parseCheckpoint(note.text)
  if (!note || !checkpoint) throw new Error('no checkpoint')
  const key = { name: checkpoint.origin, publicKey: bytes(json['publicKey']) }
  const { json: found } = await get(`entries/${ids[1]}`)
  const [entry] = found['entries'] as { line: string; index: number; proof: string[] }[]
  const line = parseLine(entry?.line ?? '')
  const file = await fetch(`${hub.url}/api/archives/${line?.path.slice('records/'.length)}`, { headers: { Authorization: `Bearer ${token}` } })
  const { json: before } = await get('consistency?from=1&to=3')
  const first = { size: 1, root: sha256(Buffer.concat([new Uint8Array(1), Buffer.from(((await get(`entries/${ids[0]}`)).json['entries'] as { line: string }[])[0]?.line ?? '')])) }
  expect({
    told: { protection: json['protection'], unsigned: json['unsigned'], problems: json['problems'], size: checkpoint.size },
    signed: await isSignedBy(note, key, sha256, NODE_ED25519.verify),
    sameNote: found['note'] === json['note'],
    included: entry && isIncluded(sha256, { leaf: Buffer.from(entry.line), index: entry.index, size: checkpoint.size, proof: entry.proof.map(bytes), root: checkpoint.root }),
    consistent: isConsistent(sha256, first, checkpoint, proofOf(before)),
    file: sha256Hex(new Uint8Array(await file.arrayBuffer())) === line?.sha256,
    meetingId: line?.meetingId,
  }).toEqual({ told: { protection: 'file', unsigned: 0, problems: [], size: 3 }, signed: true, sameNote: true, included: true, consistent: true, file: true, meetingId: ids[1] })
})

test('[A3] a device co-signs under its own name; the note keeps it, verify reads it, and nobody signs for another', async () => {
  const { hub, token, person, get } = await hubWithRecords(1)
  const observer = await joinAs(hub.url, token, 'observer', '居民')
  const { publicKey, privateKey } = await NODE_ED25519.generate()
  const name = deviceName(sha256, person.id, publicKey)
  const text = parseNote(String((await get('checkpoint')).json['note']))?.text ?? ''
  const line = formatSignature(await cosign(text, { name, publicKey }, 1_772_683_200, sha256, (message) => NODE_ED25519.sign(privateKey, message)))
  const post = async (by: string, body: object) => (await request(hub.url, 'POST', '/api/ledger/cosignatures', by, body)).json
  const right = { size: 1, publicKey: Buffer.from(publicKey).toString('base64'), signature: line }
  const answers = [await post(token, right), await post(token, right), (await post(observer.token, right))['error'], (await post(token, { ...right, size: 2 }))['error'], (await post(token, { ...right, signature: 'x' }))['error'], (await post(token, { ...right, publicKey: 'x' }))['error']]
  const note = parseNote(String((await get('checkpoint')).json['note']))
  expect({
    answers,
    signatures: note?.signatures.length,
    at: note && (await cosignedAt(note, { name, publicKey }, sha256, NODE_ED25519.verify)),
    verified: await verifyRecords({ dataDir: hub.dataDir }),
  }).toEqual({
    answers: [{}, {}, 'signature-invalid', 'checkpoint-unknown', 'signature-invalid', 'request-invalid'],
    signatures: 2,
    at: 1_772_683_200,
    verified: { records: 1, problems: [], unsigned: 0, key: 'file' },
  })
})

test('[A3] a ledger with nothing in it, sizes that are none, a meeting that was not recorded', async () => {
  const { get } = await hubWithRecords(0)
  const asked = ['consistency?from=2&to=1', 'consistency?from=0&to=1', 'consistency?from=x&to=1', 'consistency', 'entries/nobody']
  expect({ checkpoint: (await get('checkpoint')).json, refused: await Promise.all(asked.map(async (path) => (await get(path)).json['error'])) }).toEqual({
    checkpoint: { note: null, publicKey: expect.any(String), protection: 'file', unsigned: 0, problems: [] },
    refused: ['request-invalid', 'request-invalid', 'request-invalid', 'request-invalid', 'ledger-unsigned'],
  })
})
