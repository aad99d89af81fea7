/// <reference lib="es2024.string" preserve="true" />
import { assert } from './assert.ts'

export type CanonicalValue = string | number | boolean | null | readonly CanonicalValue[] | { readonly [name: string]: CanonicalValue }

/**
 * JSON Canonicalization Scheme (RFC 8785) of what digests are made of: the same value gives the
 * same text everywhere. Numbers are written as ECMAScript writes them; names are sorted by their UTF-16 units.
 * @throws Error for what is no finite number and for half surrogate pairs, which have no canonical form.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'canonical numbers are finite')
    // Minus zero has no sign there.
    return String(value + 0)
  }
  if (typeof value === 'string') {
    assert(value.isWellFormed(), 'canonical text is well formed')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  // Without a comparison of its own `toSorted` compares UTF-16 units, which is what the RFC asks for.
  const members = Object.entries(value).map(([name, member]) => [name, `${canonicalJson(name)}:${canonicalJson(member)}`] as const)
  return `{${members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text).join(',')}}`
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}
