import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NODE_ED25519 } from '../../electron/hub/archive/ledger/ed25519.ts'
import { openDeviceKey } from '../../electron/main/deviceKey.ts'
import { keychainSeal, openSecrets, type Keychain } from '../../electron/main/secretStore.ts'
import { cosignedText } from '../../shared/archive/ledger/checkpoint.ts'
import { must } from '../support/startMeeting.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huishang-device-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function turned(text: string): string {
  return [...text].toReversed().join('')
}

/** Turns letters round: enough to see what is sealed and what is not. */
function keychain(isThere = true): Keychain {
  return {
    isAsyncEncryptionAvailable: async () => isThere,
    encryptStringAsync: async (text) => Buffer.from(turned(text)),
    decryptStringAsync: async (sealed) => {
      if (!isThere) throw new Error('no keychain')
      return { result: turned(sealed.toString()), shouldReEncrypt: false }
    },
    getSelectedStorageBackend: () => (isThere ? 'gnome_libsecret' : 'basic_text'),
  }
}

function deviceOn(chain: Keychain) {
  return openDeviceKey(openSecrets(join(folder, 'device.json'), chain, 'linux', () => undefined))
}

test('[A3] this machine signs checkpoints as a witness, with one key for good, and nothing else', async () => {
  const device = deviceOn(keychain())
  const message = Buffer.from(cosignedText('huishang/x\n1\nAAAA\n', 1_772_683_200))
  const { publicKey, isProtected } = must(await device.publicKey())
  const signature = must(await device.sign(message))
  const again = deviceOn(keychain())
  expect({
    isProtected,
    isSigned: await NODE_ED25519.verify(publicKey, message, signature),
    sameAfterRestart: Buffer.from(publicKey).equals(must(await again.publicKey()).publicKey),
    others: [await device.sign(Buffer.from('{"pay":1}')), await device.sign(Buffer.from('huishang/x\n1\nAAAA\n'))],
    mode: (await stat(join(folder, 'device.json'))).mode & 0o777,
    isSealed: !(await readFile(join(folder, 'device.json'), 'utf8')).includes('plain'),
  }).toEqual({
    isProtected: true,
    isSigned: true,
    sameAfterRestart: true,
    others: [{ ok: false, error: { kind: 'refused', detail: 'not a checkpoint' } }, { ok: false, error: { kind: 'refused', detail: 'not a checkpoint' } }],
    mode: 0o600,
    isSealed: true,
  })
})

test('[A3] without a keychain the device\'s key is a file for its owner only, and that is said', async () => {
  expect(must(await deviceOn(keychain(false)).publicKey()).isProtected).toBe(false)
  expect(await readFile(join(folder, 'device.json'), 'utf8')).toContain('plain')
})

test('[A3] the keychain seals the ledger\'s key where there is one, and does not pretend to where there is none', async () => {
  const seal = keychainSeal(keychain(), 'linux')
  const sealed = await seal.seal('secret')
  const none = keychainSeal(keychain(false), 'linux')
  expect([sealed === null ? null : await seal.open(sealed), await none.seal('secret'), await none.open(sealed ?? '')]).toEqual(['secret', null, null])
})
