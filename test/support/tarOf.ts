export interface TarPart {
  readonly path: string
  readonly content?: string | Uint8Array
  /** As in the format: `0` a file, `5` a folder, `2` a link, `x` and `g` extended headers, `L` a long path. */
  readonly type?: string
  readonly prefix?: string
}

/** A tar file as others write it, also one that nobody should. */
export function tarOf(parts: readonly TarPart[]): Buffer {
  return Buffer.concat([...parts.flatMap(blocksOf), Buffer.alloc(1024)])
}

/** `29 path=…` with its own length. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const length = Buffer.byteLength(rest)
  const whole = length + String(length + String(length).length).length
  return `${whole}${rest}`
}

function blocksOf({ path, content = '', type = '0', prefix = '' }: TarPart): readonly Buffer[] {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(512)
  header.write(path, 0, 100)
  header.write('0000644\u00000000000\u00000000000\u0000', 100)
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\u0000${'0'.repeat(11)}\u0000`, 124)
  header.write(' '.repeat(8), 148)
  header.write(type, 156)
  header.write('ustar\u000000', 257)
  header.write(prefix, 345, 155)
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\u0000 `, 148)
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
}
