import type { FileHandle } from 'node:fs/promises'

const BLOCK = 512
const MAX_SIZE = 8 ** 11 - 1
const FILE = '0'
const EXTENDED = 'x'

/** What ends a tar file. */
export const TAR_END = new Uint8Array(2 * BLOCK)

/** What stands before a file's bytes, in the `ustar` format; a path too long for it comes in an extended header. */
export function tarHeader(path: string, size: number, writtenAt: Date): Uint8Array {
  if (size > MAX_SIZE) throw new Error('too large for a tar file')
  if (Buffer.byteLength(path) <= 100) return header(path, size, writtenAt, FILE)
  const record = Buffer.from(extendedRecord('path', path))
  return Buffer.concat([header('path', record.length, writtenAt, EXTENDED), record, tarPadding(record.length), header(path, size, writtenAt, FILE)])
}

/** What stands behind a file's bytes. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK)
}

function header(path: string, size: number, writtenAt: Date, type: string): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number): void => void block.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1')
  Buffer.from(path).copy(block, 0, 0, 100)
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.max(0, Math.floor(writtenAt.getTime() / 1000)), 136, 12)
  block.write(type, 156, 'latin1')
  block.write('ustar\u000000', 257, 'latin1')
  block.fill(' ', 148, 156)
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\u0000 `, 148, 'latin1')
  return block
}

/** `length key=value` and a line end, the length counting itself. */
function extendedRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  const length = bytes + String(bytes + String(bytes).length).length
  return `${length}${rest}`
}

function checksum(block: Uint8Array): number {
  let sum = 0
  for (let index = 0; index < BLOCK; index++) sum += index >= 148 && index < 156 ? 32 : (block[index] ?? 0)
  return sum
}

export interface TarEntry {
  readonly path: string
  readonly size: number
  /** Where the file's bytes begin. */
  readonly position: number
}

/** Something that is no tar file, or an entry that is no plain file. */
export class TarDamaged extends Error {}

/** The files of a tar file in order; only plain files may be in it. @throws TarDamaged */
export async function* tarEntries(handle: FileHandle): AsyncGenerator<TarEntry> {
  for await (const { isFile, ...entry } of tarMembers(handle)) {
    if (!isFile) throw new TarDamaged('an entry is no plain file')
    yield entry
  }
}

const FOLLOWING_PATH = 'L'
const ABOUT_ALL = 'g'

/**
 * Whatever a tar file of others holds, in order: folders, links and devices too, with `isFile` false. Paths are as they
 * stand there and may lead anywhere. @throws TarDamaged
 */
export async function* tarMembers(handle: FileHandle): AsyncGenerator<TarEntry & { readonly isFile: boolean }> {
  let position = 0
  let longPath: string | undefined
  for (;;) {
    const block = await readExactly(handle, position, BLOCK)
    position += BLOCK
    if (block.every((byte) => byte === 0)) return
    if (Number.parseInt(block.toString('latin1', 148, 156).replaceAll('\u0000', ' '), 8) !== checksum(block)) throw new TarDamaged('a header is damaged')
    const size = Number.parseInt(block.toString('latin1', 124, 136), 8)
    if (!Number.isSafeInteger(size) || size < 0) throw new TarDamaged('a size is damaged')
    const type = block.toString('latin1', 156, 157)
    if (type === EXTENDED || type === FOLLOWING_PATH) {
      if (size > 64 * 1024) throw new TarDamaged('a path is too long')
      const told = (await readExactly(handle, position, size)).toString('utf8')
      longPath = type === EXTENDED ? (pathRecord(told) ?? longPath) : told.split('\u0000')[0]
    } else if (type !== ABOUT_ALL) {
      yield { path: longPath ?? shortPath(block), size, position, isFile: type === FILE || type === '\u0000' }
      longPath = undefined
    }
    position += size + tarPadding(size).length
  }
}

function shortPath(block: Buffer): string {
  const name = block.toString('utf8', 0, 100).split('\u0000')[0] ?? ''
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\u0000'
  const folder = isUstar ? (block.toString('utf8', 345, 500).split('\u0000')[0] ?? '') : ''
  return folder === '' ? name : `${folder}/${name}`
}

/** Of records like `30 path=…`, each with its own length. @throws TarDamaged */
function pathRecord(records: string): string | undefined {
  const bytes = Buffer.from(records)
  let path: string | undefined
  for (let at = 0; at < bytes.length; ) {
    const match = /^(\d{1,6}) ([^=]+)=/.exec(bytes.toString('utf8', at, at + 300))
    const length = Number(match?.[1])
    if (!match || length < match[0].length || at + length > bytes.length) throw new TarDamaged('an extended header is not understood')
    if (match[2] === 'path') path = bytes.toString('utf8', at + match[0].length, at + length - 1)
    at += length
  }
  return path
}

/** @throws TarDamaged if the file ends before. */
async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) throw new TarDamaged('the file is cut off')
    filled += bytesRead
  }
  return bytes
}

const CHUNK = 1024 * 1024

/** A part of a file, a MB at a time. The chunk is only good until the next. @throws TarDamaged if the file ends before. */
export async function* readPart(handle: FileHandle, position: number, length: number): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, length))
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(chunk, 0, Math.min(CHUNK, length - done), position + done)
    if (bytesRead === 0) throw new TarDamaged('the file is cut off')
    yield chunk.subarray(0, bytesRead)
    done += bytesRead
  }
}
