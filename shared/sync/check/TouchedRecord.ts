/** What an update does to one field of a record: set anew, taken away, or edited within (text, rich text, a set of keys). */
export type FieldChange =
  /** `value` is present where it is a plain one (JSON) and counts; a nested type has none, nor has what loses against a concurrent one. */
  | { readonly kind: 'set'; readonly value?: unknown }
  | { readonly kind: 'removed' }
  | { readonly kind: 'edited' }

/** One record that an update writes, as the hub resolved it against its own document before applying anything. */
export interface TouchedRecord {
  /** Name of the document's root. */
  readonly section: string
  /** First-level key under the root. */
  readonly recordId: string
  /** `replaced`: the key held a record already, and the update puts another in its place. */
  readonly change: 'created' | 'replaced' | 'changed' | 'removed'
  readonly fields: ReadonlyMap<string, FieldChange>
}
