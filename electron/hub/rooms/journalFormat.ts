import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { fileHeader, readFramed, type FramedContent } from './framing.ts'
import { concatenate } from './writeAll.ts'

/** Version 1 had one bare Yjs update per record, and knew nobody's client ids. */
export const JOURNAL_HEADER = fileHeader('HSJ', 2)

/** First byte of a record since version 2. Both hold claims and one update; a snapshot stands for all before it. */
const KINDS = { batch: 1, snapshot: 2 } as const

export type Claims = readonly (readonly [client: number, personId: string])[]

/** An update and the client ids that it uses for the first time: one record, so neither is ever there without the other. */
export interface JournalEntry {
  readonly update: Uint8Array
  readonly claims: Claims
}

export function encodeEntry(kind: keyof typeof KINDS, { update, claims }: JournalEntry): Uint8Array {
  return concatenate([encodeEntryHead(kind, claims), update])
}

/**
 * What stands before an entry's update: kind, persons (count, strings), claims (count, pairs of client and index of the
 * person); numbers as varints.
 */
export function encodeEntryHead(kind: keyof typeof KINDS, claims: Claims): Uint8Array {
  const persons = new Map<string, number>()
  for (const [, personId] of claims) if (!persons.has(personId)) persons.set(personId, persons.size)
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, KINDS[kind])
  encoding.writeVarUint(encoder, persons.size)
  for (const personId of persons.keys()) encoding.writeVarString(encoder, personId)
  encoding.writeVarUint(encoder, claims.length)
  for (const [client, personId] of claims) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, persons.get(personId) ?? 0)
  }
  return encoding.toUint8Array(encoder)
}

/**
 * Reads one record of a journal of that version.
 * @throws Error if it is no entry, which a matching checksum rules out for what we wrote.
 */
export function decodeEntry(version: number, record: Uint8Array): JournalEntry {
  if (version < 2) return { update: record, claims: [] }
  const decoder = decoding.createDecoder(record)
  const kind = decoding.readUint8(decoder)
  if (kind !== KINDS.batch && kind !== KINDS.snapshot) throw new Error('unknown kind of record')
  const persons = Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarString(decoder))
  const claims = Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder)
    return [client, persons[decoding.readVarUint(decoder)] ?? ''] as const
  })
  return { claims, update: decoding.readTailAsUint8Array(decoder) }
}

/** A version below that of `JOURNAL_HEADER` is to be rewritten before anything is added. */
export function readJournal(bytes: Uint8Array): FramedContent {
  return readFramed(bytes, JOURNAL_HEADER)
}
