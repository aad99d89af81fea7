import * as encoding from 'lib0/encoding'
import type { Id } from '../../../shared/sync/check/readUpdate.ts'

export type RawContent =
  | { readonly is: 'deleted'; readonly length: number }
  | { readonly is: 'any'; readonly values: readonly unknown[] }
  | { readonly is: 'json'; readonly texts: readonly string[] }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'binary' }
  | { readonly is: 'embed'; readonly text: string }
  | { readonly is: 'format'; readonly key: string; readonly text: string }
  | { readonly is: 'type'; readonly type: number; readonly name?: string }
  | { readonly is: 'document' }

export interface RawItem {
  readonly origin?: Id
  readonly rightOrigin?: Id
  readonly parent?: string | Id
  readonly key?: string
  readonly content: RawContent
}

export type RawStruct = RawItem | { readonly gone: number } | { readonly gap: number }

export interface RawClient {
  readonly client: number
  readonly clock: number
  readonly structs: readonly RawStruct[]
}

export interface RawDeleted {
  readonly client: number
  readonly ranges: readonly (readonly [clock: number, length: number])[]
}

/** An update as an attacker would write it by hand: whatever is asked for, in Yjs' first encoding. */
export function rawUpdate(clients: readonly RawClient[], deleted: readonly RawDeleted[] = []): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clients.length)
  for (const { client, clock, structs } of clients) {
    encoding.writeVarUint(encoder, structs.length)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    for (const struct of structs) writeStruct(encoder, struct)
  }
  encoding.writeVarUint(encoder, deleted.length)
  for (const { client, ranges } of deleted) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  }
  return encoding.toUint8Array(encoder)
}

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
  const { origin, rightOrigin, parent, key, content } = struct
  encoding.writeUint8(encoder, REFERENCES[content.is] | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (key === undefined ? 0 : 0x20))
  if (origin) writeId(encoder, origin)
  if (rightOrigin) writeId(encoder, rightOrigin)
  if (!origin && !rightOrigin) {
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent)
    else writeId(encoder, parent ?? { client: 0, clock: 0 })
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  writeContent(encoder, content)
}

const REFERENCES = { deleted: 1, json: 2, binary: 3, text: 4, embed: 5, format: 6, type: 7, any: 8, document: 9 } as const

function writeContent(encoder: encoding.Encoder, content: RawContent): void {
  switch (content.is) {
    case 'deleted':
      encoding.writeVarUint(encoder, content.length)
      break
    case 'any':
      encoding.writeVarUint(encoder, content.values.length)
      for (const value of content.values) encoding.writeAny(encoder, value as Parameters<typeof encoding.writeAny>[1])
      break
    case 'json':
      encoding.writeVarUint(encoder, content.texts.length)
      for (const text of content.texts) encoding.writeVarString(encoder, text)
      break
    case 'text':
    case 'embed':
      encoding.writeVarString(encoder, content.text)
      break
    case 'binary':
      encoding.writeVarUint8Array(encoder, Uint8Array.of(1, 2, 3))
      break
    case 'format':
      encoding.writeVarString(encoder, content.key)
      encoding.writeVarString(encoder, content.text)
      break
    case 'type':
      encoding.writeVarUint(encoder, content.type)
      if (content.type === 3 || content.type === 5) encoding.writeVarString(encoder, content.name ?? 'paragraph')
      break
    case 'document':
      encoding.writeVarString(encoder, 'guid')
      encoding.writeAny(encoder, {})
      break
  }
}

function writeId(encoder: encoding.Encoder, { client, clock }: Id): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}
