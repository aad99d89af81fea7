import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets, type Keychain } from '../../electron/main/secretStore.ts'
import { openSettings } from '../../electron/main/settingsStore.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/schema/settings.ts'

let folder: string
let lines: string[]
const log = (line: string): void => void lines.push(line)
beforeEach(async () => {
  lines = []
  folder = await mkdtemp(join(tmpdir(), 'huishang-stores-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('[F3] settings survive a restart and are told to whoever asked', async () => {
  const path = join(folder, 'deep', 'settings.json')
  const told: Settings[] = []
  const changed: Settings = { language: 'en', theme: 'dark', hubUrl: 'http://192.168.1.5:7420' }
  const first = await openSettings(path, (settings) => told.push(settings), log)
  expect(first.current()).toEqual(DEFAULT_SETTINGS)
  await first.write(changed)
  const second = await openSettings(path, () => undefined, log)
  expect({ current: first.current(), told, again: second.current(), lines }).toEqual({ current: changed, told: [changed], again: changed, lines: [] })
})

test.each([['{"language":"en"', 'torn'], ['{"language":"klingon"}', 'of another shape'], ['', 'empty']])('[F3] damaged settings (%s: %s) are kept aside and the defaults used', async (text) => {
  const path = join(folder, 'settings.json')
  await writeFile(path, text)
  const settings = await openSettings(path, () => undefined, log)
  await settings.write({ ...DEFAULT_SETTINGS, theme: 'dark' })
  expect({
    current: settings.current(),
    aside: await readFile(`${path}.damaged`, 'utf8'),
    names: (await readdir(folder)).toSorted(),
    lines,
  }).toEqual({
    current: { language: 'zh-CN', theme: 'dark' },
    aside: text,
    names: ['settings.json', 'settings.json.damaged'],
    lines: ['settings.json is damaged; kept aside'],
  })
})

test('[F3] settings that could not be stored are not in force', async () => {
  const path = join(folder, 'file-not-folder', 'settings.json')
  await writeFile(join(folder, 'file-not-folder'), '')
  const told: Settings[] = []
  const settings = await openSettings(path, (changed) => told.push(changed), log)
  await expect(settings.write({ ...DEFAULT_SETTINGS, theme: 'dark' })).rejects.toMatchObject({ code: expect.any(String) })
  expect({ current: settings.current(), told }).toEqual({ current: DEFAULT_SETTINGS, told: [] })
})

function reverse(text: string): string {
  return [...text].toReversed().join('')
}

/** Reverses the text: enough to see what is sealed and what is not. */
function reversingKeychain(overrides: Partial<Keychain> = {}): Keychain {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(reverse(text)),
    decryptStringAsync: async (bytes) => ({ result: reverse(bytes.toString()), shouldReEncrypt: false }),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...overrides,
  }
}

test('[F3] a secret is sealed, kept over a restart, and forgotten on demand', async () => {
  const path = join(folder, 'secrets.json')
  const secrets = openSecrets(path, reversingKeychain(), 'linux', log)
  expect(await secrets.write('__proto__', 'token-1')).toEqual({ isProtected: true })
  await secrets.write('hub', 'token-2')
  const again = openSecrets(path, reversingKeychain(), 'linux', log)
  expect({
    read: [await again.read('__proto__'), await again.read('hub'), await again.read('other')],
    hasPlaintext: (await readFile(path, 'utf8')).includes('token'),
    mode: (await stat(path)).mode & 0o077,
  }).toEqual({ read: ['token-1', 'token-2', null], hasPlaintext: false, mode: 0 })
  await again.write('hub', null)
  expect([await again.read('hub'), await openSecrets(path, reversingKeychain(), 'linux', log).read('hub')]).toEqual([null, null])
})

test.each([
  ['no keychain', 'darwin', reversingKeychain({ isAsyncEncryptionAvailable: async () => false })],
  ['a constant as the key', 'linux', reversingKeychain({ getSelectedStorageBackend: () => 'basic_text' })],
] as const)('[F3] with %s the secret is kept and said to be unprotected', async (_name, platform, keychain) => {
  const path = join(folder, 'secrets.json')
  const secrets = openSecrets(path, keychain, platform, log)
  expect(await secrets.write('hub', 'token')).toEqual({ isProtected: false })
  expect([await openSecrets(path, keychain, platform, log).read('hub'), (await stat(path)).mode & 0o077]).toEqual(['token', 0])
})

test('[F3] a secret that the keychain can not open any more is absent, not an error', async () => {
  const path = join(folder, 'secrets.json')
  await openSecrets(path, reversingKeychain(), 'linux', log).write('hub', 'token')
  const locked = reversingKeychain({ decryptStringAsync: () => Promise.reject(new Error('key is gone')) })
  expect([await openSecrets(path, locked, 'linux', log).read('hub'), lines]).toEqual([null, ['a secret can not be opened by the keychain']])
})

test('[F3] a secret whose key was rotated is sealed again', async () => {
  const path = join(folder, 'secrets.json')
  await openSecrets(path, reversingKeychain(), 'win32', log).write('hub', 'token')
  const rotated = reversingKeychain({
    decryptStringAsync: async () => ({ result: 'token', shouldReEncrypt: true }),
    encryptStringAsync: async () => Buffer.from('new seal'),
  })
  expect(await openSecrets(path, rotated, 'win32', log).read('hub')).toBe('token')
  expect(await readFile(path, 'utf8')).toContain(Buffer.from('new seal').toString('base64'))
})
