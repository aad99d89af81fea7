import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkFiles, findEngine, kindOf, shortForm, type Engine, type Given, type Report } from '../../../resources/proof/checks.js'
import { plainSha256 } from '../../../resources/proof/sha256.js'
import { shortRoot } from '../../../shared/archive/ledger/shortRoot.ts'
import { below, seeded } from '../../support/seeded.ts'
import { provenRecord } from '../ledger/provenRecord.ts'

const { subtle } = globalThis.crypto
/** A browser from before Ed25519. */
const older = { digest: subtle.digest.bind(subtle), importKey: () => Promise.reject(new Error('NotSupportedError')) } as unknown as SubtleCrypto
const engines: Readonly<Record<string, Engine>> = { 'WebCrypto': await findEngine(subtle), 'the library': await findEngine(older), 'nothing': await findEngine(undefined) }
const proven = await provenRecord()
const other = await provenRecord({ size: 9 })
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const given: Given = { archive: proven.bytes, entry: bytes(proven.texts.entry), proof: bytes(proven.texts.proof), checkpoint: bytes(proven.texts.checkpoint) }

test('[A4] where the browser knows Ed25519 it is asked, then the library in the page; without WebCrypto nobody', () => {
  expect(Object.entries(engines).map(([name, { verify, isBuiltIn }]) => [name, verify !== null, isBuiltIn])).toEqual([
    ['WebCrypto', true, true],
    ['the library', true, false],
    ['nothing', false, false],
  ])
})

test("[A4] the page's own SHA-256 is SHA-256, at every length around a block's end and beyond", () => {
  const random = seeded(20_261_123)
  const lengths = [...Array.from({ length: 200 }, (_, length) => length), 1000, 4096, 100_000]
  const wrong = lengths.filter((length) => {
    const message = Uint8Array.from({ length }, () => below(random, 256))
    return Buffer.from(plainSha256(message)).toString('hex') !== createHash('sha256').update(message).digest('hex')
  })
  expect(wrong).toEqual([])
})

test('[A4] each file is known by what is in it, whatever its name', () => {
  expect([given.archive, given.entry, given.proof, given.checkpoint, bytes('<!doctype html>'), bytes('{"a":1}'), new Uint8Array()].map((file) => kindOf(file ?? new Uint8Array()))).toEqual([
    'archive', 'entry', 'proof', 'checkpoint', undefined, undefined, undefined,
  ])
})

test.each(Object.keys(engines))('[A4] by %s the page comes to the same as the program: good, changed, other entry, other proof, other checkpoint', async (name) => {
  const engine = engines[name]
  if (!engine) throw new Error('no engine')
  const verdict = async (change: Partial<Given>): Promise<string> => (await checkFiles({ ...given, ...change }, engine)).verdict
  const unchecked = engine.verify === null
  const changedNote = bytes(proven.texts.checkpoint.replace('\n7\n', '\n8\n'))
  const otherKey = bytes(proven.texts.proof.replace(Buffer.from(proven.ledger.publicKey).toString('base64'), Buffer.from(other.ledger.publicKey).toString('base64')))
  expect({
    good: await verdict({}),
    lineFeed: await verdict({ entry: bytes(`${proven.texts.entry}\n`) }),
    changed: await verdict({ archive: bytes('SQLite format 3\0 another record') }),
    otherEntry: await verdict({ entry: bytes(proven.lines[2] ?? '') }),
    changedEntry: await verdict({ entry: bytes(proven.texts.entry.replace('第3次', '第4次')) }),
    otherIndex: await verdict({ proof: bytes(proven.texts.proof.replace('"index":3', '"index":2')) }),
    changedCheckpoint: await verdict({ checkpoint: changedNote }),
    wrongCosignature: await verdict({ checkpoint: bytes(proven.texts.checkpoint.replace(/(huishang-device\S+ .{20})./, '$1A')) }),
    otherKey: await verdict({ proof: otherKey }),
    missing: await verdict({ archive: null }),
    damaged: await verdict({ proof: bytes('{"treeSize":') }),
    newer: await verdict({ proof: bytes(proven.texts.proof.replace('"v":1', '"v":2')) }),
  }).toEqual({
    good: unchecked ? 'signature-unchecked' : 'verified',
    lineFeed: unchecked ? 'signature-unchecked' : 'verified',
    changed: 'changed',
    otherEntry: 'not-included',
    changedEntry: 'not-included',
    otherIndex: 'not-included',
    changedCheckpoint: unchecked ? 'not-included' : 'signature-wrong',
    wrongCosignature: unchecked ? 'signature-unchecked' : 'signature-wrong',
    otherKey: 'signature-wrong',
    missing: 'incomplete',
    damaged: 'damaged',
    newer: 'newer',
  })
})

test('[A4] the report names the record, both short forms and who co-signed when', async () => {
  const engine = engines['WebCrypto']
  if (!engine) throw new Error('no engine')
  const { entry: { path, title, heldOn, closedAt, origin, seq, sha256, size } } = proven
  expect(await checkFiles(given, engine)).toEqual({
    verdict: 'verified',
    findings: { signature: 'right', inclusion: 'right', file: 'right' },
    entry: { path, title, heldOn, closedAt, origin, seq, sha256, size },
    fileHash: sha256,
    printed: { root: shortRoot(proven.root), key: shortForm(plainSha256(proven.ledger.publicKey)), name: 'huishang/test', size: 7 },
    cosigned: [{ name: 'huishang-device/p1/0a1b2c3d', at: new Date('2026-03-05T08:05:00Z') }],
  } satisfies Report)
})

test('[A4] every leaf of every tree up to 20 lines is found where it stands', async () => {
  const engine = engines['nothing']
  if (!engine) throw new Error('no engine')
  const sizes = Array.from({ length: 17 }, (_, index) => index + 4)
  const findings = await Promise.all(
    sizes.map(async (size) => {
      const { bytes: archive, texts } = await provenRecord({ size })
      return (await checkFiles({ archive, entry: bytes(texts.entry), proof: bytes(texts.proof), checkpoint: bytes(texts.checkpoint) }, engine)).findings.inclusion
    }),
  )
  expect(findings).toEqual(sizes.map(() => 'right'))
})
