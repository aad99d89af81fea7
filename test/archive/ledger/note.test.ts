import { expect, test } from 'vitest'
import { NODE_ED25519, WEB_ED25519, findEd25519, type Ed25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { sha256 } from '../../../electron/hub/sha256.ts'
import { checkpointText, cosign, cosignedAt, parseCheckpoint } from '../../../shared/archive/ledger/checkpoint.ts'
import { formatNote, isSignedBy, NOTE_KEY_TYPE, noteKeyId, parseNote, parseSignature, signNote, type NoteKey } from '../../../shared/archive/ledger/note.ts'

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
const hex = (found: Uint8Array): string => Buffer.from(found).toString('hex')
const { verify } = NODE_ED25519

/** The signed note in the documentation of the reference implementation, with its key. */
const PUBLISHED_KEY: NoteKey = { name: 'PeterNeumann', publicKey: bytes('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW').slice(1) }
const PUBLISHED =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
const EXAMPLE =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'

async function keyOf(engine: Ed25519, name: string) {
  const { publicKey, privateKey } = await engine.generate()
  return { key: { name, publicKey }, sign: (message: Uint8Array) => engine.sign(privateKey, message) }
}

test('[A3] the published note is signed by its published key, whose id is as published', async () => {
  const note = parseNote(PUBLISHED)
  expect(hex(noteKeyId(sha256, NOTE_KEY_TYPE.ed25519, PUBLISHED_KEY))).toBe('c74f20a3')
  expect(note && (await isSignedBy(note, PUBLISHED_KEY, sha256, verify))).toBe(true)
  expect(note && formatNote(note)).toBe(PUBLISHED)
})

test('[A3] a letter changed, another key, another name: not signed', async () => {
  const changed = parseNote(PUBLISHED.replace('answer', 'Answer'))
  const note = parseNote(PUBLISHED)
  if (!changed || !note) throw new Error('no note')
  const { key } = await keyOf(NODE_ED25519, 'PeterNeumann')
  expect([await isSignedBy(changed, PUBLISHED_KEY, sha256, verify), await isSignedBy(note, key, sha256, verify), await isSignedBy(note, { ...PUBLISHED_KEY, name: 'x' }, sha256, verify)]).toEqual([false, null, null])
})

test('[A3] the example of the checkpoint specification reads as what it says', () => {
  const note = parseNote(EXAMPLE)
  const checkpoint = note && parseCheckpoint(note.text)
  expect(checkpoint).toEqual({ origin: 'example.com/behind-the-sofa', size: 20852163, root: bytes('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=') })
  expect(checkpoint && checkpointText(checkpoint)).toBe(note?.text)
})

test.each([
  ['no signature', 'a\n1\nx\n'],
  ['no blank line', 'a\n— k AAAAAAA=\n'],
  ['a carriage return', 'a\r\n\n— k AAAAAAA=\n'],
  ['a hyphen for a dash', 'a\n\n- k AAAAAAA=\n'],
  ['base64 with rubbish in it', 'a\n\n— k AAAA*AAA=\n'],
  ['base64 that is not canonical', 'a\n\n— k AAAAAAB=\n'],
  ['nothing but a key id', 'a\n\n— k AAAAAA==\n'],
  ['no line feed at the end', 'a\n\n— k AAAAAAA='],
])('[A3] %s is no note', (_, text) => {
  expect(parseNote(text)).toBeUndefined()
})

test.each(['a\n01\nAAAA\n', 'a\n-1\nAAAA\n', '\n1\nAAAA\n', `a\n1\n${Buffer.alloc(31).toString('base64')}\n`, `a\n1\n${Buffer.alloc(32).toString('base64')}\n\n`, `a\n1\n${Buffer.alloc(32).toString('base64')}`])(
  '[A3] %j is no checkpoint',
  (text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  },
)

test.each([
  ['Node', NODE_ED25519, WEB_ED25519],
  ['WebCrypto', WEB_ED25519, NODE_ED25519],
])('[A3] what %s signs, both verify; a co-signature says when, and of which text', async (_, signer, other) => {
  const { key, sign } = await keyOf(signer, 'huishang/x')
  const device = await keyOf(signer, 'device/p1')
  const text = checkpointText({ origin: key.name, size: 7, root: sha256(new Uint8Array()) })
  const signatures = [await signNote(text, key, sha256, sign), await cosign(text, device.key, 1_772_683_200, sha256, device.sign)]
  const note = parseNote(formatNote({ text, signatures }))
  if (!note) throw new Error('no note')
  const forged = { ...note, text: note.text.replace('7', '8') }
  expect({
    signed: [await isSignedBy(note, key, sha256, signer.verify), await isSignedBy(note, key, sha256, other.verify)],
    cosigned: [await cosignedAt(note, device.key, sha256, signer.verify), await cosignedAt(note, device.key, sha256, other.verify)],
    forged: await cosignedAt(forged, device.key, sha256, other.verify),
    others: await cosignedAt(note, key, sha256, other.verify),
  }).toEqual({ signed: [true, true], cosigned: [1_772_683_200, 1_772_683_200], forged: false, others: null })
})

test('[A3] an engine that does not give the known answer is not used, and none is told as none', async () => {
  const wrong: Ed25519 = { ...NODE_ED25519, sign: async () => new Uint8Array(64) }
  const absent: Ed25519 = { ...NODE_ED25519, generate: () => Promise.reject(new Error('unknown curve')) }
  const credulous: Ed25519 = { ...NODE_ED25519, verify: async () => true }
  expect([await findEd25519([wrong, absent, credulous]), await findEd25519([wrong, WEB_ED25519]), await findEd25519()]).toEqual([null, WEB_ED25519, NODE_ED25519])
})

test('[A3] a signature line without a name or with a plus in it is none', () => {
  expect(['—  AAAAAAA=', '— a+b AAAAAAA=', '— a b AAAAAAA='].map(parseSignature)).toEqual([undefined, undefined, undefined])
})
