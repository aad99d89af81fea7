import * as Y from 'yjs'
import type { z } from 'zod'
import { assert } from '../lib/assert.ts'
import { compareOrdered, type Ordered } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { patchText } from './patchText.ts'

/** A value that readers would skip, such as a title of a thousand characters. */
export interface ValueRefused {
  readonly kind: 'value-refused'
  readonly field: string
}

export interface CollectionShape<T extends { readonly id: string }> {
  readonly schema: z.ZodType<T>
  /** String fields kept as Y.Text, so that two people's words merge instead of one replacing the other. */
  readonly texts?: readonly (keyof T & string)[]
  /** String-array fields kept as a set of keys, so that two additions both stay. They read back sorted. */
  readonly sets?: readonly (keyof T & string)[]
}

/**
 * Typed records in one root of a document: root map → id → Y.Map of fields.
 *
 * - `list()` and every record keep their identity until they change: `useSyncExternalStore(subscribe, list)` is the
 *   whole React binding.
 * - A record that fails its schema is skipped and counted in `skipped()`, never thrown.
 * - `insert`, `patch` and `remove` expect to run inside a transaction of the caller; records with `order` list by it.
 */
export class Collection<T extends { readonly id: string }> {
  readonly #root: Y.Map<Y.Map<unknown>>
  readonly #shape: CollectionShape<T>
  readonly #records = new Map<string, T | null>()
  readonly #listeners = new Set<() => void>()
  #list: readonly T[] | null = null

  constructor(root: Y.Map<Y.Map<unknown>>, shape: CollectionShape<T>) {
    this.#root = root
    this.#shape = shape
    root.observeDeep((events) => {
      for (const event of events) this.#forget(touchedIds(event))
      for (const listener of this.#listeners) listener()
    })
  }

  readonly get = (id: string): T | undefined => {
    const known = this.#records.get(id)
    if (known !== undefined) return known ?? undefined
    const stored = this.#root.get(id)
    if (stored === undefined) return undefined
    const record = this.#read(id, stored)
    this.#records.set(id, record)
    return record ?? undefined
  }

  readonly list = (): readonly T[] => {
    if (this.#list) return this.#list
    const found: T[] = []
    for (const id of this.#root.keys()) {
      const record = this.get(id)
      if (record) found.push(record)
    }
    this.#list = found.toSorted((a, b) => compareOrdered(ordered(a), ordered(b)))
    return this.#list
  }

  /** @returns a function that stops listening. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** How many records did not fit the schema. */
  skipped(): number {
    return this.#root.size - this.list().length
  }

  /** Whether the schema takes the record. Ask before writing what people typed: a record that does not fit disappears. */
  fits(record: T): Result<void, ValueRefused> {
    const parsed = this.#shape.schema.safeParse(record)
    return parsed.success ? ok() : err({ kind: 'value-refused', field: String(parsed.error.issues[0]?.path[0] ?? 'id') })
  }

  insert(record: T): void {
    assert(!this.#root.has(record.id), `record ${record.id} exists`)
    this.#assertFits(record)
    const fields = new Y.Map<unknown>()
    for (const [key, value] of Object.entries(record)) if (key !== 'id') fields.set(key, this.#stored(key, value))
    this.#root.set(record.id, fields)
    this.#forget([record.id])
  }

  /** Gives the stored record those of its fields that it has lost; one that fits, or is not there, stays as it is. */
  complete(record: T): void {
    const fields = this.#root.get(record.id)
    if (!(fields instanceof Y.Map) || this.get(record.id)) return
    for (const [key, value] of Object.entries(record)) if (key !== 'id' && !fields.has(key)) fields.set(key, this.#stored(key, value))
    this.#forget([record.id])
  }

  /** Writes only what differs: an equal value would cost history and an update on the wire. */
  patch(id: string, changes: Partial<Omit<T, 'id'>>): void {
    const fields = this.#root.get(id)
    const before = this.get(id)
    assert(fields !== undefined && before !== undefined, `record ${id} is gone`)
    this.#assertFits({ ...before, ...changes })
    for (const [key, value] of Object.entries(changes)) {
      const nested = fields.get(key)
      if (nested instanceof Y.Text) patchText(nested, String(value))
      else if (nested instanceof Y.Map) patchSet(nested, members(value))
      else if (before[key as keyof T] !== value) fields.set(key, value)
    }
    this.#forget([id])
  }

  remove(id: string): void {
    this.#root.delete(id)
    this.#forget([id])
  }

  #assertFits(record: T): void {
    const fitting = this.fits(record)
    assert(fitting.ok, `record ${record.id} does not fit its schema`)
  }

  #stored(key: string, value: unknown): unknown {
    const { texts, sets } = this.#shape
    if (texts?.includes(key as keyof T & string)) return new Y.Text(String(value))
    if (sets?.includes(key as keyof T & string)) return new Y.Map(members(value).map((member) => [member, true]))
    return value
  }

  #read(id: string, stored: unknown): T | null {
    if (!(stored instanceof Y.Map)) return null
    const plain: Record<string, unknown> = { id }
    for (const [key, value] of stored.entries()) {
      if (value instanceof Y.Text) plain[key] = value.toString()
      else if (value instanceof Y.Map) plain[key] = [...value.keys()].toSorted()
      else plain[key] = value
    }
    const parsed = this.#shape.schema.safeParse(plain)
    return parsed.success ? parsed.data : null
  }

  /** Also at once after own writes: events come only when the transaction ends, and the rest of it must read them. */
  #forget(ids: Iterable<string>): void {
    for (const id of ids) this.#records.delete(id)
    this.#list = null
  }
}

function touchedIds(event: Y.YEvent<Y.AbstractType<unknown>>): Iterable<string> {
  const owner = event.path[0]
  return owner === undefined ? (event as Y.YMapEvent<unknown>).keysChanged : [String(owner)]
}

function ordered(record: { readonly id: string }): Ordered {
  const { order } = record as Partial<Ordered>
  return { id: record.id, order: order ?? '' }
}

function patchSet(set: Y.Map<unknown>, wanted: readonly string[]): void {
  for (const member of set.keys()) if (!wanted.includes(member)) set.delete(member)
  for (const member of wanted) if (!set.has(member)) set.set(member, true)
}

function members(value: unknown): readonly string[] {
  assert(Array.isArray(value), 'a set field takes an array')
  return value.map(String)
}
