import { stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { Journal } from '../../../electron/hub/rooms/Journal.ts'
import { DISK, type JournalFiles } from '../../../electron/hub/rooms/journalFiles.ts'
import { loadDocument } from '../../../electron/hub/rooms/loadDocument.ts'
import { roomRules } from '../../../electron/hub/rooms/roomRules.ts'
import { sectionsOf, type Writer } from '../../../shared/sync/access.ts'
import { Room } from '../../../shared/sync/Room.ts'
import type { SteppedClock } from '../../support/SteppedClock.ts'
import { must } from '../../support/startMeeting.ts'

/** Only `settle` tries a disk again that refused: when, is for the seed to say. */
const NEVER_MS = 2 ** 31 - 1

/** A disk that fills up when told, and never waits. */
export class SimDisk {
  isFull = false
  readonly files: JournalFiles

  constructor() {
    const refuse = (): void => {
      if (this.isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    }
    this.files = {
      ...DISK,
      write: (descriptor, bytes, offset, position) => {
        refuse()
        return DISK.write(descriptor, bytes, offset, position)
      },
      writeSoon: (descriptor, bytes, offset, position, finish) => {
        try {
          refuse()
          finish(null, DISK.write(descriptor, bytes, offset, position))
        } catch (error) {
          finish(error as Error, 0)
        }
      },
      // What of it was on the disk when a hub ended is for the seed to say, and nothing depends on real time.
      sync: () => undefined,
      syncSoon: (_descriptor, finish) => finish(null),
      syncFolder: () => undefined,
      syncFolderSoon: (_path, finish) => finish(),
    }
  }
}

export interface SimHubOptions {
  readonly folder: string
  readonly disk: SimDisk
  readonly clock: SteppedClock
  /** By person id; what is not here may not enter. */
  readonly people: ReadonlyMap<string, Writer>
  /** Whether clients may bring what others wrote. */
  readonly isRecovering: () => boolean
}

/** One run of a hub: the real room over the real journal, judged by the real rules. `kill` ends it as SIGKILL would. */
export class SimHub {
  readonly room: Room
  readonly #journal: Journal
  readonly #path: string
  /** What was there before this run has been on the disk for long. */
  readonly #foundLength: number
  /** Bugs that the room found in itself. */
  readonly broken: unknown[] = []

  static async start(options: SimHubOptions): Promise<SimHub> {
    const loaded = must(await loadDocument(journalPath(options.folder), () => undefined))
    return new SimHub(options, loaded)
  }

  private constructor({ folder, disk, clock, people, isRecovering }: SimHubOptions, loaded: Extract<Awaited<ReturnType<typeof loadDocument>>, { ok: true }>['value']) {
    const { doc, owners, length, snapshot } = loaded
    this.#path = journalPath(folder)
    this.#foundLength = length
    this.#journal = new Journal({ path: this.#path, files: disk.files, report: () => undefined, snapshot, retryMs: NEVER_MS }, length)
    this.room = new Room({
      doc,
      owners,
      sections: sectionsOf('meeting'),
      rules: roomRules(
        { access: { person: (id) => withId(people.get(id)) }, namedRoom: () => ({ kind: 'meeting' }), isFrozen: () => false, isRecovering },
        { name: 'meeting/m1', doc, isWritable: () => this.#journal.isWritable },
      ),
      onBatch: ({ update, claims }) => this.#journal.append({ update, claims }),
      clock,
      meter: { add: () => undefined },
      onBroken: (error) => this.broken.push(error),
    })
  }

  get isSaving(): boolean {
    return this.#journal.isWritable
  }

  /** Goes on once the disk takes things again. */
  async settle(): Promise<void> {
    await this.#journal.settle()
  }

  kill(): void {
    this.#journal.close()
    this.room.doc.destroy()
  }

  /** Ends it as a power cut would: `share` of what this run wrote, from its end, is lost, seldom just whole records. */
  async lose(share: number): Promise<void> {
    this.kill()
    const { size } = await stat(this.#path)
    await truncate(this.#path, size - Math.floor(Math.max(0, size - this.#foundLength) * share))
  }

  async close(): Promise<void> {
    this.room.closeAll('hub-closing')
    await this.#journal.settle()
    this.kill()
  }
}

function withId(writer: Writer | undefined) {
  return writer && { ...writer, id: writer.personId }
}

function journalPath(folder: string): string {
  return join(folder, 'meeting.log')
}
