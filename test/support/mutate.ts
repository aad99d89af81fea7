import { below, pick } from './seeded.ts'

type Random = () => number

/** Bytes that mean something to decoders: ends of ranges, lengths, flags. */
const TELLING = [0, 1, 2, 3, 0x1f, 0x20, 0x28, 0x40, 0x7f, 0x80, 0x81, 0xc0, 0xe0, 0xfe, 0xff]
const HUGE_VAR_UINTS = [[0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0x80, 0x80, 0x80, 0x80, 0x00]]

/** `message` with a few faults in it: bytes changed, lost, added, doubled, moved, cut off, numbers made huge, a piece of `other` spliced in. */
export function mutated(random: Random, message: Uint8Array, other: Uint8Array): Uint8Array {
  let bytes = [...message]
  for (let faults = 1 + below(random, 4); faults > 0; faults--) bytes = withFault(random, bytes, other)
  return Uint8Array.from(bytes)
}

function withFault(random: Random, bytes: number[], other: Uint8Array): number[] {
  const at = below(random, bytes.length + 1)
  const length = below(random, 12)
  switch (below(random, 10)) {
    case 0:
      return bytes.toSpliced(at, 1, below(random, 256))
    case 1:
      return bytes.toSpliced(at, 1, pick(random, TELLING))
    case 2:
      return bytes.toSpliced(at, length)
    case 3:
      return bytes.toSpliced(at, 0, ...Array.from({ length }, () => below(random, 256)))
    case 4:
      return bytes.slice(0, at)
    case 5:
      return bytes.toSpliced(at, 0, ...bytes.slice(at, at + length))
    case 6:
      return bytes.toSpliced(at, 1, ...pick(random, HUGE_VAR_UINTS))
    case 7: {
      const from = below(random, other.length + 1)
      return bytes.toSpliced(at, below(random, 4), ...other.slice(from, from + length * 4))
    }
    case 8: {
      const piece = bytes.slice(at, at + length)
      return bytes.toSpliced(at, length).toSpliced(below(random, bytes.length + 1), 0, ...piece)
    }
    default:
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << below(random, 8)) : byte))
  }
}

export function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => below(random, 256))
}
