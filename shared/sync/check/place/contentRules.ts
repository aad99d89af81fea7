import type { Struct, TypeKind } from '../readUpdate.ts'

/** Under a key: what maps and attributes hold. */
const UNDER_KEY: ReadonlySet<Struct['content']> = new Set(['any', 'json', 'binary', 'type'])

/** In a list, by the kind of what holds it; kinds that are not here have none. */
const IN_LIST: Readonly<Partial<Record<TypeKind, ReadonlySet<Struct['content']>>>> = {
  array: new Set(['any', 'json', 'binary', 'type']),
  text: new Set(['text', 'embed', 'format', 'type']),
  'xml-text': new Set(['text', 'embed', 'format', 'type']),
  element: new Set(['type']),
  fragment: new Set(['type']),
}

const HAS_KEYS: ReadonlySet<TypeKind> = new Set(['map', 'element', 'text', 'xml-text'])
const IN_XML: ReadonlySet<TypeKind | null> = new Set<TypeKind | null>(['element', 'xml-text'])

/**
 * Whether a type of this kind holds such content there. Yjs itself would take anything anywhere, unseen by every reader
 * or to the ruin of one: a text that is a number long, an editor that meets a map among its paragraphs.
 */
export function mayHold(kind: TypeKind, key: string | null, { content, type, value }: Pick<Struct, 'content' | 'type' | 'value'>): boolean {
  if (key !== null) {
    if (!HAS_KEYS.has(kind)) return false
    if (content === 'any' && value === undefined && kind === 'map') return false
    return content === 'deleted' || UNDER_KEY.has(content)
  }
  const list = IN_LIST[kind]
  if (!list) return false
  if (content === 'deleted') return true
  return list.has(content) && (list.size > 1 || IN_XML.has(type))
}
