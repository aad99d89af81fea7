import { expect, test } from 'vitest'
import { checkProof } from '../../../shared/archive/ledger/proof.ts'
import { keyFingerprint, shortRoot } from '../../../shared/archive/ledger/shortRoot.ts'
import { sha256 } from '../../../electron/hub/sha256.ts'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { provenRecord } from './provenRecord.ts'

const proven = await provenRecord()
const other = await provenRecord({ size: 9 })
const check = async (change: Partial<typeof proven.texts>): Promise<string> => {
  const checked = await checkProof({ ...proven.texts, ...change }, sha256, NODE_ED25519.verify)
  return checked.ok ? 'right' : checked.error.kind
}

test('[A4] the short form is the first 120 bits in six groups, the same for the same hash', () => {
  expect([shortRoot(new Uint8Array(32)), shortRoot(new Uint8Array(32).fill(0xff)), shortRoot(Uint8Array.from({ length: 32 }, (_, index) => index)), keyFingerprint(sha256, { publicKey: new Uint8Array(32) })]).toEqual([
    '0000-0000-0000-0000-0000-0000',
    'ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ',
    '000G-40R4-0M30-E209-185G-R38E',
    // SHA-256 of 32 zeros begins 66687aad f862bd77 6c8fc18b 8e9f8e.
    'CSM7-NBFR-CAYQ-EV4F-R65R-X7WE',
  ])
})

test('[A4] a proof says which entry of whose ledger it proves, and who co-signed', async () => {
  expect(await checkProof(proven.texts, sha256, NODE_ED25519.verify)).toEqual({
    ok: true,
    value: { entry: proven.entry, ledger: proven.ledger, root: proven.root, treeSize: 7, cosigned: 1 },
  })
})

test('[A4] what does not belong together is told apart', async () => {
  const json = JSON.parse(proven.texts.proof) as Record<string, unknown>
  const withProof = (change: Record<string, unknown>): Promise<string> => check({ proof: JSON.stringify({ ...json, ...change }) })
  const swapped = proven.texts.checkpoint.replace('\n7\n', '\n8\n')
  expect({
    lineFeed: await check({ entry: `${proven.texts.entry}\n` }),
    otherEntry: await check({ entry: proven.lines[2] ?? '' }),
    changedEntry: await check({ entry: proven.texts.entry.replace('"title":"', '"title":"x') }),
    pathOutside: await check({ entry: proven.texts.entry.replace('records/', '../') }),
    otherProof: await check({ proof: other.texts.proof }),
    otherIndex: await withProof({ index: 2 }),
    lessHashes: await withProof({ hashes: [] }),
    changedCheckpoint: await check({ checkpoint: swapped }),
    otherCheckpoint: await check({ checkpoint: other.texts.checkpoint }),
    otherKey: await withProof({ ledger: { name: proven.ledger.name, publicKey: Buffer.from(other.ledger.publicKey).toString('base64') } }),
    wrongCosignature: await check({ checkpoint: proven.texts.checkpoint.replace(/(huishang-device\S+ .{20})./, '$1A') }),
    noProof: await check({ proof: '{}' }),
    newer: await withProof({ v: 2 }),
    noNote: await check({ checkpoint: 'x' }),
  }).toEqual({
    lineFeed: 'right',
    otherEntry: 'not-included',
    changedEntry: 'not-included',
    pathOutside: 'proof-invalid',
    otherProof: 'signature-invalid',
    otherIndex: 'not-included',
    lessHashes: 'not-included',
    changedCheckpoint: 'signature-invalid',
    otherCheckpoint: 'signature-invalid',
    otherKey: 'signature-invalid',
    wrongCosignature: 'signature-invalid',
    noProof: 'proof-invalid',
    newer: 'proof-invalid',
    noNote: 'proof-invalid',
  })
})
