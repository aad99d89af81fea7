import * as Y from 'yjs'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { openMatters, type OpenMatter } from '../../../shared/model/closing.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { closeMeeting, createMeeting, type NewMeeting } from '../../../shared/model/createMeeting.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { meetingInfo, openMeetingDocument, transact, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import type { MeetingEntry } from '../../../shared/schema/directory.ts'
import type { MeetingSnapshot } from '../../../shared/schema/snapshot.ts'
import type { Directory } from '../Directory.ts'
import type { RoomLease, Rooms } from '../rooms/Rooms.ts'

/** Writes the archive of a frozen meeting; a second call for the same one gives the same path. */
export type ArchiveMeeting = (meeting: {
  readonly snapshot: MeetingSnapshot
  /** The whole document as one Yjs update. */
  readonly state: Uint8Array
}) => Promise<Result<{ readonly path: string }, { readonly kind: string }>>

export interface MeetingsOptions {
  readonly rooms: Rooms
  readonly directory: Directory
  readonly context: CommandContext
  readonly archiveMeeting: ArchiveMeeting
  readonly log: (line: string) => void
  /** While another hub of the workspace hosts, meetings are its to close and to enter. */
  readonly isHosting?: () => boolean
}

export type CloseError =
  | { readonly kind: 'meeting-unknown' }
  | { readonly kind: 'meeting-open'; readonly open: readonly OpenMatter[] }
  | { readonly kind: 'not-saving' }
  /** `reason`: the archiver's kind of error. The meeting is open again. */
  | { readonly kind: 'archive-failed'; readonly reason: string }

/** Creating meetings and closing them for good. */
export class Meetings {
  readonly #options: MeetingsOptions
  readonly #closing = new Map<string, Promise<Result<string, CloseError>>>()
  /** Frozen in their documents, not yet in the directory. */
  readonly #frozen = new Set<string>()

  constructor(options: MeetingsOptions) {
    this.#options = options
  }

  /** By the time they begin, newest first. */
  list(): readonly MeetingEntry[] {
    return this.#options.directory.meetings.list().toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt))
  }

  has(id: string): boolean {
    return this.#options.directory.meetings.get(id) !== undefined
  }

  /** The document first, so that nobody is ever led to a room without content. */
  async create({ body, ...fresh }: Pick<NewMeeting, 'title' | 'startsAt' | 'template' | 'body'>): Promise<Result<MeetingEntry, { readonly kind: 'not-saving' }>> {
    const { rooms, directory, context } = this.#options
    if (!directory.isWritable()) return err({ kind: 'not-saving' })
    const id = context.newId()
    const leased = await rooms.use(meetingRoom(id))
    if (!leased.ok) return err({ kind: 'not-saving' })
    const lease = leased.value
    try {
      createMeeting(openMeetingDocument(lease.room.doc), { id, ...fresh, body, language: directory.workspace.language }, context)
      if (!lease.flush()) return err({ kind: 'not-saving' })
      const entry: MeetingEntry = { id, ...fresh, createdAt: context.now(), closedAt: null, record: null }
      directory.addMeeting(entry)
      return ok(entry)
    } finally {
      lease.release()
    }
  }

  /** True from the moment a meeting is frozen. */
  isClosed(id: string): boolean {
    return this.#frozen.has(id) || this.#options.directory.meetings.get(id)?.closedAt !== null
  }

  /**
   * Freezes the meeting, writes its archive, enters it in the directory. @returns the archive's path below the
   * workspace's folder; closing twice, also at once, gives the same one.
   */
  close(id: string): Promise<Result<string, CloseError>> {
    const entry = this.#options.directory.meetings.get(id)
    if (!entry) return Promise.resolve(err({ kind: 'meeting-unknown' }))
    if (entry.record !== null) return Promise.resolve(ok(entry.record))
    const underWay = this.#closing.get(id)
    if (underWay) return underWay
    const closing = this.#withRoom(id, (lease) => this.#close(id, lease)).finally(() => this.#closing.delete(id))
    this.#closing.set(id, closing)
    return closing
  }

  /** Resolves when no closing is under way. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#closing.values())
  }

  /** Keeps the directory's entry like the meeting's own record, as long as the room is loaded. */
  watch(id: string, meeting: MeetingDocument): void {
    // Afterwards, so that it is a transaction of the hub's own and not part of its author's.
    meeting.info.subscribe(() => queueMicrotask(() => this.#follow(id, meeting)))
  }

  /** Finishes what a crash interrupted between freezing and the entry in the directory. */
  async recover(): Promise<void> {
    for (const { id, closedAt } of this.list()) {
      if (closedAt !== null) continue
      const outcome = await this.#withRoom(id, async (lease) => {
        const isFrozen = meetingInfo(openMeetingDocument(lease.room.doc))?.closedAt != null
        return isFrozen ? this.#close(id, lease) : null
      })
      if (outcome === null) continue
      this.#options.log(outcome.ok ? 'an interrupted closing was finished' : `an interrupted closing was undone: ${outcome.error.kind}`)
    }
  }

  #follow(id: string, meeting: MeetingDocument): void {
    const { directory, context, isHosting } = this.#options
    if (isHosting?.() === false) return
    const entry = directory.meetings.get(id)
    const info = meetingInfo(meeting)
    if (!entry || !info || this.isClosed(id)) return
    // Only the hub closes a meeting; whoever else wrote this has a client of their own making.
    reopen(meeting, context)
    if (info.title !== entry.title || info.startsAt !== entry.startsAt) directory.changeMeeting(id, { title: info.title, startsAt: info.startsAt })
  }

  async #withRoom<T>(id: string, work: (lease: RoomLease) => Promise<T>): Promise<T | Result<never, { readonly kind: 'not-saving' }>> {
    const leased = await this.#options.rooms.use(meetingRoom(id))
    if (!leased.ok) return err({ kind: 'not-saving' })
    try {
      return await work(leased.value)
    } finally {
      leased.value.release()
    }
  }

  async #close(id: string, lease: RoomLease): Promise<Result<string, CloseError>> {
    const { directory, context, archiveMeeting } = this.#options
    // What came before the request to close.
    lease.room.flush()
    const meeting = openMeetingDocument(lease.room.doc)
    if (!meetingInfo(meeting)) return err({ kind: 'meeting-unknown' })
    // Before anything is awaited: from here on no edit may slip in between what is checked and what is archived.
    const open = openMatters(takeSnapshot(meeting, directory.departments.list()), context.now())
    if (open.length > 0) {
      reopen(meeting, context)
      return err({ kind: 'meeting-open', open })
    }
    if (!lease.isWritable() || !directory.isWritable()) return err({ kind: 'not-saving' })
    const closedAt = meetingInfo(meeting)?.closedAt ?? context.now()
    this.#frozen.add(id)
    try {
      closeMeeting(meeting, closedAt, context)
      const archived = lease.flush() ? await this.#archive(meeting, archiveMeeting) : err({ kind: 'not-saving' })
      if (archived.ok) directory.changeMeeting(id, { closedAt, record: archived.value })
      else reopen(meeting, context)
      directory.flush()
      return archived
    } finally {
      this.#frozen.delete(id)
    }
  }

  async #archive(meeting: MeetingDocument, archiveMeeting: ArchiveMeeting): Promise<Result<string, CloseError>> {
    const snapshot = takeSnapshot(meeting, this.#options.directory.departments.list())
    const archived = await archiveMeeting({ snapshot, state: Y.encodeStateAsUpdate(meeting.doc) })
    if (archived.ok) return ok(archived.value.path)
    this.#options.log(`an archive could not be written: ${archived.error.kind}`)
    return err({ kind: 'archive-failed', reason: archived.error.kind })
  }
}

/** Undoes a freeze; a meeting that is not frozen stays untouched. */
function reopen(meeting: MeetingDocument, context: CommandContext): void {
  const info = meetingInfo(meeting)
  if (info && info.closedAt !== null) transact(meeting, context, () => meeting.info.patch(info.id, { closedAt: null }))
}
