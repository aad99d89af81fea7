import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CLOSE_CODES, closeReason, closeSubject, SUBPROTOCOL, type CloseReason } from '../../../shared/sync/protocol.ts'
import { PresenceStore } from './PresenceStore.ts'
import { reconnectDelay } from './reconnectDelay.ts'
import type { Session } from './session.ts'
import { tellOwnPresence } from './tellOwnPresence.ts'

/**
 * How a room stands. `hasCopy`: this machine holds the room's content, from the hub or from an earlier visit.
 * `unsent`: edits made here that the hub has not taken yet. `isHubSaving` is false while the hub is there but its disk
 * takes nothing: what is written stays here meanwhile.
 */
export type RoomState =
  | { readonly state: 'opening'; readonly hasCopy: boolean }
  | { readonly state: 'live'; readonly hasCopy: true }
  | { readonly state: 'offline'; readonly hasCopy: boolean; readonly unsent: number; readonly isHubSaving: boolean }
  | RefusedState

/** Edits made from here on stay on this machine. `about`: section and record that the hub refused, `issues/ID`, if it said. */
export interface RefusedState {
  readonly state: 'refused'
  readonly hasCopy: boolean
  readonly reason: CloseReason
  readonly about?: string
}

/** How long opening may take before the window says that it works offline, in ms. */
const PATIENCE = 2500

/** After a hub could not save, how long a return must hold before it counts, in ms: it answers first and refuses then. */
const PROBATION = 2000

/**
 * How often in a row the hub may miss what our edits build on before the person is told. Once is a matter of order on
 * the way; time and again means that this copy has what the hub lost and may not have from here.
 */
const MOST_BASE_UNKNOWN = 3
/** How long a connection must hold to count as well again, in ms. */
const WELL_AGAIN = 60_000

const UNSENT = 'unsent'

/**
 * One room on this machine: the document, its copy in IndexedDB and the socket to the hub. `subscribe` and `read` fit
 * `useSyncExternalStore`. Close it when no screen shows it any more.
 */
export class RoomConnection {
  readonly doc = new Y.Doc()
  readonly awareness
  /** Everyone else in the room. */
  readonly presence
  readonly #provider: WebsocketProvider
  readonly #copy: IndexeddbPersistence | null
  readonly #listeners = new Set<() => void>()
  readonly #catchUpListeners = new Set<() => void>()
  readonly #views = new Map<unknown, unknown>()
  readonly #timer: ReturnType<typeof setTimeout>
  #state: RoomState = { state: 'opening', hasCopy: false }
  #unsent = 0
  #isHubSaving = true
  /** Closes in a row without having been synced. */
  #failures = 0
  #probation: ReturnType<typeof setTimeout> | undefined
  #baseUnknown = 0
  #baseUnknownAt = 0

  /** Without `keepsCopy` the document is the hub's alone: nothing of this machine's own copy gets into it. */
  constructor(session: Session, room: string, { keepsCopy = true } = {}) {
    this.#provider = new WebsocketProvider(socketUrl(session.hubUrl), room, this.doc, {
      protocols: [SUBPROTOCOL, session.token],
      // Two windows of one browser may be two people: everything goes over the hub, which knows who may write.
      disableBc: true,
      connect: false,
    })
    tellOwnPresence(this.#provider)
    this.awareness = this.#provider.awareness
    this.presence = new PresenceStore(this.awareness)
    this.#copy = keepsCopy ? new IndexeddbPersistence(`huishang/${session.person.id}/${room}`, this.doc) : null
    this.doc.on('update', this.#countUnsent)
    this.#provider.on('status', this.#followStatus)
    this.#provider.on('sync', this.#followSync)
    this.#provider.on('connection-close', this.#followClose)
    this.#timer = setTimeout(() => this.#becomeOffline(), PATIENCE)
    void this.#open()
  }

  readonly read = (): RoomState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Tells when the socket is open and nothing of the hub's content has been applied yet: the last moment at which the
   * document is as it was here. The next `live` state follows what the others did meanwhile.
   */
  readonly beforeCatchUp = (listener: () => void): (() => void) => {
    this.#catchUpListeners.add(listener)
    return () => this.#catchUpListeners.delete(listener)
  }

  /** The document as `open` lays it out: made once, since its observers live as long as the document. */
  view<T>(open: (doc: Y.Doc) => T): T {
    if (!this.#views.has(open)) this.#views.set(open, open(this.doc))
    return this.#views.get(open) as T
  }

  /** Keeps a value beside the room's copy on this machine; it goes with the copy. */
  keep(key: string, value: unknown): void {
    // A full disk shows at the document itself; what is kept here can be done without.
    this.#copy?.set(key, value as string).catch(() => undefined)
  }

  /** What was kept under `key`, or undefined. */
  async kept(key: string): Promise<unknown> {
    return this.#copy?.get(key).catch(() => undefined)
  }

  /** Leaves the network on purpose, as a closed lid does; `resume` comes back. */
  pause(): void {
    this.#provider.disconnect()
    this.#becomeOffline()
  }

  /** Goes on with another hub of the same workspace: the document, its undo and what was not sent yet stay. */
  moveTo(hubUrl: string): void {
    this.#provider.disconnect()
    this.#provider.serverUrl = socketUrl(hubUrl)
    if (this.#state.state !== 'refused') this.#provider.connect()
  }

  /** Tries the hub now instead of at the next turn. */
  resume(): void {
    this.#provider.connect()
  }

  close(): void {
    this.#stop()
    void Promise.resolve(this.#copy?.destroy()).then(() => this.doc.destroy())
  }

  /** Closes the room and forgets this machine's copy, edits that the hub never took included. */
  async discard(): Promise<void> {
    this.#stop()
    await this.#copy?.clearData().catch(() => undefined)
    this.doc.destroy()
  }

  #stop(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#probation)
    this.#listeners.clear()
    this.#catchUpListeners.clear()
    this.presence.close()
    this.doc.off('update', this.#countUnsent)
    this.#provider.destroy()
  }

  /** Own edits of an earlier visit first: then the hub hears of them in the same handshake. */
  async #open(): Promise<void> {
    await this.#loadCopy()
    const unsent = await this.kept(UNSENT)
    if (typeof unsent === 'number') this.#unsent += unsent
    this.#move({ ...this.#state, hasCopy: this.#hasContent(), ...(this.#state.state === 'offline' ? { unsent: this.#unsent } : {}) } as RoomState)
    this.#provider.connect()
  }

  /** Where the browser refuses storage there is no copy, and the meeting works while the network does. */
  async #loadCopy(): Promise<void> {
    if (!this.#copy) return
    // oxlint-disable-next-line no-underscore-dangle -- the one promise of y-indexeddb that tells of a refused database
    const refused = this.#copy._db.then(() => new Promise<never>(() => undefined), () => undefined)
    await Promise.race([this.#copy.whenSynced, refused])
  }

  readonly #countUnsent = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider || origin === this.#copy || this.#state.state === 'live') return
    this.#unsent++
    this.keep(UNSENT, this.#unsent)
    if (this.#state.state === 'offline') this.#move({ ...this.#state, hasCopy: true, unsent: this.#unsent })
  }

  readonly #followStatus = ({ status }: { readonly status: string }): void => {
    if (status === 'connected') for (const listener of this.#catchUpListeners) listener()
    if (status === 'disconnected') this.#forgetOthers()
  }

  /**
   * The provider drops the others' states but keeps their clocks, and then takes what the hub says of them on return
   * for old news: whoever stayed would be invisible here until they move.
   */
  #forgetOthers(): void {
    for (const id of this.awareness.meta.keys()) if (id !== this.awareness.clientID) this.awareness.meta.delete(id)
  }

  readonly #followSync = (isSynced: boolean): void => {
    if (!isSynced) return
    clearTimeout(this.#timer)
    clearTimeout(this.#probation)
    this.#failures = 0
    if (this.#isHubSaving) this.#becomeLive()
    else this.#probation = setTimeout(() => this.#becomeLive(), PROBATION)
  }

  readonly #followClose = (event: CloseEvent | null): void => {
    clearTimeout(this.#probation)
    this.#spreadReturn()
    const reason = event ? closeReason(event.code) : undefined
    if (reason === 'not-saving') this.#isHubSaving = false
    // A hub that is not there any more is no longer one that can't save.
    else if (event && reason === undefined) this.#isHubSaving = true
    if (reason === undefined || !(CLOSE_CODES[reason].isFinal || (reason === 'base-unknown' && this.#isBaseLost()))) {
      if (this.#state.state !== 'opening') this.#becomeOffline()
      return
    }
    clearTimeout(this.#timer)
    this.#provider.disconnect()
    const about = closeSubject(event?.reason ?? '')
    this.#move({ state: 'refused', hasCopy: this.#hasContent(), reason, ...(about !== undefined && { about }) })
  }

  #isBaseLost(): boolean {
    const now = performance.now()
    this.#baseUnknown = now - this.#baseUnknownAt < WELL_AGAIN ? this.#baseUnknown + 1 : 1
    this.#baseUnknownAt = now
    return this.#baseUnknown >= MOST_BASE_UNKNOWN
  }

  /** The provider's own waits are the same for everybody; it takes the shorter of its own and the longest allowed. */
  #spreadReturn(): void {
    this.#provider.wsUnsuccessfulReconnects = 20
    this.#provider.maxBackoffTime = reconnectDelay(this.#failures++, Math.random())
  }

  #becomeLive(): void {
    if (this.#unsent > 0) this.keep(UNSENT, 0)
    this.#unsent = 0
    this.#isHubSaving = true
    this.#move({ state: 'live', hasCopy: true })
  }

  #becomeOffline(): void {
    if (this.#state.state === 'refused') return
    this.#move({ state: 'offline', hasCopy: this.#hasContent(), unsent: this.#unsent, isHubSaving: this.#isHubSaving })
  }

  #hasContent(): boolean {
    return this.doc.store.clients.size > 0
  }

  #move(state: RoomState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

function socketUrl(hubUrl: string): string {
  return `${hubUrl.replace(/^http/, 'ws')}/sync`
}
