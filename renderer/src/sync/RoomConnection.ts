import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CLOSE_CODES, closeReason, SUBPROTOCOL, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { Session } from './session.ts'

/**
 * How a room stands. `hasCopy`: this machine holds the room's content, from the hub or from an earlier visit.
 * `unsent`: edits made here that the hub has not seen yet.
 */
export type RoomState =
  | { readonly state: 'opening'; readonly hasCopy: boolean }
  | { readonly state: 'live'; readonly hasCopy: true }
  | { readonly state: 'offline'; readonly hasCopy: boolean; readonly unsent: number }
  | { readonly state: 'refused'; readonly hasCopy: boolean; readonly reason: CloseReason }

/** How long opening may take before the window says that it works offline, in ms. */
const PATIENCE = 2500

/**
 * One room on this machine: the document, its copy in IndexedDB and the socket to the hub. `subscribe` and `read` fit
 * `useSyncExternalStore`. Close it when no screen shows it any more.
 */
export class RoomConnection {
  readonly doc = new Y.Doc()
  readonly awareness
  readonly #provider: WebsocketProvider
  readonly #copy: IndexeddbPersistence
  readonly #listeners = new Set<() => void>()
  readonly #timer: ReturnType<typeof setTimeout>
  #state: RoomState = { state: 'opening', hasCopy: false }
  #unsent = 0

  constructor(session: Session, room: string) {
    const socketUrl = `${session.hubUrl.replace(/^http/, 'ws')}/sync`
    this.#provider = new WebsocketProvider(socketUrl, room, this.doc, {
      protocols: [SUBPROTOCOL, session.token],
      // Two windows of one browser may be two people: everything goes over the hub, which knows who may write.
      disableBc: true,
      connect: false,
      maxBackoffTime: 5000,
    })
    this.awareness = this.#provider.awareness
    this.#copy = new IndexeddbPersistence(`huishang/${session.person.id}/${room}`, this.doc)
    this.doc.on('update', this.#countUnsent)
    this.#provider.on('sync', this.#followSync)
    this.#provider.on('connection-close', this.#followClose)
    this.#timer = setTimeout(() => this.#becomeOffline(), PATIENCE)
    // Own edits of an earlier visit first: then the hub hears of them in the same handshake.
    void this.#copy.whenSynced.then(() => {
      this.#move({ ...this.#state, hasCopy: this.#hasContent() } as RoomState)
      this.#provider.connect()
    })
  }

  readonly read = (): RoomState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Leaves the network on purpose, as a closed lid does; `resume` comes back. */
  pause(): void {
    this.#provider.disconnect()
    this.#becomeOffline()
  }

  resume(): void {
    this.#provider.connect()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
    this.doc.off('update', this.#countUnsent)
    this.#provider.destroy()
    void this.#copy.destroy().then(() => this.doc.destroy())
  }

  readonly #countUnsent = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider || origin === this.#copy || this.#state.state === 'live') return
    this.#unsent++
    if (this.#state.state === 'offline') this.#move({ ...this.#state, hasCopy: true, unsent: this.#unsent })
  }

  readonly #followSync = (isSynced: boolean): void => {
    if (!isSynced) return
    clearTimeout(this.#timer)
    this.#unsent = 0
    this.#move({ state: 'live', hasCopy: true })
  }

  readonly #followClose = (event: CloseEvent | null): void => {
    const reason = event ? closeReason(event.code) : undefined
    if (reason === undefined || !CLOSE_CODES[reason].isFinal) {
      if (this.#state.state !== 'opening') this.#becomeOffline()
      return
    }
    clearTimeout(this.#timer)
    this.#provider.disconnect()
    this.#move({ state: 'refused', hasCopy: this.#hasContent(), reason })
  }

  #becomeOffline(): void {
    if (this.#state.state !== 'refused') this.#move({ state: 'offline', hasCopy: this.#hasContent(), unsent: this.#unsent })
  }

  #hasContent(): boolean {
    return this.doc.store.clients.size > 0
  }

  #move(state: RoomState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
