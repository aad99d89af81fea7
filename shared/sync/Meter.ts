import type { CloseReason } from './protocol.ts'

/** What a room counts about itself; never whose and never what. */
export type Counter =
  | 'joins'
  | 'updates'
  | 'batches'
  | 'deliveries'
  | 'sentBytes'
  | 'presence'
  | 'parked'
  | 'stalls'
  | `refused/${CloseReason}`

export interface Meter {
  add(counter: Counter, amount?: number): void
}
