import * as Y from 'yjs'
import { spotInList, spotUnderKey, type Spot } from '../../support/itemIds.ts'
import { rawUpdate, type RawContent, type RawDeletes, type RawId, type RawStruct } from '../../support/rawUpdate.ts'
import { below, pick } from '../../support/seeded.ts'
import type { Random } from './deeds.ts'

const ROOTS = ['info', 'attendance', 'agenda', 'agendaEvents', 'notes', 'columns', 'issues', 'resolutions', 'actions', 'actionEvents']
const FIELDS = ['title', 'order', 'detail', 'body', 'text', 'ask', 'by', 'kind', 'leadDepartmentId', 'agendaItemIds', 'x', '__proto__']
const WORDS = ['噪声', 'a', '😀', '\ud800', 'x'.repeat(40)]
const VALUES: readonly unknown[] = [null, true, 0, -1.5, 2 ** 53, 'd1', '', [1, [2]], { a: { b: 1 } }, new Uint8Array(3)]

/**
 * An update that is well-formed to the byte and random in what it says: of known places, wrong ones, another's ids, its
 * own continued rightly. Most of it no client would ever write.
 */
export function someUpdate(random: Random, doc: Y.Doc, clientId: number): Uint8Array {
  const places = new Places(random, doc, clientId)
  const runs = Array.from({ length: random() < 0.9 ? 1 : 2 }, (_, index) => {
    const client = index === 0 && random() < 0.93 ? clientId : places.client()
    const next = Y.getState(doc.store, client)
    const clock = random() < 0.9 ? next : Math.max(0, next + below(random, 5) - 2)
    return { client, clock, structs: Array.from({ length: random() < 0.6 ? 1 : 1 + below(random, 4) }, () => someStruct(random, places)) }
  })
  return rawUpdate(random() < 0.9 ? runs : [], random() < 0.15 ? someDeletes(random, places) : [])
}

/** Where an update may point: mostly at what is there. */
class Places {
  readonly #random: Random
  readonly #doc: Y.Doc
  readonly #own: number
  readonly #clients: readonly number[]

  constructor(random: Random, doc: Y.Doc, own: number) {
    this.#random = random
    this.#doc = doc
    this.#own = own
    this.#clients = [...doc.store.clients.keys()]
  }

  client(): number {
    return this.#random() < 0.95 && this.#clients.length > 0 ? pick(this.#random, this.#clients) : below(this.#random, 2 ** 32)
  }

  id(): RawId {
    const client = this.#random() < 0.15 ? this.#own : this.client()
    const state = Y.getState(this.#doc.store, client)
    return [client, this.#random() < 0.96 && state > 0 ? below(this.#random, state) : state + below(this.#random, 3)]
  }

  /** Two places of one type, as between which somebody types; or wherever. */
  neighbours(): readonly [RawId, RawId] {
    const left = this.id()
    return this.#random() < 0.5 ? [left, [left[0], left[1] + 1]] : [left, this.id()]
  }

  /** A type, if one of a few places drawn is one. */
  type(): RawId {
    return this.#nestedType()?.[0] ?? this.id()
  }

  /** Where a client would put such content: the one thing about an update that may be right. */
  spot(content: RawContent): Spot | null {
    const name = pick(this.#random, ROOTS)
    const root = this.#doc.share.get(name)
    if (root && this.#random() < 0.25) return spotUnderKey(root, name, this.key())
    const [id, type] = this.#nestedType() ?? []
    if (!id) return null
    if (type instanceof Y.Map) return spotUnderKey(type, id, this.key())
    if (content.is === 'json' || content.is === 'binary') return null
    return spotInList(type, id, below(this.#random, 6))
  }

  #nestedType(): readonly [RawId, unknown] | null {
    for (let tries = 0; tries < 12; tries++) {
      const [client, clock] = this.id()
      const structs = this.#doc.store.clients.get(client)
      if (!structs || clock >= Y.getState(this.#doc.store, client)) continue
      const struct = structs[Y.findIndexSS(structs, clock)]
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) return [[struct.id.client, struct.id.clock], struct.content.type]
    }
    return null
  }

  key(): string {
    const root = this.#doc.share.get(pick(this.#random, ROOTS))
    const ids = root instanceof Y.Map ? [...root.keys()] : []
    return ids.length > 0 && this.#random() < 0.5 ? pick(this.#random, ids) : pick(this.#random, FIELDS)
  }
}

function someStruct(random: Random, places: Places): RawStruct {
  const kind = random()
  if (kind < 0.03) {
    const length = 1 + below(random, 4)
    return kind < 0.015 ? { gone: length } : { gap: length }
  }
  const content = someContent(random)
  const spot = random() < 0.6 ? places.spot(content) : null
  if (spot) return { content, ...spot }
  const place = random()
  if (place < 0.3) {
    const [origin, right] = places.neighbours()
    return { content, ...(random() < 0.85 && { origin }), ...(random() < 0.6 && { right }), ...(random() < 0.1 && { key: places.key() }), parent: places.type() }
  }
  const parent = place < 0.5 ? (random() < 0.95 ? pick(random, ROOTS) : 'evil') : places.type()
  return { content, parent, ...(random() < (typeof parent === 'string' ? 0.9 : 0.5) && { key: places.key() }) }
}

function someContent(random: Random): RawContent {
  switch (below(random, 12)) {
    case 0:
    case 1:
      return { is: 'any', values: Array.from({ length: 1 + below(random, 2) }, () => pick(random, VALUES)) }
    case 2:
    case 3:
    case 4:
      return { is: 'text', text: pick(random, WORDS) }
    case 5:
    case 6:
      return { is: 'type', type: pick(random, [0, 1, 1, 1, 2, 2, 3, 4, 6, 7]), name: 'p' }
    case 7:
      return { is: 'format', key: 'bold', json: pick(random, ['true', 'null', '{}', '{']) }
    case 8:
      return { is: 'embed', json: pick(random, ['{"a":1}', 'null', '[']) }
    case 9:
      return { is: 'deleted', length: 1 + below(random, 3) }
    case 10:
      return { is: 'json', texts: [pick(random, ['1', 'undefined', '"x"', '}'])] }
    default:
      return random() < 0.5 ? { is: 'binary', bytes: new Uint8Array(2) } : { is: 'document', guid: 'x' }
  }
}

function someDeletes(random: Random, places: Places): RawDeletes[] {
  return Array.from({ length: 1 + below(random, 2) }, () => {
    const [client, clock] = places.id()
    return { client, ranges: [[clock, 1 + below(random, 4)]] }
  })
}
