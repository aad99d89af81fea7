import { crc32 } from 'node:zlib'

const UTF8_NAMES = 0x0800
const VERSION = 20
/** 1980-01-01, the first day that the format knows: the same files give the same bytes. */
const FIRST_DAY = 0x0021
const MOST_BYTES = 0xffff_ffff

/**
 * The files in one ZIP, uncompressed, below a folder of that name. By PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 * @throws RangeError above 4 GB, which the plain format cannot hold.
 */
export function storedZip(folder: string, files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const path = Buffer.from(`${folder}/${name}`)
    const about = aboutFile(path, bytes)
    directory.push(centralHeader(about, offset), path)
    parts.push(fields([[4, 0x0403_4b50], ...about]), path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    offset += 30 + path.length + bytes.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  if (offset + size > MOST_BYTES) throw new RangeError('too large for a ZIP')
  const end = fields([[4, 0x0605_4b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]])
  return Buffer.concat([...parts, ...directory, end])
}

type Field = readonly [bytes: 2 | 4, value: number]

/** What the local header and the directory say alike. */
function aboutFile(path: Uint8Array, bytes: Uint8Array): readonly Field[] {
  return [[2, VERSION], [2, UTF8_NAMES], [2, 0], [2, 0], [2, FIRST_DAY], [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]]
}

function centralHeader(about: readonly Field[], offset: number): Buffer {
  return fields([[4, 0x0201_4b50], [2, VERSION], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]])
}

function fields(list: readonly Field[]): Buffer {
  return Buffer.concat(
    list.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, bytes)
      return field
    }),
  )
}
