import * as decoding from 'lib0/decoding'
import { err, ok, type Result } from '../../lib/result.ts'
import { damaged, readAny, readByte, readCount, readJson, readKey, readText, tooLarge, UpdateRefused } from './readContent.ts'
import { UPDATE_LIMITS, UPDATE_SIZES, type UpdateSize } from './updateLimits.ts'

/** Place in a document: the `clock`th element that `client` wrote. */
export interface Id {
  readonly client: number
  readonly clock: number
}

export type TypeKind = 'array' | 'map' | 'text' | 'element' | 'fragment' | 'xml-text'
export type ContentKind = 'deleted' | 'json' | 'binary' | 'text' | 'embed' | 'format' | 'type' | 'any'

/** One run of elements as the update has it, nothing of it checked against any document yet. */
export interface Struct {
  /** `gone`: of content that was deleted with its parent; `gap`: elements that the update leaves out. */
  readonly kind: 'item' | 'gone' | 'gap'
  readonly client: number
  readonly clock: number
  readonly length: number
  /** What stood to the left when it was written. */
  readonly origin: Id | null
  readonly rightOrigin: Id | null
  /** Only without both origins: a root's name, or where the type it stands in is. */
  readonly parent: Id | string | null
  readonly parentSub: string | null
  readonly content: ContentKind
  /** Of `any` and `json`: the last value, which is the one that counts under a key. */
  readonly value: unknown
  /** Of `type`. */
  readonly type: TypeKind | null
}

export interface ClientStructs {
  readonly client: number
  readonly structs: readonly Struct[]
}

export interface DeletedRange {
  readonly clock: number
  readonly end: number
}

export interface UpdateRead {
  readonly clients: readonly ClientStructs[]
  /** Ascending and apart from each other, by client. */
  readonly deleted: ReadonlyMap<number, readonly DeletedRange[]>
}

export type UpdateReadError = { readonly kind: 'update-damaged' } | { readonly kind: 'update-too-large' }

/**
 * Reads an update in Yjs' first encoding without building anything of Yjs: what it would take apart half way through,
 * what no client of ours writes (sub-documents, hooks, big integers) and what is above the limits is an error.
 */
export function readUpdate(update: Uint8Array, size: UpdateSize = UPDATE_SIZES.reply): Result<UpdateRead, UpdateReadError> {
  try {
    const decoder = decoding.createDecoder(update)
    const clients = readClients(decoder, size)
    const deleted = readDeleted(decoder, size)
    return decoder.pos === update.length ? ok({ clients, deleted }) : err({ kind: 'update-damaged' })
  } catch (error) {
    // Besides our own refusals: what lib0 and JSON.parse throw at bytes that end early or are no UTF-8 or JSON.
    return err({ kind: error instanceof UpdateRefused ? error.kind : 'update-damaged' })
  }
}

function readClients(decoder: decoding.Decoder, size: UpdateSize): ClientStructs[] {
  const clients: ClientStructs[] = []
  const seen = new Set<number>()
  let structsLeft = size.structs
  for (let left = readCount(decoder, size.clients); left > 0; left--) {
    const count = readCount(decoder)
    const client = readClient(decoder)
    const clock = readCount(decoder)
    if (count > structsLeft) throw tooLarge('structs')
    if (count === 0 || seen.has(client)) throw damaged('a client without structs, or twice')
    seen.add(client)
    structsLeft -= count
    clients.push({ client, structs: readStructs(decoder, client, clock, count) })
  }
  return clients
}

function readStructs(decoder: decoding.Decoder, client: number, from: number, count: number): Struct[] {
  const structs: Struct[] = []
  let clock = from
  for (let left = count; left > 0; left--) {
    const struct = readStruct(decoder, client, clock)
    clock += struct.length
    if (struct.length === 0) throw damaged('a struct of no length')
    if (clock > UPDATE_LIMITS.clock) throw tooLarge('clock')
    structs.push(struct)
  }
  return structs
}

const HAS_ORIGIN = 0b1000_0000
const HAS_RIGHT_ORIGIN = 0b0100_0000
const HAS_PARENT_SUB = 0b0010_0000
const CONTENT_BITS = 0b0001_1111
const GONE = 0
const GAP = 10

function readStruct(decoder: decoding.Decoder, client: number, clock: number): Struct {
  const flags = readByte(decoder)
  if (flags === GONE || flags === GAP) {
    const kind = flags === GONE ? 'gone' : 'gap'
    return { kind, client, clock, length: readCount(decoder), origin: null, rightOrigin: null, parent: null, parentSub: null, content: 'deleted', value: undefined, type: null }
  }
  const origin = (flags & HAS_ORIGIN) === 0 ? null : readId(decoder)
  const rightOrigin = (flags & HAS_RIGHT_ORIGIN) === 0 ? null : readId(decoder)
  const hasParent = origin === null && rightOrigin === null
  const parent = hasParent ? readParent(decoder) : null
  const parentSub = hasParent && (flags & HAS_PARENT_SUB) !== 0 ? readKey(decoder) : null
  const { content, length, value, type } = readContent(decoder, flags & CONTENT_BITS)
  return { kind: 'item', client, clock, length, origin, rightOrigin, parent, parentSub, content, value, type }
}

function readParent(decoder: decoding.Decoder): Id | string {
  const isRoot = readCount(decoder)
  if (isRoot > 1) throw damaged('a parent of an unknown kind')
  return isRoot === 1 ? readKey(decoder) : readId(decoder)
}

type Content = Pick<Struct, 'content' | 'length' | 'value' | 'type'>

function readContent(decoder: decoding.Decoder, reference: number): Content {
  switch (reference) {
    case 1:
      return { content: 'deleted', length: readCount(decoder), value: undefined, type: null }
    case 2:
      return readValues(decoder, 'json')
    case 3:
      decoding.readVarUint8Array(decoder)
      return { content: 'binary', length: 1, value: undefined, type: null }
    case 4:
      return { content: 'text', length: readText(decoder).length, value: undefined, type: null }
    case 5:
      readJson(decoder)
      return { content: 'embed', length: 1, value: undefined, type: null }
    case 6:
      readKey(decoder)
      readJson(decoder)
      return { content: 'format', length: 1, value: undefined, type: null }
    case 7:
      return { content: 'type', length: 1, value: undefined, type: readType(decoder) }
    case 8:
      return readValues(decoder, 'any')
    default:
      throw damaged(`content of the unknown kind ${reference}`)
  }
}

function readValues(decoder: decoding.Decoder, content: 'json' | 'any'): Content {
  const length = readCount(decoder, decoder.arr.length - decoder.pos)
  let value: unknown
  for (let left = length; left > 0; left--) value = content === 'any' ? readAny(decoder) : readJson(decoder)
  return { content, length, value, type: null }
}

const TYPES: readonly TypeKind[] = ['array', 'map', 'text', 'element', 'fragment']
const XML_TEXT = 6

function readType(decoder: decoding.Decoder): TypeKind {
  const reference = readCount(decoder)
  const type = reference === XML_TEXT ? 'xml-text' : TYPES[reference]
  if (type === undefined) throw damaged(`a type of the unknown kind ${reference}`)
  if (type === 'element') readKey(decoder)
  return type
}

function readId(decoder: decoding.Decoder): Id {
  return { client: readClient(decoder), clock: readCount(decoder) }
}

/** Yjs draws 32 bits; other implementations draw 53. */
function readClient(decoder: decoding.Decoder): number {
  return readCount(decoder, Number.MAX_SAFE_INTEGER)
}

function readDeleted(decoder: decoding.Decoder, size: UpdateSize): Map<number, DeletedRange[]> {
  const deleted = new Map<number, DeletedRange[]>()
  let rangesLeft = size.deletedRanges
  for (let left = readCount(decoder, size.clients); left > 0; left--) {
    const client = readClient(decoder)
    const count = readCount(decoder)
    if (count > rangesLeft) throw tooLarge('deleted ranges')
    if (deleted.has(client)) throw damaged('deleted ranges of a client twice')
    rangesLeft -= count
    deleted.set(client, readRanges(decoder, count))
  }
  return deleted
}

function readRanges(decoder: decoding.Decoder, count: number): DeletedRange[] {
  const ranges: DeletedRange[] = []
  let last = 0
  for (let left = count; left > 0; left--) {
    const clock = readCount(decoder)
    const end = clock + readCount(decoder)
    // Overlapping ranges would make every reader walk the same structs again and again.
    if (clock < last || end === clock) throw damaged('deleted ranges out of order')
    if (end > UPDATE_LIMITS.clock) throw tooLarge('clock')
    ranges.push({ clock, end })
    last = end
  }
  return ranges
}
