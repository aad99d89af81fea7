import * as Y from 'yjs'
import type { Authored } from '../Batch.ts'
import type { ClientOwners } from './ClientOwners.ts'
import { freshStructs, type Steps } from './place/freshStructs.ts'
import { integrationOrder } from './place/integrationOrder.ts'
import { placeStruct, type Placing } from './place/placeStruct.ts'
import { TypePlaces } from './place/TypePlace.ts'
import { readUpdate, type UpdateRead } from './readUpdate.ts'
import { newlyDeleted } from './newlyDeleted.ts'
import { areSuperfluous, isTidying } from './tidying.ts'
import { isRemoval, touchedRecords } from './touchedRecords.ts'
import { UPDATE_LIMITS, UPDATE_SIZES, type UpdateSize } from './updateLimits.ts'

export interface CheckContext {
  /** The hub's document; inside a transaction, as it is by then. Only read. */
  readonly doc: Y.Doc
  readonly owners: ClientOwners
  /** Who is present under a client id that nobody has written with yet: it is theirs to write with first. */
  readonly announcedBy?: (client: number) => string | undefined
  /** Who sent the update. */
  readonly personId: string
  /** An answer to sync step 1, which may carry what several windows of its sender wrote offline. */
  readonly isReply: boolean
  /** The sender may bring what others wrote: while a hub recovers, or between hubs. */
  readonly mayBringOthers: boolean
  /** The sender is another hub of the workspace; not unless said. */
  readonly isHub?: boolean | undefined
  /** The only roots that may be written. */
  readonly sections: ReadonlySet<string>
}

export type Checked =
  /** The document has all of it: nothing to apply. */
  | { readonly state: 'known' }
  /** It builds on something that the document does not have; applied now, Yjs would keep it pending. */
  | {
      readonly state: 'early'
      /** Ids that nobody owns yet and of which it deletes what is still to come: refuse it if somebody else turns out to own one. */
      readonly unowned: readonly number[]
    }
  | {
      readonly state: 'sound'
      /** What to apply instead of the update as it came: without what is known already, of which Yjs would follow the references. */
      readonly update: Uint8Array
      /**
       * One entry for each author, also for one whose edits have no effect any more. None for tidying that nobody sees:
       * then whoever sent it may, as long as the document may change at all.
       */
      readonly authored: readonly Authored[]
      /** Client ids to be claimed once it is applied. */
      readonly claims: readonly (readonly [client: number, personId: string])[]
      /**
       * It only deletes formatting marks, or elements of rich text. Yjs and the editor do so by themselves in windows that
       * may only read, too: if its sender may not write there, drop it without a word.
       */
      readonly isTidying: boolean
      /**
       * Some of what counts as its sender's may be somebody else's, which the sender may bring: deletions, and what stands
       * under ids that nobody is known to own. Never where nobody may bring others' edits.
       */
      readonly isUncertain: boolean
    }
  | {
      readonly state: 'refused'
      readonly reason: 'message-damaged' | 'message-too-large' | 'client-id-foreign' | 'write-refused' | 'base-unknown'
      /** `section/recordId` or `section`. */
      readonly about?: string
    }

/**
 * What an update would write, found before any of it is applied. Pure; the time it takes grows with the update, not with
 * the document. An update found sound leaves nothing pending in Yjs, and whoever applies it in whatever order with
 * others ends with the same document.
 */
export function checkUpdate(update: Uint8Array, context: CheckContext): Checked {
  const { doc } = context
  const size = sizeFor(context)
  const read = readUpdate(update, size)
  if (!read.ok) return refused(read.error.kind === 'update-too-large' ? 'message-too-large' : 'message-damaged')
  const { deleted } = read.value
  // Whose ids they are comes before whether they fit: what nobody may send is not worth waiting for.
  const foreign = read.value.clients.some(({ client, structs }) => isForeign(client, structs.at(-1), context))
  if (foreign) return refused('client-id-foreign')
  const fresh = freshStructs(doc, read.value)
  if (fresh === 'early') return early(read.value, context)
  const clients = [...fresh.clients.keys()]
  if (!context.isReply && !context.mayBringOthers && clients.length > 1) return refused('client-id-foreign')
  const claims = newClaims(clients, context)
  if (claims.length > UPDATE_LIMITS.newClients) return refused('message-too-large')
  const steps: Steps = { left: size.steps, cuts: new Map() }
  const deletedItems = newlyDeleted(doc, deleted, fresh, steps)
  if (deletedItems === 'early') return early(read.value, context)
  if (deletedItems === 'too-large') return refused('message-too-large')
  if (clients.length === 0 && deletedItems.length === 0) return { state: 'known' }
  const placing: Placing = { doc, fresh, deleted, places: new TypePlaces(doc), sections: context.sections, steps, sequences: [] }
  const unplaced = placeAll(placing)
  if (unplaced) return unplaced === 'early' ? early(read.value, context) : unplaced
  const authored = touchedRecords(placing, deletedItems, (client) => context.owners.owner(client) ?? context.personId, context.personId)
  const isOnlyTidying = clients.length === 0 && isTidying(deletedItems)
  return {
    state: 'sound',
    update: fresh.isPartlyKnown ? withoutKnown(update, doc) : update,
    authored: isOnlyTidying && areSuperfluous(deletedItems) ? [] : authored,
    claims,
    isTidying: isOnlyTidying,
    isUncertain: context.mayBringOthers && (clients.some((client) => isUnknown(client, context)) || deletedItems.some((item) => isRemoval(item, placing))),
  }
}

function sizeFor({ isHub, isReply, mayBringOthers }: CheckContext): UpdateSize {
  if (isHub) return UPDATE_SIZES.hub
  if (!isReply) return UPDATE_SIZES.live
  return mayBringOthers ? UPDATE_SIZES.whole : UPDATE_SIZES.reply
}

function placeAll(placing: Placing): Checked | 'early' | null {
  const order = integrationOrder(placing.doc, placing.fresh)
  if (order === 'early') return 'early'
  if (order === 'cyclic') return refused('message-damaged')
  for (const fresh of order) {
    const placed = placeStruct(fresh, placing)
    if (placed === 'damaged') return refused('message-damaged')
    if (placed === 'too-large') return refused('message-too-large')
    if (placed === 'section-unknown') return refused('write-refused')
  }
  return null
}

/** What another person will write is not to be deleted ahead of its arrival: it would vanish before anybody has seen it. */
function early({ clients, deleted }: UpdateRead, { doc, owners, personId, mayBringOthers }: CheckContext): Checked {
  const own = new Set(clients.map(({ client }) => client))
  const ahead = [...deleted].filter(([client, ranges]) => !own.has(client) && (ranges.at(-1)?.end ?? 0) > Y.getState(doc.store, client)).map(([client]) => client)
  const isOthers = (client: number): boolean => owners.owner(client) !== undefined && owners.owner(client) !== personId
  if (!mayBringOthers && ahead.some(isOthers)) return refused('base-unknown')
  return { state: 'early', unowned: ahead.filter((client) => owners.owner(client) === undefined) }
}

/** An id of which something is new, and which is another's or the hub's own. */
function isForeign(client: number, last: { readonly clock: number; readonly length: number } | undefined, context: CheckContext): boolean {
  if (!last || last.clock + last.length <= Y.getState(context.doc.store, client)) return false
  if (client === context.doc.clientID) return true
  const owner = context.owners.owner(client) ?? context.announcedBy?.(client)
  return owner !== undefined && owner !== context.personId && !context.mayBringOthers
}

/** Nobody is known to own it, and its sender is not present under it. */
function isUnknown(client: number, { owners, announcedBy, personId }: CheckContext): boolean {
  return owners.owner(client) === undefined && announcedBy?.(client) !== personId
}

function newClaims(clients: readonly number[], { owners, personId, mayBringOthers }: CheckContext): readonly (readonly [number, string])[] {
  if (mayBringOthers) return []
  return clients.filter((client) => owners.owner(client) === undefined).map((client) => [client, personId] as const)
}

function withoutKnown(update: Uint8Array, doc: Y.Doc): Uint8Array {
  const known = new Map<number, number>()
  for (const client of Y.parseUpdateMeta(update).to.keys()) known.set(client, Y.getState(doc.store, client))
  return Y.diffUpdate(update, Y.encodeStateVector(known))
}

function refused(reason: Extract<Checked, { state: 'refused' }>['reason']): Checked {
  return { state: 'refused', reason }
}
