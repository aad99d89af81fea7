import { MOST_FOREIGN_BYTES, PROOF_NAMES } from '../../../../../shared/archive/foreign.ts'
import { err, ok, type Result } from '../../../../../shared/lib/result.ts'
import type { Bundle, BundleError } from './bundleFiles.ts'

/** By PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16. */
const END_BYTES = 22
const HEADER_BYTES = 46
const LOCAL_BYTES = 30
const MARKS = { end: 0x0605_4b50, header: 0x0201_4b50 } as const
/** An export holds five files. */
const MOST_FILES = 100

interface Packed {
  readonly name: string
  readonly file: Blob
}

/**
 * The archive and its proof in the ZIP of an export, also one that was packed anew. What the ZIP says is never a path:
 * of a name its last part counts.
 */
export async function unpackExport(zip: File): Promise<Result<Bundle, BundleError>> {
  const packed = await readZip(zip)
  const [archive, ...others] = packed?.filter(({ name }) => /^[^.].*\.sqlite$/i.test(name)) ?? []
  if (!packed || !archive || others.length > 0) return err({ kind: 'zip-unreadable' })
  if (archive.file.size > MOST_FOREIGN_BYTES) return err({ kind: 'too-large' })
  const proof = Object.values(PROOF_NAMES).map((wanted) => packed.find(({ name }) => name === wanted))
  const [entry, proved, checkpoint] = proof
  if (!entry || !proved || !checkpoint) return proof.some(Boolean) ? err({ kind: 'proof-incomplete' }) : ok({ ...archive, proof: null })
  return ok({ ...archive, proof: { entry: await entry.file.text(), proof: await proved.file.text(), checkpoint: await checkpoint.file.text() } })
}

/** Null if it is none that we read: split, encrypted, or packed by a method of its own. */
async function readZip(zip: Blob): Promise<readonly Packed[] | null> {
  const end = await viewOf(zip.slice(-END_BYTES))
  if (end.byteLength < END_BYTES || end.getUint32(0, true) !== MARKS.end) return null
  const count = end.getUint16(10, true)
  if (count > MOST_FILES) return null
  const directory = await viewOf(zip.slice(end.getUint32(16, true), end.getUint32(16, true) + end.getUint32(12, true)))
  const files: Packed[] = []
  let left = MOST_FOREIGN_BYTES
  for (let at = 0, number = 0; number < count; number++) {
    if (at + HEADER_BYTES > directory.byteLength || directory.getUint32(at, true) !== MARKS.header) return null
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) => directory.getUint16(at + offset, true)) as [number, number, number]
    const path = new TextDecoder().decode(new Uint8Array(directory.buffer, at + HEADER_BYTES, Math.max(0, Math.min(nameLength, directory.byteLength - at - HEADER_BYTES))))
    const about = { method: directory.getUint16(at + 10, true), packedSize: directory.getUint32(at + 20, true), size: directory.getUint32(at + 24, true), offset: directory.getUint32(at + 42, true) }
    left -= about.size
    const file = left < 0 ? null : await unpack(zip, about)
    if (!file) return null
    files.push({ name: path.split(/[\\/]/).at(-1) ?? '', file })
    at += HEADER_BYTES + nameLength + extraLength + noteLength
  }
  return files
}

async function unpack(zip: Blob, { method, packedSize, size, offset }: { readonly method: number; readonly packedSize: number; readonly size: number; readonly offset: number }): Promise<Blob | null> {
  const local = await viewOf(zip.slice(offset, offset + LOCAL_BYTES))
  if (local.byteLength < LOCAL_BYTES) return null
  const from = offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true)
  const packed = zip.slice(from, from + packedSize)
  if (method === 0) return packed
  if (method !== 8) return null
  return inflate(packed, size).catch(() => null)
}

/** Not more than it says: a few bytes may become as many as one likes. */
async function inflate(packed: Blob, size: number): Promise<Blob | null> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length
    if (length > size) return null
    parts.push(new Uint8Array(read.value))
  }
  return new Blob(parts)
}

async function viewOf(blob: Blob): Promise<DataView<ArrayBuffer>> {
  return new DataView(await blob.arrayBuffer())
}
