import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.mjs'
import { commandLine } from './commandLine.mjs'
import { offerObject } from './offer.mjs'

/** What Electron's ciphertexts begin with on Linux. */
const PREFIX = Buffer.from('v11')
const IV_LENGTH = 12
const TAG_LENGTH = 16

/** Whether the app allowed text in the clear where there is no keychain: Electron's own state. */
const plainText = { isAllowed: false }

/** `--password-store=basic` is the machine without a keychain, as for Chromium itself. */
function backend() {
  return commandLine.getSwitchValue('password-store') === 'basic' ? 'basic_text' : 'gnome_libsecret'
}

function isAvailable() {
  return app.isReady() && (backend() !== 'basic_text' || plainText.isAllowed)
}

/** Stands for the system's keychain; what it proves is the round trip, never the secrecy. */
function key() {
  if (!isAvailable()) throw new Error('Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.')
  const folder = join(app.getPath('userData'), 'double-keychain')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'key')
  try {
    writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  return readFileSync(path)
}

/** @param {string} text */
function encrypt(text) {
  if (typeof text !== 'string') throw new TypeError('Error processing argument at index 0, conversion failure')
  const iv = randomBytes(IV_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', key(), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), body])
}

/** @param {Buffer} encrypted */
function decrypt(encrypted) {
  if (!Buffer.isBuffer(encrypted)) throw new TypeError('Error processing argument at index 0, conversion failure')
  const refusal = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
  if (!encrypted.subarray(0, PREFIX.length).equals(PREFIX)) throw new Error(`${refusal} Ciphertext does not appear to be encrypted.`)
  const body = encrypted.subarray(PREFIX.length)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), body.subarray(0, IV_LENGTH))
    decipher.setAuthTag(body.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH))
    return Buffer.concat([decipher.update(body.subarray(IV_LENGTH + TAG_LENGTH)), decipher.final()]).toString('utf8')
  } catch {
    throw new Error(refusal)
  }
}

export const safeStorage = offerObject('safeStorage', {
  isEncryptionAvailable: isAvailable,
  isAsyncEncryptionAvailable: async () => isAvailable(),
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (/** @type {string} */ text) => encrypt(text),
  decryptStringAsync: async (/** @type {Buffer} */ encrypted) => ({ shouldReEncrypt: false, result: decrypt(encrypted) }),
  getSelectedStorageBackend: () => (app.isReady() ? backend() : 'unknown'),
  setUsePlainTextEncryption(/** @type {boolean} */ isAllowed) {
    plainText.isAllowed = isAllowed
  },
})
