import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Y from 'yjs'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { CloseReason } from '../../../shared/sync/protocol.ts'
import { Room } from '../../../shared/sync/Room.ts'
import { keepAside } from '../keepAside.ts'
import { Journal } from './Journal.ts'
import type { JournalFiles } from './journalFiles.ts'
import { readJournal } from './journalFormat.ts'

export type RoomError = { readonly kind: 'newer-format'; readonly path: string } | { readonly kind: 'not-readable'; readonly path: string }

/** A room in use: it stays loaded until `release`, which may be called once. */
export interface RoomLease {
  readonly room: Room
  /** False while the disk refuses: nothing may be written then that somebody relies on. */
  isWritable(): boolean
  /** Puts everything on the disk now. @returns false if it could not. */
  flush(): boolean
  release(): void
}

export interface RoomsOptions {
  readonly folder: string
  readonly files: JournalFiles
  readonly log: (line: string) => void
  /** How long an unused room stays in memory. */
  readonly idleMs: number
  /** How often a refusing disk is tried again. */
  readonly retryMs?: number
  /** Told of every room before anybody joins it. */
  readonly onLoaded?: (name: string, doc: Y.Doc) => void
}

interface Loaded {
  readonly room: Room
  readonly journal: Journal
  uses: number
  idleTimer: NodeJS.Timeout | null
}

/** The documents of a workspace and their journals, one file each. A room is loaded whole before anybody sees it. */
export class Rooms {
  readonly #options: RoomsOptions
  readonly #loaded = new Map<string, Promise<Result<Loaded, RoomError>>>()
  #isClosed = false

  constructor(options: RoomsOptions) {
    this.#options = options
  }

  /** Loads the room, or creates an empty one: whether there should be such a room is for the caller to know. */
  async use(name: string): Promise<Result<RoomLease, RoomError>> {
    if (this.#isClosed) throw new Error('the rooms are closed')
    const loading = this.#loaded.get(name) ?? this.#load(name)
    this.#loaded.set(name, loading)
    const loaded = await loading
    if (!loaded.ok) return loaded
    return ok(this.#lease(name, loaded.value))
  }

  /** Closes every connection, puts everything on the disk and unloads. */
  async close(reason: CloseReason): Promise<void> {
    this.#isClosed = true
    for (const [name, loading] of this.#loaded) {
      const loaded = await loading
      if (!loaded.ok) continue
      loaded.value.room.closeAll(reason)
      this.#unload(name, loaded.value)
    }
  }

  #lease(name: string, loaded: Loaded): RoomLease {
    loaded.uses++
    if (loaded.idleTimer) clearTimeout(loaded.idleTimer)
    return {
      room: loaded.room,
      isWritable: () => loaded.journal.isWritable,
      flush: () => loaded.journal.flush(),
      release: () => {
        loaded.uses--
        if (loaded.uses > 0 || this.#isClosed) return
        loaded.idleTimer = setTimeout(() => this.#unloadUnused(name, loaded), this.#options.idleMs)
        loaded.idleTimer.unref()
      },
    }
  }

  #unloadUnused(name: string, loaded: Loaded): void {
    // What the disk has not taken yet is only here.
    if (loaded.uses > 0 || !loaded.journal.flush()) return
    this.#unload(name, loaded)
  }

  #unload(name: string, { room, journal, idleTimer }: Loaded): void {
    if (idleTimer) clearTimeout(idleTimer)
    this.#loaded.delete(name)
    journal.close()
    room.doc.destroy()
  }

  async #load(name: string): Promise<Result<Loaded, RoomError>> {
    const loaded = await this.#read(name).catch((error: unknown): Result<Loaded, RoomError> => {
      this.#options.log(`a room could not be loaded: ${error instanceof Error ? error.message : 'unknown error'}`)
      return err({ kind: 'not-readable', path: this.#path(name) })
    })
    if (!loaded.ok) this.#loaded.delete(name)
    return loaded
  }

  async #read(name: string): Promise<Result<Loaded, RoomError>> {
    const path = this.#path(name)
    const content = readJournal(await readIfPresent(path))
    if (content.state === 'newer-format') return err({ kind: 'newer-format', path })
    await this.#reportEnd(path, content.end)
    const doc = new Y.Doc()
    // One transaction: its clean-up is paid once, however many updates there are.
    doc.transact(() => {
      for (const record of content.records) Y.applyUpdate(doc, record)
    })
    const { files, log, retryMs, onLoaded } = this.#options
    const journal = new Journal({ path, files, log, retryMs, snapshot: () => Y.encodeStateAsUpdate(doc) }, content.length)
    const room = new Room(doc, (update) => journal.append(update))
    onLoaded?.(name, doc)
    return ok({ room, journal, uses: 0, idleTimer: null })
  }

  async #reportEnd(path: string, end: 'whole' | 'torn' | 'damaged'): Promise<void> {
    if (end === 'whole') return
    if (end === 'torn') {
      this.#options.log('a journal ended in an unfinished record, which was cut off')
      return
    }
    await keepAside(path)
    this.#options.log('a journal was damaged: it was read up to there, and a copy was kept as it was (.damaged)')
  }

  #path(name: string): string {
    return join(this.#options.folder, `${encodeURIComponent(name)}.log`)
  }
}

async function readIfPresent(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Uint8Array()
    throw error
  }
}
