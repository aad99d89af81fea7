/* joined */ import { verifyAsync } from '@noble/ed25519'
/* joined */ import { plainSha256 } from './sha256.js'

/**
 * What a browser can compute. `verify` is null where it cannot check signatures; `isBuiltIn`: by itself, without the
 * library in this page.
 * @typedef {{ sha256: (bytes: Uint8Array) => Promise<Uint8Array>, verify: ((publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>) | null, isBuiltIn: boolean }} Engine
 */

/**
 * The files of an export by what they are; null for what was not given.
 * @typedef {{ archive: Uint8Array | null, entry: Uint8Array | null, proof: Uint8Array | null, checkpoint: Uint8Array | null }} Given
 */

/**
 * `right`, `wrong`, or `unknown` where something is missing for it.
 * @typedef {'right' | 'wrong' | 'unknown'} Finding
 */

/**
 * `newer`: made by a version that this page does not know. `damaged`: one of the small files is not of its form.
 * @typedef {'verified' | 'changed' | 'not-included' | 'signature-wrong' | 'signature-unchecked' | 'incomplete' | 'damaged' | 'newer'} Verdict
 */

/** @typedef {{ name: string, publicKey: Uint8Array }} Key */
/** @typedef {{ path: string, title: string, heldOn: string, closedAt: string, origin: string, seq: number, sha256: string, size: number }} Entry */
/** @typedef {{ index: number, treeSize: number, hashes: Uint8Array[], ledger: Key, devices: Key[] }} Proof */
/** @typedef {{ text: string, origin: string, size: number, root: Uint8Array, signatures: { name: string, bytes: Uint8Array }[] }} Checkpoint */

/**
 * @typedef {object} Report
 * @property {Verdict} verdict
 * @property {{ signature: Finding, inclusion: Finding, file: Finding }} findings
 * @property {Entry | null} entry
 * @property {string | null} fileHash what the file's SHA-256 is
 * @property {{ root: string, key: string, name: string, size: number } | null} printed to be compared with paper
 * @property {{ name: string, at: Date }[]} cosigned
 */

/**
 * @param {SubtleCrypto | undefined} subtle absent on pages that do not count as secure
 * @returns {Promise<Engine>}
 */
export async function findEngine(subtle) {
  if (!subtle) return { sha256: async (bytes) => plainSha256(bytes), verify: null, isBuiltIn: false }
  /** @type {Engine['sha256']} */
  const sha256 = async (bytes) => new Uint8Array(await subtle.digest('SHA-256', own(bytes)))
  /** @type {NonNullable<Engine['verify']>} */
  const builtIn = async (publicKey, message, signature) => {
    const key = await subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify'])
    return subtle.verify('Ed25519', key, own(signature), own(message))
  }
  for (const verify of [builtIn, library]) if (await knowsEd25519(verify)) return { sha256, verify: carefully(verify), isBuiltIn: verify === builtIn }
  return { sha256, verify: null, isBuiltIn: false }
}

/** @type {NonNullable<Engine['verify']>} */
const library = (publicKey, message, signature) => verifyAsync(signature, message, publicKey, { zip215: false })

/** Test 1 of RFC 8032, section 7.1: a signature of nothing; and it is none of something else.
 * @param {NonNullable<Engine['verify']>} verify */
async function knowsEd25519(verify) {
  const key = fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  const signature = fromHex('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b')
  const checked = carefully(verify)
  return (await checked(key, new Uint8Array(), signature)) && !(await checked(key, new Uint8Array([0]), signature))
}

/** What is no key or no signature is not right; that is all.
 * @param {NonNullable<Engine['verify']>} verify
 * @returns {NonNullable<Engine['verify']>} */
function carefully(verify) {
  return (publicKey, message, signature) => verify(publicKey, message, signature).catch(() => false)
}

/** Which of the files this is, by what is in it; undefined if it is none of them.
 * @param {Uint8Array} head its first bytes
 * @returns {keyof Given | undefined} */
export function kindOf(head) {
  const text = latin(head)
  if (text.startsWith('SQLite format 3\0')) return 'archive'
  if (/^\s*\{/.test(text)) return text.includes('"treeSize"') ? 'proof' : text.includes('"archiveId"') ? 'entry' : undefined
  return /^[^\n]+\n\d+\n[A-Za-z0-9+/=]+\n/.test(text) ? 'checkpoint' : undefined
}

/** From what is trusted outwards: the signature, then the line in what was signed, then the file in the line.
 * @param {Given} given
 * @param {Engine} engine
 * @returns {Promise<Report>} */
export async function checkFiles(given, engine) {
  const fileHash = given.archive && toHex(await engine.sha256(given.archive))
  try {
    const entry = given.entry && readEntry(given.entry)
    const proof = given.proof && readProof(given.proof)
    const checkpoint = given.checkpoint && readCheckpoint(given.checkpoint)
    const cosigned = proof && checkpoint && (await cosignatures(proof, checkpoint, engine))
    const signature = proof && checkpoint ? await checkSignature(proof, checkpoint, cosigned, engine) : 'unknown'
    const inclusion = entry && proof && checkpoint && given.entry ? await checkInclusion({ entry, proof, checkpoint, leaf: withoutLineFeed(given.entry) }, engine) : 'unknown'
    const file = entry && given.archive ? finding(entry.sha256 === fileHash && entry.size === given.archive.length) : 'unknown'
    const findings = { signature, inclusion, file }
    const printed = proof && checkpoint && { root: shortForm(checkpoint.root), key: shortForm(await engine.sha256(proof.ledger.publicKey)), name: checkpoint.origin, size: checkpoint.size }
    const verdict = verdictOf(findings, Object.values(given).every((bytes) => bytes !== null))
    return { verdict, findings, entry, fileHash, printed, cosigned: cosigned || [] }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { verdict: error.verdict, findings: { signature: 'unknown', inclusion: 'unknown', file: 'unknown' }, entry: null, fileHash, printed: null, cosigned: [] }
  }
}

/** @param {Report['findings']} findings
 * @param {boolean} isAll
 * @returns {Verdict} */
function verdictOf({ signature, inclusion, file }, isAll) {
  if (signature === 'wrong') return 'signature-wrong'
  if (inclusion === 'wrong') return 'not-included'
  if (file === 'wrong') return 'changed'
  if (!isAll) return 'incomplete'
  return signature === 'unknown' ? 'signature-unchecked' : 'verified'
}

/** C2SP signed note: the ledger's key signed the text, and no co-signature by a key that is given is wrong.
 * @param {Proof} proof
 * @param {Checkpoint} checkpoint
 * @param {Report['cosigned'] | null} cosigned null if one is wrong
 * @param {Engine} engine
 * @returns {Promise<Finding>} */
async function checkSignature({ ledger }, checkpoint, cosigned, { verify, sha256 }) {
  const signature = checkpoint.origin === ledger.name && (await signatureOf(checkpoint, ledger, 0x01, sha256))
  if (!signature) return 'wrong'
  return verify ? finding(cosigned !== null && (await verify(ledger.publicKey, utf8(checkpoint.text), signature))) : 'unknown'
}

/** C2SP tlog-cosignature: eight bytes of time, then the signature over the time and the text.
 * @param {Proof} proof
 * @param {Checkpoint} checkpoint
 * @param {Engine} engine
 * @returns {Promise<Report['cosigned'] | null>} null if one of a given key is wrong */
async function cosignatures({ devices }, checkpoint, { verify, sha256 }) {
  const found = []
  for (const device of verify ? devices : []) {
    const bytes = await signatureOf(checkpoint, device, 0x04, sha256)
    if (!bytes) continue
    if (bytes.length !== 72) return null
    const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
    if (!(await verify?.(device.publicKey, utf8(`cosignature/v1\ntime ${time}\n${checkpoint.text}`), bytes.subarray(8)))) return null
    found.push({ name: device.name, at: new Date(Number(time) * 1000) })
  }
  return found
}

/** @param {Checkpoint} checkpoint
 * @param {Key} key
 * @param {number} type
 * @param {Engine['sha256']} sha256
 * @returns {Promise<Uint8Array | null>} without the four bytes of the key's id */
async function signatureOf({ signatures }, { name, publicKey }, type, sha256) {
  const id = (await sha256(joinBytes(utf8(name), [0x0a, type], publicKey))).subarray(0, 4)
  const found = signatures.find((signature) => signature.name === name && sameBytes(signature.bytes.subarray(0, 4), id))
  return found ? found.bytes.slice(4) : null
}

/** RFC 9162, section 2.1.3.2.
 * @param {{ entry: Entry, proof: Proof, checkpoint: Checkpoint, leaf: Uint8Array }} about
 * @param {Engine} engine
 * @returns {Promise<Finding>} */
async function checkInclusion({ entry, proof, checkpoint, leaf }, { sha256 }) {
  const { index, treeSize, hashes } = proof
  if (entry.seq !== index || treeSize !== checkpoint.size || index >= treeSize) return 'wrong'
  let node = index
  let last = treeSize - 1
  let hash = await sha256(joinBytes([0], leaf))
  for (const sibling of hashes) {
    if (last === 0) return 'wrong'
    if (node % 2 === 1 || node === last) {
      hash = await sha256(joinBytes([1], sibling, hash))
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
    } else hash = await sha256(joinBytes([1], hash, sibling))
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  return finding(last === 0 && sameBytes(hash, checkpoint.root))
}

class Unreadable extends Error {
  /** @param {'damaged' | 'newer'} verdict */
  constructor(verdict) {
    super(verdict)
    this.verdict = verdict
  }
}

/** @param {Uint8Array} bytes
 * @returns {Entry} */
function readEntry(bytes) {
  const line = readJson(bytes, 'v', 'alg')
  const { path, title, heldOn, closedAt, origin, seq, sha256, size } = line
  if (![path, title, heldOn, closedAt, origin].every((value) => typeof value === 'string') || !isCount(seq) || !isCount(size) || !/^[0-9a-f]{64}$/.test(sha256)) throw new Unreadable('damaged')
  return { path, title, heldOn, closedAt, origin, seq, sha256, size }
}

/** @param {Uint8Array} bytes
 * @returns {Proof} */
function readProof(bytes) {
  const { index, treeSize, hashes, ledger, devices } = readJson(bytes, 'v', 'alg')
  if (!isCount(index) || !isCount(treeSize) || !Array.isArray(hashes) || hashes.length > 64 || !Array.isArray(devices) || devices.length > 1000) throw new Unreadable('damaged')
  return { index, treeSize, hashes: hashes.map(readHash), ledger: readKey(ledger), devices: devices.map(readKey) }
}

/** @param {unknown} value
 * @returns {Key} */
function readKey(value) {
  const { name, publicKey } = /** @type {{ name?: unknown, publicKey?: unknown }} */ (value ?? {})
  if (typeof name !== 'string' || !/^[^\s+]+$/.test(name)) throw new Unreadable('damaged')
  return { name, publicKey: readHash(publicKey) }
}

/** C2SP tlog-checkpoint in a C2SP signed note.
 * @param {Uint8Array} bytes
 * @returns {Checkpoint} */
function readCheckpoint(bytes) {
  const note = readText(bytes)
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const [origin = '', size = '', root = '', after] = text.split('\n')
  if (end < 0 || !note.endsWith('\n') || origin === '' || !/^(?:0|[1-9]\d{0,14})$/.test(size) || after === undefined) throw new Unreadable('damaged')
  const signatures = note.slice(end + 2, -1).split('\n').map((line) => {
    const [, name, base64] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? []
    const signature = base64 === undefined ? undefined : fromBase64(base64)
    if (name === undefined || !signature || signature.length <= 4) throw new Unreadable('damaged')
    return { name, bytes: signature }
  })
  return { text, origin, size: Number(size), root: readHash(root), signatures }
}

/** @param {Uint8Array} bytes
 * @param {string} version
 * @param {string} algorithm
 * @returns {any} */
function readJson(bytes, version, algorithm) {
  /** @type {unknown} */
  let value
  try {
    value = JSON.parse(readText(bytes))
  } catch {
    throw new Unreadable('damaged')
  }
  if (typeof value !== 'object' || value === null) throw new Unreadable('damaged')
  const object = /** @type {Record<string, unknown>} */ (value)
  if (object[version] !== 1 || object[algorithm] !== 'sha256') throw new Unreadable(version in object && algorithm in object ? 'newer' : 'damaged')
  return object
}

/** @param {Uint8Array} bytes
 * @returns {string} */
function readText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Unreadable('damaged')
  }
}

/** @param {unknown} value
 * @returns {Uint8Array} */
function readHash(value) {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined
  if (bytes?.length !== 32) throw new Unreadable('damaged')
  return bytes
}

/** An editor may have added it.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} */
function withoutLineFeed(bytes) {
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : bytes.length
  return bytes.slice(0, end)
}

/** The first 120 bits, as minutes print them.
 * @param {Uint8Array} hash
 * @returns {string} */
export function shortForm(hash) {
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = Array.from({ length: 24 }, (_, index) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[parseInt(bits.slice(index * 5, index * 5 + 5), 2)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** @type {(isRight: boolean) => Finding} */
const finding = (isRight) => (isRight ? 'right' : 'wrong')
/** @type {(value: unknown) => boolean} */
const isCount = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
/** @type {(text: string) => Uint8Array} */
const utf8 = (text) => new TextEncoder().encode(text)
/** @type {(bytes: Uint8Array) => string} */
const latin = (bytes) => String.fromCharCode(...bytes)
/** @type {(bytes: Uint8Array) => string} */
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
/** @type {(hex: string) => Uint8Array} */
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
/** @type {(bytes: Uint8Array) => Uint8Array<ArrayBuffer>} */
const own = (bytes) => new Uint8Array(bytes)
/** @type {(...parts: ArrayLike<number>[]) => Uint8Array} */
const joinBytes = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)))
/** @type {(a: Uint8Array, b: Uint8Array) => boolean} */
const sameBytes = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index])

/** Undefined if it is not what the same bytes would be written as.
 * @param {string} text
 * @returns {Uint8Array | undefined} */
function fromBase64(text) {
  try {
    const binary = atob(text)
    return btoa(binary) === text ? Uint8Array.from(binary, (letter) => letter.charCodeAt(0)) : undefined
  } catch {
    return undefined
  }
}
