import * as encoding from 'lib0/encoding'

export type RawId = readonly [client: number, clock: number]

/** Content as Yjs numbers it on the wire, version 1. */
export type RawContent =
  | { readonly is: 'any'; readonly values: readonly unknown[] }
  | { readonly is: 'json'; readonly texts: readonly string[] }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'binary'; readonly bytes: Uint8Array }
  | { readonly is: 'embed'; readonly json: string }
  | { readonly is: 'format'; readonly key: string; readonly json: string }
  /** `type`: 0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 rich text. */
  | { readonly is: 'type'; readonly type: number; readonly name?: string }
  | { readonly is: 'deleted'; readonly length: number }
  | { readonly is: 'document'; readonly guid: string }

export interface RawItem {
  readonly origin?: RawId
  readonly right?: RawId
  /** Name of a root or id of a type; on the wire only without origin and right. */
  readonly parent?: string | RawId
  readonly key?: string
  readonly content: RawContent
}

/** `gone`: so many elements that were collected; `gap`: so many that are left out. */
export type RawStruct = RawItem | { readonly gone: number } | { readonly gap: number }

export interface RawRun {
  readonly client: number
  readonly clock: number
  readonly structs: readonly RawStruct[]
}

export interface RawDeletes {
  readonly client: number
  readonly ranges: readonly (readonly [clock: number, length: number])[]
}

/** Elements and hooks. */
const TYPES_WITH_NAMES = new Set([3, 5])

const CONTENT_REFS = { deleted: 1, json: 2, binary: 3, text: 4, embed: 5, format: 6, type: 7, any: 8, document: 9 } as const

/** A Yjs update (version 1), written field by field: whatever is asked for, also what Yjs itself would never write. */
export function rawUpdate(runs: readonly RawRun[], deletes: readonly RawDeletes[] = []): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, runs.length)
  for (const { client, clock, structs } of runs) {
    encoding.writeVarUint(encoder, structs.length)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    for (const struct of structs) writeStruct(encoder, struct)
  }
  encoding.writeVarUint(encoder, deletes.length)
  for (const { client, ranges } of deletes) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  }
  return encoding.toUint8Array(encoder)
}

/** One item as an update of its own. */
export function rawItem([client, clock]: RawId, item: RawItem): Uint8Array {
  return rawUpdate([{ client, clock, structs: [item] }])
}

/** How many clocks it takes. */
export function lengthOf(struct: RawStruct): number {
  if ('gone' in struct) return struct.gone
  if ('gap' in struct) return struct.gap
  const { content } = struct
  if (content.is === 'deleted') return content.length
  if (content.is === 'any') return content.values.length
  if (content.is === 'json') return content.texts.length
  return content.is === 'text' ? content.text.length : 1
}

function writeStruct(encoder: encoding.Encoder, struct: RawStruct): void {
  if ('gone' in struct || 'gap' in struct) {
    encoding.writeUint8(encoder, 'gone' in struct ? 0 : 10)
    encoding.writeVarUint(encoder, lengthOf(struct))
    return
  }
  const { origin, right, parent, key, content } = struct
  const flags = (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20)
  encoding.writeUint8(encoder, CONTENT_REFS[content.is] | flags)
  if (origin) writeId(encoder, origin)
  if (right) writeId(encoder, right)
  if (!origin && !right) {
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent)
    else writeId(encoder, parent ?? [0, 0])
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  writeContent(encoder, content)
}

function writeId(encoder: encoding.Encoder, [client, clock]: RawId): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}

function writeContent(encoder: encoding.Encoder, content: RawContent): void {
  switch (content.is) {
    case 'any':
      encoding.writeVarUint(encoder, content.values.length)
      for (const value of content.values) encoding.writeAny(encoder, value as never)
      return
    case 'json':
      encoding.writeVarUint(encoder, content.texts.length)
      for (const text of content.texts) encoding.writeVarString(encoder, text)
      return
    case 'text':
      return encoding.writeVarString(encoder, content.text)
    case 'binary':
      return encoding.writeVarUint8Array(encoder, content.bytes)
    case 'embed':
      return encoding.writeVarString(encoder, content.json)
    case 'format':
      encoding.writeVarString(encoder, content.key)
      return encoding.writeVarString(encoder, content.json)
    case 'type':
      encoding.writeVarUint(encoder, content.type)
      if (TYPES_WITH_NAMES.has(content.type)) encoding.writeVarString(encoder, content.name ?? 'paragraph')
      return
    case 'deleted':
      return encoding.writeVarUint(encoder, content.length)
    case 'document':
      encoding.writeVarString(encoder, content.guid)
      return encoding.writeAny(encoder, {})
  }
}
