import { join } from 'node:path'
import type * as Y from 'yjs'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { Batch } from '../../../shared/sync/Batch.ts'
import type { ClientOwners } from '../../../shared/sync/check/ClientOwners.ts'
import { HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import type { Meter } from '../../../shared/sync/Meter.ts'
import type { CloseReason } from '../../../shared/sync/protocol.ts'
import { Room, type RoomOptions } from '../../../shared/sync/Room.ts'
import { HUB_CLOCK } from '../hubClock.ts'
import { stackOf, type Report } from '../inside/events.ts'
import type { Lag } from './AppendFile.ts'
import { DiskProbe } from './DiskProbe.ts'
import { Journal } from './Journal.ts'
import type { JournalFiles } from './journalFiles.ts'
import { loadDocument, type LoadError } from './loadDocument.ts'
import { RecordHistory } from './RecordHistory.ts'
import { PEER_HUB } from './roomRules.ts'
import { RoomTrail } from './RoomTrail.ts'
import { Saving, type WatchedFile } from './Saving.ts'
import { errorName } from './writeAll.ts'

export type RoomError = LoadError | { readonly kind: 'not-readable'; readonly path: string }

/** A room in use: it stays loaded until `release`, which may be called once. */
export interface RoomLease {
  readonly room: Room
  /** Who changed what in it. */
  readonly history: Pick<RecordHistory, 'entriesOf'>
  /** The same as other hubs of the workspace share it. */
  readonly trail: RoomTrail
  /** False while the disk refuses any file of the hub: nothing may be written then that somebody relies on. */
  isWritable(): boolean
  /** Puts everything on the disk now. @returns false if it could not. */
  flush(): boolean
  release(): void
}

export interface RoomsOptions {
  readonly folder: string
  readonly files: JournalFiles
  readonly report: Report
  readonly now: () => Date
  /** Shared with whatever else of the hub writes to the disk. */
  readonly saving?: Saving
  /** How long an unused room stays in memory. */
  readonly idleMs: number
  /** How often a refusing disk is tried again. */
  readonly retryMs?: number
  /** Told of every room before anybody joins it. */
  readonly onLoaded?: (name: string, doc: Y.Doc) => void
  /** What peers may do in a room; without it there are none. */
  readonly rulesOf?: (name: string, doc: Y.Doc, isWritable: () => boolean) => PeerRules
  readonly meter?: Meter
  /**
   * A document could no longer be trusted and is loaded again from its journal: whoever holds a lease holds one on a
   * document that nobody sees any more.
   */
  readonly onReplaced?: (name: string) => void
  /** Told before anybody joins a room of whose journal the end was cut, or could not be read. */
  readonly onLoss?: (end: 'torn' | 'damaged') => void
}

export type PeerRules = Pick<RoomOptions, 'rules' | 'sections' | 'presentAs'>

const NO_PEERS: PeerRules = { rules: { judge: () => ({ reason: 'write-refused' }), mayChange: () => false, mayBringOthers: () => false }, sections: new Set() }
const UNCOUNTED: Meter = { add: () => undefined }

export interface RoomsState {
  readonly loaded: number
  /** False while the disk refuses what any part of the hub wants to write. */
  readonly isSaving: boolean
  /** What is not on the disk yet: bytes of all rooms, and the longest wait of any. */
  readonly lag: Lag
}

interface Loaded {
  readonly room: Room
  readonly journal: Journal
  readonly history: RecordHistory
  readonly owners: ClientOwners
  readonly trail: RoomTrail
  /** Its journal and its history. */
  readonly saved: readonly WatchedFile[]
  uses: number
  idleTimer: NodeJS.Timeout | null
  state: 'in-use' | 'leaving' | 'gone'
}

/**
 * The documents of a workspace, each with its journal and its record history. A room is loaded whole before anybody
 * sees it, and never twice at once. While the disk refuses anything, nobody is in any of them.
 */
export class Rooms {
  readonly saving: Saving
  readonly #options: RoomsOptions
  readonly #loading = new Map<string, Promise<Result<Loaded, RoomError>>>()
  readonly #loaded = new Set<Loaded>()
  readonly #stopListening: () => void
  readonly #probe: DiskProbe
  #isClosed = false

  constructor(options: RoomsOptions) {
    this.#options = options
    this.saving = options.saving ?? new Saving()
    // Before anybody is shown what the disk did not take.
    this.#stopListening = this.saving.onChange((works) => {
      if (!works) for (const { room } of this.#loaded) room.sendAway('not-saving')
    })
    const { folder, files, retryMs } = options
    this.#probe = new DiskProbe({ folder, files, saving: this.saving, retryMs })
  }

  get state(): RoomsState {
    const files = [...this.#loaded].flatMap(({ journal, history }) => [journal, history])
    return {
      loaded: this.#loaded.size,
      isSaving: this.saving.works,
      lag: files.reduce<Lag>((sum, { lag }) => ({ bytes: sum.bytes + lag.bytes, ms: Math.max(sum.ms, lag.ms) }), { bytes: 0, ms: 0 }),
    }
  }

  /** Loads the room, or creates an empty one: whether there should be such a room is for the caller to know. */
  async use(name: string): Promise<Result<RoomLease, RoomError>> {
    if (this.#isClosed) throw new Error('the rooms are closed')
    const loading = this.#loading.get(name) ?? this.#load(name)
    this.#loading.set(name, loading)
    const loaded = await loading
    if (!loaded.ok) return loaded
    return ok(this.#lease(name, loaded.value))
  }

  /** Something else of the hub could not be written: finds out whether that is the disk. */
  probeDisk(): void {
    if (!this.#isClosed) this.#probe.ask()
  }

  /** Closes every connection, puts everything on the disk and unloads. @returns false if the disk did not take everything. */
  async close(reason: CloseReason): Promise<boolean> {
    this.#isClosed = true
    this.#stopListening()
    this.#probe.end()
    const closing = [...this.#loading].map(async ([name, loading]) => {
      const loaded = await loading
      if (!loaded.ok) return true
      loaded.value.room.closeAll(reason)
      const isSettled = await settle(loaded.value)
      if (!isSettled) this.#options.report({ event: 'closed-unsaved' })
      this.#unload(name, loaded.value)
      return isSettled
    })
    return (await Promise.all(closing)).every(Boolean)
  }

  #lease(name: string, loaded: Loaded): RoomLease {
    const { room, journal, history, trail } = loaded
    loaded.uses++
    if (loaded.idleTimer) clearTimeout(loaded.idleTimer)
    return {
      room,
      history,
      trail,
      isWritable: () => loaded.state !== 'gone' && this.saving.works,
      flush: () => {
        if (loaded.state === 'gone') return false
        // What came last may still be waiting in the room.
        room.flush()
        return history.flush() && journal.flush()
      },
      release: () => {
        loaded.uses--
        this.#leaveLater(name, loaded)
      },
    }
  }

  #leaveLater(name: string, loaded: Loaded): void {
    if (this.#isClosed || loaded.uses > 0 || loaded.state !== 'in-use') return
    if (loaded.idleTimer) clearTimeout(loaded.idleTimer)
    loaded.idleTimer = setTimeout(() => void this.#leave(name, loaded), this.#options.idleMs)
    loaded.idleTimer.unref()
  }

  /** Puts the room on the disk while it could still be used, and forgets it if nobody came meanwhile. */
  async #leave(name: string, loaded: Loaded): Promise<void> {
    if (loaded.uses > 0 || loaded.state !== 'in-use') return
    loaded.state = 'leaving'
    // What came last may still be waiting in the room.
    loaded.room.flush()
    const isSettled = await settle(loaded)
    if (loaded.state !== 'leaving') return
    loaded.state = 'in-use'
    if (loaded.uses > 0 || this.#isClosed) return
    // What the disk has not taken yet is only here.
    if (isSettled) this.#unload(name, loaded)
    else this.#leaveLater(name, loaded)
  }

  #unload(name: string, loaded: Loaded): void {
    this.#loading.delete(name)
    this.#forget(loaded)
    loaded.journal.close()
    loaded.history.close()
  }

  #forget(loaded: Loaded): void {
    if (loaded.idleTimer) clearTimeout(loaded.idleTimer)
    loaded.state = 'gone'
    this.#loaded.delete(loaded)
    for (const file of loaded.saved) file.end()
    loaded.room.doc.destroy()
  }

  /** Loads the room again from its journal, which holds all that anybody saw. Everyone was sent away already. */
  #replace(name: string, loaded: Loaded): void {
    if (loaded.state === 'gone' || this.#isClosed) return
    this.#forget(loaded)
    const closed = Promise.all([loaded.journal.abandon(), loaded.history.abandon()])
    const loading = closed.then(() => this.#load(name))
    this.#loading.set(name, loading)
    void loading.then((again) => {
      if (!again.ok) return
      this.#options.onReplaced?.(name)
      this.#leaveLater(name, again.value)
    })
  }

  async #load(name: string): Promise<Result<Loaded, RoomError>> {
    const loaded = await this.#open(name).catch((error: unknown): Result<Loaded, RoomError> => {
      this.#options.report({ event: 'room-not-loaded', code: errorName(error) })
      return err({ kind: 'not-readable', path: this.#path(name, 'log') })
    })
    if (loaded.ok) this.#loaded.add(loaded.value)
    else this.#loading.delete(name)
    return loaded
  }

  async #open(name: string): Promise<Result<Loaded, RoomError>> {
    const { files, report, now, retryMs, onLoaded, onLoss } = this.#options
    const path = this.#path(name, 'log')
    const read = await loadDocument(path, report)
    if (!read.ok) return read
    const { doc, owners, length, end, isOlder, snapshot } = read.value
    if (end !== 'whole') onLoss?.(end)
    // A file that can't be opened keeps one room closed; one that then refuses, the whole hub.
    const opened: { journal?: WatchedFile; history?: WatchedFile } = {}
    const history = await RecordHistory.open({ path: this.#path(name, 'history'), files, report, now, retryMs, onSaving: (isSaving) => opened.history?.tell(isSaving) })
    if (!history.ok) return history
    const journal = new Journal({ path, files, report, retryMs, snapshot, onSaving: (isSaving) => opened.journal?.tell(isSaving) }, length)
    // An older version could not tell what is added from what it knows.
    if (!journal.isWritable || (isOlder && !(await journal.compact()))) {
      journal.close()
      this.probeDisk()
      return err({ kind: 'not-readable', path })
    }
    const saved = [(opened.journal = this.saving.file()), (opened.history = this.saving.file())]
    const trail = new RoomTrail({ owners, journal, history: history.value })
    const parts = { owners, journal, history: history.value, trail }
    const room = this.#createRoom(name, doc, parts)
    onLoaded?.(name, doc)
    return ok({ ...parts, room, saved, uses: 0, idleTimer: null, state: 'in-use' })
  }

  #createRoom(name: string, doc: Y.Doc, parts: Pick<Loaded, 'journal' | 'history' | 'owners' | 'trail'>): Room {
    const { rulesOf, meter = UNCOUNTED, report } = this.#options
    return new Room({
      doc,
      owners: parts.owners,
      ...(rulesOf?.(name, doc, () => this.saving.works) ?? NO_PEERS),
      onBatch: createRecorder(parts, doc.clientID),
      clock: HUB_CLOCK,
      meter,
      onBroken: (error) => {
        report({ event: 'room-broken', stack: stackOf(error) })
        for (const loaded of this.#loaded) if (loaded.room.doc === doc) this.#replace(name, loaded)
      },
      startedAt: Date.now(),
    })
  }

  #path(name: string, extension: 'log' | 'history'): string {
    return join(this.#options.folder, `${encodeURIComponent(name)}.${extension}`)
  }
}

/** @returns false if not everything is on the disk. */
async function settle({ journal, history }: Loaded): Promise<boolean> {
  const settled = [await journal.settle(), await history.settle()]
  return settled.every(Boolean)
}

/**
 * Takes down what a room took in, before anybody sees it. The history first: of what is in the document, it misses
 * nothing. With the first that the hub itself writes goes its claim to the id it writes under in this run.
 */
function createRecorder({ journal, history, trail }: Pick<Loaded, 'journal' | 'history' | 'trail'>, hubClient: number): (batch: Batch) => void {
  const hub = { hasClaimed: false }
  return ({ update, claims, authored }) => {
    // Another hub tells itself who changed what there, and when.
    history.add(authored.filter(({ personId, broughtBy }) => personId !== PEER_HUB && broughtBy !== PEER_HUB))
    const isFirst = !hub.hasClaimed && authored.some(({ personId }) => personId === HUB_AUTHOR)
    hub.hasClaimed ||= isFirst
    const all = isFirst ? [...claims, [hubClient, HUB_AUTHOR] as const] : claims
    journal.append({ update, claims: all })
    trail.tell(all)
  }
}
