import * as Y from 'yjs'
import type { TypeKind } from '../readUpdate.ts'
import { itemOf, lastItem, parentOf, type StoredType } from '../storedType.ts'
import type { FreshStruct } from './freshStructs.ts'
import type { SequenceOverlay } from './SequenceOverlay.ts'

/** Where a type stands: which record it is part of, or is. */
export interface TypePlace {
  readonly kind: TypeKind
  readonly section: string
  /** Null of the root itself. */
  readonly recordId: string | null
  /** Null of the root, of the record's own type, and of everything in a record that is no map. */
  readonly field: string | null
  /** 0 of the root, 1 of a record's own type. */
  readonly depth: number
  /** What holds the record under its root; the root's sequence of that key knows whether it counts. Null of the root. */
  readonly holder: Y.Item | FreshStruct | null
  /** Null of the root itself. */
  readonly root: TypePlace | null
  /** It is deleted already: what is written into it disappears at once. Of fresh types that shows at the end only. */
  readonly isGone: boolean
  /** As it is in the document; null of fresh types and of roots that nobody wrote yet. */
  readonly stored: StoredType | null
  /** What the update writes into it, by key; null for its list. */
  readonly sequences: Map<string | null, Sequence>
}

/** A list, or the values that one key had one after the other: the last is its value. */
export interface Sequence {
  readonly type: TypePlace
  readonly key: string | null
  /** Of this update, in the order of integration. */
  readonly fresh: FreshStruct[]
  /** Under a key: what stands last, and thus counts. */
  last: Y.Item | FreshStruct | null
  overlay: SequenceOverlay | null
}

const KINDS: ReadonlyMap<unknown, TypeKind> = new Map<unknown, TypeKind>([
  [Y.Array, 'array'],
  [Y.Map, 'map'],
  [Y.Text, 'text'],
  [Y.XmlElement, 'element'],
  [Y.XmlFragment, 'fragment'],
  [Y.XmlText, 'xml-text'],
])

/** The places of the types that one update touches, each found once. */
export class TypePlaces {
  readonly #doc: Y.Doc
  readonly #stored = new Map<StoredType, TypePlace>()
  readonly #roots = new Map<string, TypePlace>()

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  ofRoot(section: string): TypePlace {
    const known = this.#roots.get(section)
    if (known) return known
    const stored = this.#doc.share.get(section) ?? null
    const place: TypePlace = { kind: kindOf(stored), section, recordId: null, field: null, depth: 0, holder: null, root: null, isGone: false, stored, sequences: new Map() }
    this.#roots.set(section, place)
    return place
  }

  ofStored(stored: StoredType): TypePlace {
    const known = this.#stored.get(stored)
    if (known) return known
    const place = itemOf(stored) === null ? this.ofRoot(Y.findRootTypeKey(stored)) : this.#ofNested(stored)
    this.#stored.set(stored, place)
    return place
  }

  /** From the type outwards: the last two keys on the way are the field and the record. */
  #ofNested(stored: StoredType): TypePlace {
    let type = stored
    let holder: Y.Item | null = null
    let field: string | null = null
    let depth = 0
    for (let item = itemOf(type); item !== null; item = itemOf(type)) {
      field = holder && holder.parentSub
      holder = item
      depth++
      type = parentOf(item)
    }
    const root = this.ofStored(type)
    const isGone = itemOf(stored)?.deleted ?? false
    return { kind: kindOf(stored), section: root.section, recordId: holder?.parentSub ?? '', field, depth, holder, root, isGone, stored, sequences: new Map() }
  }
}

export function freshPlace(fresh: FreshStruct, parent: TypePlace, key: string | null, kind: TypeKind): TypePlace {
  const isRecord = parent.depth === 0
  const isField = parent.depth === 1
  return {
    kind,
    section: parent.section,
    recordId: isRecord ? (key ?? '') : parent.recordId,
    field: isField ? key : parent.field,
    depth: parent.depth + 1,
    holder: isRecord ? fresh : parent.holder,
    root: parent.root ?? parent,
    isGone: parent.isGone,
    stored: null,
    sequences: new Map(),
  }
}

export function sequenceOf(type: TypePlace, key: string | null): Sequence {
  const known = type.sequences.get(key)
  if (known) return known
  const last = key === null || type.stored === null ? null : lastItem(type.stored, key)
  const sequence: Sequence = { type, key, fresh: [], last, overlay: null }
  type.sequences.set(key, sequence)
  return sequence
}

/** A root that nobody opened by its kind yet is a map: all our roots are. */
function kindOf(stored: StoredType | null): TypeKind {
  return KINDS.get(stored?.constructor) ?? 'map'
}
