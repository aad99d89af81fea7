import * as decoding from 'lib0/decoding'
import { UPDATE_LIMITS } from './updateLimits.ts'

/** Thrown while reading only; `readUpdate` turns it into its result. */
export class UpdateRefused extends Error {
  readonly kind: 'update-damaged' | 'update-too-large'

  constructor(kind: 'update-damaged' | 'update-too-large', message: string) {
    super(message)
    this.kind = kind
  }
}

export function damaged(what: string): UpdateRefused {
  return new UpdateRefused('update-damaged', what)
}

export function tooLarge(what: string): UpdateRefused {
  return new UpdateRefused('update-too-large', what)
}

/** Keys that would reach an object's prototype wherever a reader uses a plain object as a map. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export function readByte(decoder: decoding.Decoder): number {
  const byte = decoder.arr[decoder.pos++]
  if (byte === undefined) throw damaged('the update ends early')
  return byte
}

/** An unsigned integer up to `limit`, 2^45 unless said. */
export function readCount(decoder: decoding.Decoder, limit: number = UPDATE_LIMITS.clock): number {
  const value = decoding.readVarUint(decoder)
  if (value > limit) throw tooLarge(`a number above ${limit}`)
  return value
}

export function readText(decoder: decoding.Decoder, limit: number = UPDATE_LIMITS.textBytes): string {
  const start = decoder.pos
  readCount(decoder, limit)
  decoder.pos = start
  return decoding.readVarString(decoder)
}

export function readKey(decoder: decoding.Decoder): string {
  const key = readText(decoder, UPDATE_LIMITS.keyBytes)
  if (FORBIDDEN_KEYS.has(key)) throw damaged('a forbidden key')
  return key
}

/** A value in lib0's own encoding. `undefined` only at the top: an editor's attribute may be absent. */
export function readAny(decoder: decoding.Decoder, depth = 0): unknown {
  const tag = readByte(decoder)
  switch (tag) {
    case 127:
      if (depth > 0) throw damaged('undefined inside a value')
      return undefined
    case 126:
      return null
    case 125:
      return readInteger(decoder)
    case 124:
      return decoding.readFloat32(decoder)
    case 123:
      return decoding.readFloat64(decoder)
    case 121:
      return false
    case 120:
      return true
    case 119:
      return readText(decoder)
    case 118:
      return readObject(decoder, depth)
    case 117:
      return readArray(decoder, depth)
    case 116:
      return decoding.readVarUint8Array(decoder).slice()
    default:
      throw damaged(`a value of the unknown kind ${tag}`)
  }
}

function readInteger(decoder: decoding.Decoder): number {
  if (decoder.pos >= decoder.arr.length) throw damaged('the update ends early')
  const value = decoding.readVarInt(decoder)
  if (!Number.isSafeInteger(value)) throw damaged('an integer out of range')
  return value
}

function readObject(decoder: decoding.Decoder, depth: number): Record<string, unknown> {
  if (depth >= UPDATE_LIMITS.valueDepth) throw tooLarge('nesting of a value')
  const result: Record<string, unknown> = {}
  for (let left = readCount(decoder, remaining(decoder)); left > 0; left--) {
    const key = readKey(decoder)
    result[key] = readAny(decoder, depth + 1)
  }
  return result
}

function readArray(decoder: decoding.Decoder, depth: number): unknown[] {
  if (depth >= UPDATE_LIMITS.valueDepth) throw tooLarge('nesting of a value')
  const result: unknown[] = []
  for (let left = readCount(decoder, remaining(decoder)); left > 0; left--) result.push(readAny(decoder, depth + 1))
  return result
}

/** A value as JSON text, which is how Yjs writes formats and embedded objects. */
export function readJson(decoder: decoding.Decoder): unknown {
  const value: unknown = JSON.parse(readText(decoder))
  assertPlain(value, 0)
  return value
}

function assertPlain(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth >= UPDATE_LIMITS.valueDepth) throw tooLarge('nesting of a value')
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw damaged('a forbidden key')
    assertPlain((value as Record<string, unknown>)[key], depth + 1)
  }
}

/** Every element takes a byte at least: a count above what is left is a lie, found before anything is allocated. */
function remaining(decoder: decoding.Decoder): number {
  return decoder.arr.length - decoder.pos
}
