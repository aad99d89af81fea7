import { join } from 'node:path'
import { Journal } from '../../../electron/hub/rooms/Journal.ts'
import { DISK, type JournalFiles } from '../../../electron/hub/rooms/journalFiles.ts'
import { loadDocument } from '../../../electron/hub/rooms/loadDocument.ts'
import { judgeTouched, sectionsOf, type Writer } from '../../../shared/sync/access.ts'
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
      // What is written survives the end of the process: that is all that is simulated, and nothing of it depends on real time.
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
}

/** One run of a hub: the real room over the real journal, judged by the real policy. `kill` ends it as SIGKILL would. */
export class SimHub {
  readonly room: Room
  readonly #journal: Journal
  /** Bugs that the room found in itself. */
  readonly broken: unknown[] = []

  static async start(options: SimHubOptions): Promise<SimHub> {
    const loaded = must(await loadDocument(journalPath(options.folder), () => undefined))
    return new SimHub(options, loaded)
  }

  private constructor({ folder, disk, clock, people }: SimHubOptions, loaded: Extract<Awaited<ReturnType<typeof loadDocument>>, { ok: true }>['value']) {
    const { doc, owners, length, snapshot } = loaded
    this.#journal = new Journal({ path: journalPath(folder), files: disk.files, report: () => undefined, snapshot, retryMs: NEVER_MS }, length)
    this.room = new Room({
      doc,
      owners,
      sections: sectionsOf('meeting'),
      rules: {
        judge: (personId, touched, _broughtBy, readRecord) => {
          const writer = people.get(personId)
          if (!writer) return { reason: 'session-unknown' }
          if (!this.#journal.isWritable) return { reason: 'not-saving' }
          return judgeTouched('meeting', writer, touched, readRecord)
        },
        mayChange: () => this.#journal.isWritable,
        mayBringOthers: () => false,
      },
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

  async close(): Promise<void> {
    this.room.closeAll('hub-closing')
    await this.#journal.settle()
    this.kill()
  }
}

function journalPath(folder: string): string {
  return join(folder, 'meeting.log')
}
