import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import type { ProjectorAnswer } from '../../../shared/room/projector/ProjectedFrameSchema.ts'
import { mayAsk } from '../../../shared/sync/access.ts'
import type { Clock } from '../../../shared/sync/Clock.ts'
import type { AccessStore } from '../access/AccessStore.ts'
import { hashSecret, newToken } from '../access/invitationCode.ts'
import type { Directory } from '../Directory.ts'
import { HUB_CLOCK } from '../hubClock.ts'
import type { RoomLease, Rooms } from '../rooms/Rooms.ts'
import { ProjectedMeeting } from './ProjectedMeeting.ts'
import type { ProjectorCode, ProjectorCodes } from './ProjectorCodes.ts'

export interface ProjectorsOptions {
  readonly rooms: Pick<Rooms, 'use'>
  readonly directory: Pick<Directory, 'departments' | 'meetings' | 'follow'>
  readonly access: Pick<AccessStore, 'sessionIds' | 'person'>
  readonly codes: ProjectorCodes
  readonly now: () => Date
  readonly clock?: Clock
}

interface Watched {
  readonly shown: ProjectedMeeting
  readonly lease: RoomLease
  /** Ends what is listened to. */
  readonly stop: () => void
  callOff: () => void
}

/** How long a question waits for another frame, in ms: less than proxies wait. */
const PATIENCE_MS = 20_000
/** How long a meeting is watched after the last question, in ms; what it has frozen is forgotten then. */
const IDLE_MS = 10 * 60_000

type NoFrame =
  | { readonly kind: 'projector-unknown' }
  /** Right, but there is nothing to show any more. */
  | { readonly kind: 'meeting-closed' }
  | { readonly kind: 'not-saving' }

/** [C7] What big screens get. A code shows the frames of one meeting while that is open, and opens nothing else. */
export class Projectors {
  readonly #options: ProjectorsOptions
  readonly #clock: Clock
  readonly #watched = new Map<string, Promise<Result<Watched, { readonly kind: 'not-saving' }>>>()

  constructor(options: ProjectorsOptions) {
    this.#options = options
    this.#clock = options.clock ?? HUB_CLOCK
  }

  /** @returns a new code. Only its hash is kept. */
  async issue(meetingId: string, { sessionId, personId }: Pick<ProjectorCode, 'sessionId' | 'personId'>): Promise<string> {
    const code = newToken()
    await this.#options.codes.add({ hash: hashSecret(code), meetingId, sessionId, personId })
    return code
  }

  /** Ends all codes of a meeting, also for those who wait. */
  async revoke(meetingId: string): Promise<void> {
    const removed = this.#options.codes.removeOf(meetingId)
    const watched = await this.#watched.get(meetingId)
    if (watched?.ok) watched.value.shown.release()
    await removed
  }

  /** The frame of the meeting that the code is for, as soon as it is another than `version`. */
  async next(given: string, version: string): Promise<Result<ProjectorAnswer, NoFrame>> {
    const before = this.#meetingOf(given)
    if (!before.ok) return before
    const watched = await this.#watch(before.value)
    if (!watched.ok) return watched
    const answer = await watched.value.shown.next(version, PATIENCE_MS)
    const after = this.#meetingOf(given)
    return after.ok ? ok(answer) : after
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#watched.keys(), (meetingId) => this.#leave(meetingId)))
  }

  /** Id of the meeting that this code shows now. */
  #meetingOf(given: string): Result<string, NoFrame> {
    const code = this.#valid(given)
    if (!code) return err({ kind: 'projector-unknown' })
    return this.#isClosed(code.meetingId) ? err({ kind: 'meeting-closed' }) : ok(code.meetingId)
  }

  #isClosed(meetingId: string): boolean {
    return (this.#options.directory.meetings.get(meetingId)?.closedAt ?? null) !== null
  }

  #valid(given: string): ProjectorCode | undefined {
    const { access, codes } = this.#options
    const code = codes.find(hashSecret(given))
    const person = code && access.sessionIds.includes(code.sessionId) ? access.person(code.personId) : undefined
    return person && mayAsk('project', person.role) ? code : undefined
  }

  async #watch(meetingId: string): Promise<Result<Watched, { readonly kind: 'not-saving' }>> {
    const watching = this.#watched.get(meetingId) ?? this.#open(meetingId)
    this.#watched.set(meetingId, watching)
    const watched = await watching
    if (!watched.ok) {
      this.#watched.delete(meetingId)
      return watched
    }
    watched.value.callOff()
    watched.value.callOff = this.#clock.after(IDLE_MS, () => void this.#leave(meetingId))
    return watched
  }

  async #open(meetingId: string): Promise<Result<Watched, { readonly kind: 'not-saving' }>> {
    const { rooms, directory, now } = this.#options
    const leased = await rooms.use(meetingRoom(meetingId))
    if (!leased.ok) return err({ kind: 'not-saving' })
    const lease = leased.value
    // A document that is loaded again is another one.
    lease.room.doc.once('destroy', () => void this.#leave(meetingId))
    const shown = new ProjectedMeeting({ doc: lease.room.doc, directory, now, clock: this.#clock })
    const stop = directory.follow('meetings', () => this.#isClosed(meetingId) && shown.release())
    return ok({ shown, lease, stop, callOff: () => undefined })
  }

  async #leave(meetingId: string): Promise<void> {
    const watching = this.#watched.get(meetingId)
    this.#watched.delete(meetingId)
    const watched = await watching
    if (!watched?.ok) return
    watched.value.callOff()
    watched.value.stop()
    watched.value.shown.close()
    watched.value.lease.release()
  }
}
