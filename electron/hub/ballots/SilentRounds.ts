import type { SealedBallot } from '../../../shared/api.ts'
import { canonicalJson } from '../../../shared/lib/canonicalJson.ts'
import { assert } from '../../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument, transact, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { frameToOpen, paperProblem, roundsOf, roundState, type PaperProblem, type RoundError } from '../../../shared/model/rounds.ts'
import { proxyOf } from '../../../shared/room/quorumOf.ts'
import type { Person } from '../../../shared/schema/directory.ts'
import { frameOf, type BallotPaper, type Round } from '../../../shared/schema/round.ts'
import type { Meetings } from '../meetings/Meetings.ts'
import type { RoomLease, Rooms } from '../rooms/Rooms.ts'
import type { BallotBox } from './BallotBox.ts'

export interface SilentRoundsOptions {
  readonly box: BallotBox
  readonly rooms: Pick<Rooms, 'use' | 'probeDisk'>
  readonly meetings: Pick<Meetings, 'has' | 'isClosed'>
  readonly context: CommandContext
  /** While another hub hosts, rounds are its to open and to end. */
  readonly isHosting: () => boolean
}

/** `isMade`: the change is in memory and on nobody's screen, and is kept as soon as the disk takes it; else nothing was changed. */
type NotSaving = { readonly kind: 'not-saving'; readonly isMade?: true }
type MeetingRefusal = { readonly kind: 'meeting-unknown' } | { readonly kind: 'meeting-closed' } | NotSaving
type RoundRefusal = { readonly kind: 'round-unknown' } | { readonly kind: 'round-ended' }
export type OpenRefusal = RoundError | MeetingRefusal
export type EndRefusal = RoundRefusal | MeetingRefusal | { readonly kind: 'ballots-missing' }
export type CastRefusal = RoundRefusal | MeetingRefusal | VoterRefusal | { readonly kind: 'ballot-invalid'; readonly problem: PaperProblem }

type Voter = Pick<Person, 'id' | 'departmentId'>
/** `proxy-missing`: the voter does not stand in for that department at the round's item. */
type VoterRefusal = { readonly kind: 'not-entitled' } | { readonly kind: 'proxy-missing' }

interface OpenMeeting {
  readonly lease: RoomLease
  readonly meeting: MeetingDocument
}

/**
 * [C4][M13] The silent rounds of a workspace. A meeting's document has the rounds and who has voted; what they voted is in
 * the ballot box alone until the hub reveals it, all at once, in one transaction. Everything here happens one after the
 * other.
 *
 * The box is written first and forgotten last, so that a crash at any moment loses no ballot: whatever the two say that
 * does not fit is settled when the room is loaded. A round that is open in the document and not in the box was opened by
 * another hub; its ballots are out of reach here, so it is voided.
 */
export class SilentRounds {
  readonly #options: SilentRoundsOptions
  /** The documents of the rooms that are loaded. */
  readonly #loaded = new Map<string, MeetingDocument>()
  #queue: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(options: SilentRoundsOptions) {
    this.#options = options
  }

  /** Freezes what the item is scored by, and who is asked. */
  open(meetingId: string, itemId: string, by: string): Promise<Result<Pick<Round, 'id' | 'number'>, OpenRefusal>> {
    const { box, rooms, context } = this.#options
    return this.#inMeeting(meetingId, async ({ meeting, lease }): Promise<Result<Pick<Round, 'id' | 'number'>, OpenRefusal>> => {
      const first = frameToOpen(meeting, itemId)
      if (!first.ok) return first
      const id = context.newId()
      if (!(await box.create(id, meetingId))) return this.#refuse(rooms)
      // People went on meanwhile.
      lease.room.flush()
      const frame = this.#refusal(meetingId, lease) ?? frameToOpen(meeting, itemId)
      if (!frame.ok) {
        await box.forget(id)
        return frame
      }
      const number = 1 + Math.max(0, ...roundsOf(meeting.rounds.list(), itemId).map((round) => round.number))
      const entitledDepartmentIds = [...frame.value.rule.entitledDepartmentIds].toSorted()
      const unset = { votedDepartmentIds: [], revealedAt: null, revealedBy: null, voidedAt: null }
      transact(meeting, context, () => meeting.rounds.insert({ id, itemId, number, frame: canonicalJson(frame.value), entitledDepartmentIds, openedAt: context.now(), openedBy: by, ...unset }))
      if (lease.flush()) return ok({ id, number })
      transact(meeting, context, () => meeting.rounds.patch(id, { voidedAt: context.now() }))
      return err({ kind: 'not-saving' })
    })
  }

  /**
   * Keeps the ballot of a department, in the place of its last one, whoever of those who may cast it did.
   * @param departmentId the voter's own, or one that the voter stands in for.
   * @returns what is on the disk now.
   */
  cast(roundId: string, voter: Voter, departmentId: string | null, paper: BallotPaper): Promise<Result<SealedBallot, CastRefusal>> {
    const { box, rooms, context } = this.#options
    return this.#inRound(roundId, async ({ meeting }, round): Promise<Result<SealedBallot, CastRefusal>> => {
      const refused = voterRefusal(meeting, round, voter, departmentId)
      if (departmentId === null || refused) return err(refused ?? { kind: 'not-entitled' })
      const frame = frameOf(round)
      assert(frame !== undefined, 'the hub froze it')
      const problem = paperProblem(frame, paper)
      if (problem) return err({ kind: 'ballot-invalid', problem })
      const before = box.ballots(roundId).find((ballot) => ballot.departmentId === departmentId)
      const sealed: SealedBallot = { ...paper, castAt: context.now(), castBy: voter.id, version: (before?.version ?? 0) + 1 }
      if (!(await box.put(roundId, { ...sealed, departmentId }))) return this.#refuse(rooms)
      const now = meeting.rounds.get(roundId)
      // Another hub voided it meanwhile.
      if (!now || roundState(now) !== 'open') return err({ kind: 'round-ended' })
      this.#showVoted(meeting, now)
      return ok(sealed)
    })
  }

  /** The department's, or null before its first. Who stands in for it is told what they cast themselves, and nothing else of it. */
  own(roundId: string, voter: Voter, departmentId: string | null): Result<SealedBallot | null, RoundRefusal | VoterRefusal> {
    const { box } = this.#options
    const [meeting, round] = this.#find(roundId) ?? []
    if (!meeting || !round) return err({ kind: 'round-unknown' })
    if (roundState(round) !== 'open' || !box.has(roundId)) return err({ kind: 'round-ended' })
    const refused = voterRefusal(meeting, round, voter, departmentId)
    if (refused) return err(refused)
    const kept = box.ballots(roundId).find((ballot) => ballot.departmentId === departmentId)
    if (!kept || (departmentId !== voter.departmentId && kept.castBy !== voter.id)) return ok(null)
    const { departmentId: _own, ...sealed } = kept
    return ok(sealed)
  }

  /** Puts every ballot into the document, in one transaction, and forgets them here once that is on the disk. */
  reveal(roundId: string, by: string): Promise<Result<void, EndRefusal>> {
    const { box, context } = this.#options
    return this.#inRound(roundId, async ({ lease, meeting }): Promise<Result<void, EndRefusal>> => {
      const ballots = box.ballots(roundId)
      if (ballots.length === 0) return err({ kind: 'ballots-missing' })
      transact(meeting, context, () => {
        // Nobody but a hub writes here; what else there is, somebody brought who posed as one.
        for (const { id } of meeting.ballots.list().filter((ballot) => ballot.roundId === roundId)) meeting.ballots.remove(id)
        for (const { version: _count, ...ballot } of ballots) meeting.ballots.insert({ id: context.newId(), roundId, ...ballot })
        const votedDepartmentIds = ballots.map(({ departmentId }) => departmentId)
        meeting.rounds.patch(roundId, { votedDepartmentIds, revealedAt: context.now(), revealedBy: by })
      })
      return this.#forgetEnded(roundId, lease)
    })
  }

  /** Gives the round up: nobody will ever have read its ballots. */
  void(roundId: string): Promise<Result<void, EndRefusal>> {
    const { context } = this.#options
    return this.#inRound(roundId, async ({ lease, meeting }) => {
      transact(meeting, context, () => meeting.rounds.patch(roundId, { voidedAt: context.now() }))
      return this.#forgetEnded(roundId, lease)
    })
  }

  /** Keeps box and document together, from the moment a room is loaded for as long as it is. */
  watch(meetingId: string, meeting: MeetingDocument): void {
    this.#loaded.set(meetingId, meeting)
    meeting.doc.on('destroy', () => {
      if (this.#loaded.get(meetingId) === meeting) this.#loaded.delete(meetingId)
    })
    // Afterwards, so that it is a transaction of the hub's own and not part of its author's.
    const look = (): void => queueMicrotask(() => this.#look(meetingId))
    meeting.rounds.subscribe(look)
    look()
  }

  /** Looks at every meeting again: this hub hosts now, or its disk works again. */
  lookAgain(): void {
    if (this.#isClosed) return
    for (const meetingId of this.#loaded.keys()) this.#look(meetingId)
    for (const meetingId of this.#options.box.meetings()) if (!this.#loaded.has(meetingId)) void this.#settle(meetingId)
  }

  /** Looks at nothing any more. Resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue
  }

  #look(meetingId: string): void {
    const meeting = this.#loaded.get(meetingId)
    if (meeting && !this.#isClosed && this.#isUnsettled(meetingId, meeting)) void this.#settle(meetingId)
  }

  #isUnsettled(meetingId: string, meeting: MeetingDocument): boolean {
    const { box } = this.#options
    if (this.#over(meetingId, meeting).length > 0) return true
    if (!this.#isOurs(meetingId)) return false
    return meeting.rounds.list().some((round) => roundState(round) === 'open' && (!box.has(round.id) || !this.#showsVoted(round)))
  }

  #settle(meetingId: string): Promise<unknown> {
    const { box, rooms, meetings, context } = this.#options
    return this.#inTurn(async () => {
      if (!meetings.has(meetingId)) return
      const leased = await rooms.use(meetingRoom(meetingId))
      if (!leased.ok) return
      const lease = leased.value
      try {
        const meeting = this.#meetingOf(meetingId, lease)
        if (this.#isOurs(meetingId) && lease.isWritable()) {
          const open = meeting.rounds.list().filter((round) => roundState(round) === 'open')
          const lost = open.filter(({ id }) => !box.has(id))
          transact(meeting, context, () => lost.forEach(({ id }) => meeting.rounds.patch(id, { voidedAt: context.now() })))
          for (const round of open) if (box.has(round.id)) this.#showVoted(meeting, round)
        }
        const over = this.#over(meetingId, meeting)
        if (over.length > 0 && lease.flush()) for (const roundId of over) await box.forget(roundId)
      } finally {
        lease.release()
      }
    })
  }

  /** Rounds whose ballots are needed no more. One that the document does not know may still come back to it, unless nobody voted. */
  #over(meetingId: string, meeting: MeetingDocument): readonly string[] {
    const { box, meetings } = this.#options
    return box.roundsOf(meetingId).filter((roundId) => {
      const round = meeting.rounds.get(roundId)
      return round ? roundState(round) !== 'open' : meetings.isClosed(meetingId) || box.ballots(roundId).length === 0
    })
  }

  #isOurs(meetingId: string): boolean {
    const { isHosting, meetings } = this.#options
    return isHosting() && !meetings.isClosed(meetingId)
  }

  #showsVoted({ id, votedDepartmentIds }: Round): boolean {
    const kept = this.#options.box.ballots(id).map(({ departmentId }) => departmentId)
    return kept.length === votedDepartmentIds.length && kept.every((departmentId) => votedDepartmentIds.includes(departmentId))
  }

  #showVoted(meeting: MeetingDocument, round: Round): void {
    if (this.#showsVoted(round)) return
    const votedDepartmentIds = this.#options.box.ballots(round.id).map(({ departmentId }) => departmentId)
    transact(meeting, this.#options.context, () => meeting.rounds.patch(round.id, { votedDepartmentIds }))
  }

  /** The ballots stay sealed here until the disk has what became of the round. */
  async #forgetEnded(roundId: string, lease: RoomLease): Promise<Result<void, NotSaving>> {
    if (!lease.flush()) return err({ kind: 'not-saving', isMade: true })
    // Left there by a disk that refuses just now, it is forgotten at the next look: the document says it is over.
    await this.#options.box.forget(roundId)
    return ok()
  }

  #find(roundId: string): readonly [MeetingDocument, Round] | undefined {
    for (const meeting of this.#loaded.values()) {
      const round = meeting.rounds.get(roundId)
      if (round) return [meeting, round]
    }
    return undefined
  }

  async #inRound<T, E extends { readonly kind: string }>(roundId: string, work: (open: OpenMeeting, round: Round) => Promise<Result<T, E>>): Promise<Result<T, E | RoundRefusal | MeetingRefusal>> {
    const meetingId = this.#options.box.meetingOf(roundId)
    if (meetingId === undefined) return err({ kind: this.#find(roundId) ? 'round-ended' : 'round-unknown' })
    return this.#inMeeting(meetingId, async (open): Promise<Result<T, E | RoundRefusal>> => {
      const round = open.meeting.rounds.get(roundId)
      if (!round) return err({ kind: 'round-unknown' })
      if (roundState(round) !== 'open' || !this.#options.box.has(roundId)) return err({ kind: 'round-ended' })
      return work(open, round)
    })
  }

  #inMeeting<T, E extends { readonly kind: string }>(id: string, work: (open: OpenMeeting) => Promise<Result<T, E>>): Promise<Result<T, E | MeetingRefusal>> {
    const { rooms, meetings } = this.#options
    return this.#inTurn(async (): Promise<Result<T, E | MeetingRefusal>> => {
      if (!meetings.has(id)) return err({ kind: 'meeting-unknown' })
      const leased = await rooms.use(meetingRoom(id))
      if (!leased.ok) return err({ kind: 'not-saving' })
      const lease = leased.value
      try {
        // What came before the request.
        lease.room.flush()
        const refused = this.#refusal(id, lease)
        return refused ?? (await work({ lease, meeting: this.#meetingOf(id, lease) }))
      } finally {
        lease.release()
      }
    })
  }

  #refusal(meetingId: string, lease: RoomLease): Result<never, { readonly kind: 'meeting-closed' } | NotSaving> | null {
    if (this.#options.meetings.isClosed(meetingId)) return err({ kind: 'meeting-closed' })
    return lease.isWritable() ? null : err({ kind: 'not-saving' })
  }

  #refuse(rooms: Pick<Rooms, 'probeDisk'>): Result<never, NotSaving> {
    rooms.probeDisk()
    return err({ kind: 'not-saving' })
  }

  #meetingOf(meetingId: string, { room }: RoomLease): MeetingDocument {
    const loaded = this.#loaded.get(meetingId)
    return loaded?.doc === room.doc ? loaded : openMeetingDocument(room.doc)
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => undefined)
    return result
  }
}

function voterRefusal(meeting: MeetingDocument, round: Round, voter: Voter, departmentId: string | null): VoterRefusal | null {
  const isOwn = departmentId === voter.departmentId
  if (!isOwn && proxyOf(meeting.attendance.list(), meeting.itemAttendance.list(), round.itemId, voter.id) !== departmentId) return { kind: 'proxy-missing' }
  return departmentId === null || !round.entitledDepartmentIds.includes(departmentId) ? { kind: 'not-entitled' } : null
}
