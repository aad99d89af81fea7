import type { TouchedRecord } from './check/TouchedRecord.ts'

/** What one author wrote within a batch. */
export interface Authored {
  /** `HUB_AUTHOR` for the hub's own writes. */
  readonly personId: string
  readonly touched: readonly TouchedRecord[]
  /** As whom the connection was that brought it, where that is not the author: another hub, or a client during recovery. */
  readonly broughtBy?: string
}

/** Everything a room took in at once: given to the journal whole, before anybody else sees any of it. */
export interface Batch {
  /** One Yjs update. */
  readonly update: Uint8Array
  /** Client ids that were used for the first time. */
  readonly claims: readonly (readonly [client: number, personId: string])[]
  /** In the order they came. */
  readonly authored: readonly Authored[]
}
