import * as Y from 'yjs'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { ClientOwners, HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import type { Report } from '../inside/events.ts'
import { keepAside } from '../keepAside.ts'
import { encodeInSlices } from './encodeInSlices.ts'
import { decodeEntry, JOURNAL_HEADER, readJournal, type Claims } from './journalFormat.ts'
import { readIfPresent } from './readIfPresent.ts'
import { Slices } from './Slices.ts'

export type LoadError = { readonly kind: 'newer-format'; readonly path: string }

export interface LoadedDocument {
  readonly doc: Y.Doc
  /** The hub's own client id of this run is claimed already. */
  readonly owners: ClientOwners
  /** How much of the journal is whole records; 0 if there is none. */
  readonly length: number
  /** Of the journal as it was found; what follows `length` is to be cut. */
  readonly end: 'whole' | 'torn' | 'damaged'
  /** The journal is of an older version and must be rewritten before anything is added. */
  readonly isOlder: boolean
  readonly snapshot: TakeSnapshot
}

/** How long reading a journal may hold everybody else up in one go, in ms. */
const SLICE_MS = 15

/**
 * All that is in a document and its owners at the moment of the call, as one entry; of what comes while it is taken,
 * anything may be in it. The update comes in parts.
 */
export type TakeSnapshot = (slices: Slices) => Promise<{ readonly claims: Claims; readonly update: readonly Uint8Array[] }>

/** Reads a document from its journal; an empty one if there is none. @throws the system's error. */
export async function loadDocument(path: string, report: Report): Promise<Result<LoadedDocument, LoadError>> {
  const content = readJournal(await readIfPresent(path))
  if (content.state === 'newer-format') return err({ kind: 'newer-format', path })
  await reportEnd(path, content.end, report)
  const doc = new Y.Doc()
  const owners = new ClientOwners()
  await replay(doc, owners, content)
  while (!owners.claim(doc.clientID, HUB_AUTHOR)) doc.clientID = (doc.clientID + 1) >>> 0
  const isOlder = content.length > 0 && content.version < (JOURNAL_HEADER.at(-1) ?? 0)
  return ok({ doc, owners, length: content.length, end: content.end, isOlder, snapshot: (slices) => snapshotOf(doc, owners, slices) })
}

/** In transactions of many updates each, because the clean-up is paid once for each; others have their turn in between. */
async function replay(doc: Y.Doc, owners: ClientOwners, { version, records }: { readonly version: number; readonly records: readonly Uint8Array[] }): Promise<void> {
  const slices = new Slices(SLICE_MS)
  let next = 0
  while (next < records.length) {
    doc.transact(() => {
      for (; next < records.length && !slices.isOver; next++) {
        const { update, claims } = decodeEntry(version, records[next] as Uint8Array)
        // Not `claim`: two hubs that served apart may have noted two owners, of which one was agreed on.
        owners.adopt(claims)
        Y.applyUpdate(doc, update)
      }
    })
    await slices.rest()
  }
}

async function snapshotOf(doc: Y.Doc, owners: ClientOwners, slices: Slices): ReturnType<TakeSnapshot> {
  // The hub takes a new id at every start; only those that it wrote under need to be remembered.
  const claims = owners.entries().filter(([client, personId]) => personId !== HUB_AUTHOR || doc.store.clients.has(client))
  return { claims, update: await encodeInSlices(doc, slices) }
}

async function reportEnd(path: string, end: 'whole' | 'torn' | 'damaged', report: Report): Promise<void> {
  if (end === 'torn') report({ event: 'file-torn', file: 'journal' })
  if (end !== 'damaged') return
  await keepAside(path)
  report({ event: 'file-damaged', file: 'journal' })
}
