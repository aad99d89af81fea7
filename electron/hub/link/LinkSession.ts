import { DIRECTORY_ROOM, meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { poolRoom } from '../../../shared/model/PoolDocument.ts'
import type { MeetingEntry } from '../../../shared/schema/directory.ts'
import { IdSchema } from '../../../shared/schema/values.ts'
import { ArchiveExchange } from './ArchiveExchange.ts'
import { keepApart } from './keepApart.ts'
import { LinkedRoom } from './LinkedRoom.ts'
import { LinkedPapers } from './LinkedPapers.ts'
import type { LinkParts, Wire } from './LinkParts.ts'
import { frameRoom, LinkMessageSchema, readFrame, type LinkMessage, type Standing } from './linkMessages.ts'

/**
 * A link between two hubs of one workspace that have proved that they are. Both ends run the same code: each tells
 * what it has, so that everything either has is on both, and goes on telling. Everything may be told again: after a
 * broken link the next one begins from the start and sends only what is missing.
 */
export class LinkSession {
  readonly #parts: LinkParts
  readonly #hubId: string
  readonly #wire: Wire
  readonly #rooms = new Map<string, LinkedRoom>()
  readonly #announced = new Set<string>()
  readonly #done = new Map<string, { own: boolean; theirs: boolean }>()
  readonly #marks = new Map<number, () => void>()
  readonly #archives: ArchiveExchange
  readonly #stops: (() => void)[] = []
  #queue: Promise<void> = Promise.resolve()
  #lastMark = 0
  #toldAccess = ''
  #toldRecords = 0
  #papers: LinkedPapers | null = null
  #isEnded = false
  #hasDirectory = false
  readonly #directory = { arrived: Promise.resolve(), arrive: (): void => undefined }
  readonly #standing = { heard: (_standing: Standing): void => undefined }
  #pausedBy: 'own' | 'other' | null = null
  #otherLacksPapers = false
  /** What the other hub last said of itself. */
  other: Standing | null = null
  /** Resolves with what the other hub said of itself first. */
  readonly firstStanding: Promise<Standing>

  /** @param hubId which hub the other one has proved to be */
  constructor(parts: LinkParts, hubId: string, wire: Wire) {
    this.#parts = parts
    this.#hubId = hubId
    this.#wire = wire
    this.#archives = new ArchiveExchange({
      archives: parts.archives,
      tell: (message) => this.#tell(message),
      send: (frame) => this.#send(frame),
      probeDisk: () => parts.rooms.probeDisk(),
      isPaused: () => this.#isPaused,
    })
    this.#directory.arrived = new Promise((resolve) => (this.#directory.arrive = resolve))
    this.firstStanding = new Promise((resolve) => (this.#standing.heard = resolve))
  }

  /** Call once, when messages can be received. */
  start(): void {
    const { access, standing, directory, rooms } = this.#parts
    if (!rooms.saving.works) this.#pause('own')
    this.#tellStanding()
    this.#stops.push(standing.onChange(() => this.#tellStanding()))
    this.#stops.push(rooms.saving.onChange((works) => this.#followSaving(works)))
    this.#tellAccess()
    this.#stops.push(access.onChange(() => this.#tellAccess()))
    this.#stops.push(directory.follow('meetings', () => this.#followMeetings()))
    this.#stops.push(directory.follow('departments', () => this.#openRooms()))
    this.#later(() => this.#archives.tell())
    if (!this.#isPaused) this.#papers = this.#linkPapers()
  }

  /** Takes one message of the other hub. Messages are worked on one after the other. */
  receive(data: string | Uint8Array): void {
    this.#later(() => (typeof data === 'string' ? this.#hear(LinkMessageSchema.parse(JSON.parse(data))) : this.#take(data)))
  }

  /**
   * Resolves when the other hub has everything this one had at the call, on its disk, and this one has what the other
   * had when it answered. Never resolves if the link ends first, or a disk refuses.
   */
  async settled(): Promise<void> {
    // Which meetings there are is in the directory.
    await this.#directory.arrived
    // One turn for what is announced in answer to each other, one for its content.
    for (let turn = 0; turn < 3; turn++) await this.#keep()
    if (this.#keepRooms()) return
    this.#fallBehind()
    await new Promise(() => undefined)
  }

  /** As `settled`, and the same of papers, which may take long. */
  async whole(): Promise<void> {
    await this.settled()
    // What is here is told before the other is asked, and what is there before it answers.
    await this.#papers?.told()
    await this.#keep('with-papers')
    await this.#papers?.settled()
  }

  /** True while the other hub has no room for a paper that is here. */
  get lacksPapers(): boolean {
    return this.#otherLacksPapers
  }

  /** True while there is no room here for a paper that the other hub has. */
  get isRefusingPapers(): boolean {
    return this.#papers?.isRefusing === true
  }

  /**
   * Whose disk refuses: from then on nothing moves on this link but how either side stands. It stays up, so that each sees
   * that the other is there.
   */
  get pausedBy(): 'own' | 'other' | null {
    return this.#pausedBy
  }

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    for (const stop of this.#stops) stop()
    this.#closeRooms()
  }

  #linkPapers(): LinkedPapers {
    const { papers: shelf, clock, rooms } = this.#parts
    return new LinkedPapers({
      shelf,
      clock,
      tell: (message) => this.#tell(message),
      send: (frame) => this.#send(frame),
      onRefusing: (isRefusing) => {
        this.#tellStanding()
        if (!isRefusing) void this.whole().then(() => this.#later(() => this.#parts.onCopied()))
      },
      probeDisk: () => rooms.probeDisk(),
      onFailed: (error) => this.#later(() => Promise.reject(error instanceof Error ? error : new Error('unknown error'))),
    })
  }

  #closeRooms(): void {
    this.#papers?.end()
    this.#papers = null
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }

  #tellStanding(): void {
    const { standing, rooms } = this.#parts
    this.#tell({ type: 'standing', standing: standing.own(), isSaving: rooms.saving.works, lacksPapers: this.isRefusingPapers })
  }

  #followSaving(works: boolean): void {
    if (works) {
      // What was missed is found out as after any broken link.
      this.#fail('the disk takes things again')
      return
    }
    this.#tellStanding()
    // Not within the write that failed.
    this.#later(() => this.#pause('own'))
  }

  #pause(by: 'own' | 'other'): void {
    if (this.#pausedBy !== 'own') this.#pausedBy = by
    this.#closeRooms()
  }

  /** What came could not be kept: where that is the disk, the link waits for it. */
  #fallBehind(): void {
    if (!this.#isPaused) this.#fail('not saving')
  }

  #keep(what?: 'with-papers'): Promise<void> {
    const mark = ++this.#lastMark
    return new Promise((resolve) => {
      this.#marks.set(mark, resolve)
      this.#tell({ type: 'keep', mark, papers: what === 'with-papers' })
    })
  }

  /** A mistake in one message, ours or theirs, ends the link: the next one starts from what both have. */
  #later(task: () => unknown): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#isEnded) return
      try {
        await task()
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : 'unknown error')
      }
    })
  }

  #fail(reason: string): void {
    if (this.#isEnded) return
    this.#parts.log(`a link to another hub ended: ${reason}`)
    this.end()
    this.#wire.close('failed')
  }

  #tell(message: LinkMessage): void {
    if (!this.#isEnded) this.#wire.send(JSON.stringify(message))
  }

  #send(frame: Uint8Array): void {
    if (!this.#isEnded) this.#wire.send(frame)
  }

  async #hear(message: LinkMessage): Promise<void> {
    switch (message.type) {
      case 'standing':
        if (message.standing.hubId !== this.#hubId) throw new Error('it speaks for another hub')
        if (!(await this.#parts.standing.hear(message.standing)).ok) throw new Error('it claims what cannot be')
        this.other = message.standing
        this.#standing.heard(message.standing)
        this.#otherLacksPapers = message.lacksPapers === true
        if (!message.isSaving) this.#pause('other')
        // Only now: who hosts is settled before any record of a meeting moves.
        this.#announce(DIRECTORY_ROOM)
        break
      case 'access':
        this.#toldAccess = JSON.stringify(message.access)
        await this.#parts.access.merge(message.access)
        this.#tellAccess()
        break
      case 'room':
        await this.#join(message)
        break
      case 'claims':
        this.#rooms.get(message.room)?.adoptClaims(message.claims)
        break
      case 'history':
        await this.#rooms.get(message.room)?.adoptHistory(message.entries)
        break
      case 'done':
        this.#markDone(message.room, 'theirs')
        break
      case 'archives':
      case 'archive-wanted':
        await this.#archives.hear(message)
        break
      case 'keep':
        if (!this.#keepRooms()) this.#fallBehind()
        else if (message.papers) void this.#keepPapers(message.mark)
        else this.#tell({ type: 'kept', mark: message.mark })
        break
      case 'papers':
      case 'paper-wanted':
      case 'paper-gone':
      case 'paper-spoilt':
        this.#papers?.hear(message)
        break
      case 'kept':
        this.#marks.get(message.mark)?.()
        this.#marks.delete(message.mark)
        break
    }
  }

  async #take(bytes: Uint8Array): Promise<void> {
    const frame = readFrame(bytes)
    if (frame.kind === 'room') {
      // One that comes after both sides were done with the room has nothing new.
      this.#rooms.get(frame.room)?.receive(frame.message)
      return
    }
    if (frame.kind === 'paper') {
      this.#papers?.take(frame.part)
      return
    }
    await this.#archives.take(frame.sha256, frame.bytes)
  }

  #tellAccess(): void {
    const access = this.#parts.access.shared
    const text = JSON.stringify(access)
    if (text === this.#toldAccess) return
    this.#toldAccess = text
    this.#tell({ type: 'access', access })
  }

  #announce(room: string): void {
    if (this.#announced.has(room)) return
    this.#announced.add(room)
    this.#later(() => this.#open(room))
  }

  /** Tells the other hub that this room is open here. Its messages come once the other has said the same. */
  async #open(room: string): Promise<LinkedRoom | undefined> {
    const known = this.#rooms.get(room)
    if (known || this.#isPaused) return known
    if (!isRoomName(room)) throw new Error('a room of no known kind')
    this.#announced.add(room)
    const leased = await this.#parts.rooms.use(room)
    if (!leased.ok) throw new Error(`a room could not be loaded: ${leased.error.kind}`)
    if (this.#isEnded || this.#isPaused) {
      leased.value.release()
      return undefined
    }
    const linked = new LinkedRoom({
      lease: leased.value,
      send: (message) => this.#send(frameRoom(room, message)),
      tellClaims: (claims) => this.#tell({ type: 'claims', room, claims: claims.map(([client, personId]) => [client, personId]) }),
      tellHistory: (entries) => this.#tell({ type: 'history', room, entries: entries.map((entry) => ({ ...entry, fields: [...entry.fields] })) }),
      onRefused: (reason) => {
        if (!this.#isPaused) this.#fail(`a room refused an update: ${reason}`)
      },
    })
    this.#rooms.set(room, linked)
    const history = await linked.historyDigest()
    this.#tell({ type: 'room', room, claims: linked.claims().map(([client, personId]) => [client, personId]), history })
    return linked
  }

  async #join({ room, claims, history }: Extract<LinkMessage, { type: 'room' }>): Promise<void> {
    const linked = await this.#open(room)
    if (!linked) return
    linked.adoptClaims(claims)
    if ((await linked.historyDigest()) !== history) await linked.tellWholeHistory()
    await this.#keepApart(room, linked)
    if (this.#isEnded) return
    linked.join()
    if (room === DIRECTORY_ROOM) void this.#keep().then(() => this.#later(() => this.#directoryArrived()))
    else if (this.#closedMeeting(room)) void this.#keep().then(() => this.#markDone(room, 'own'))
  }

  /** Meetings only after the directory: a meeting that the other hub has closed is known as closed before it comes. */
  #directoryArrived(): void {
    this.#rooms.get(DIRECTORY_ROOM)?.flush()
    this.#hasDirectory = true
    this.#openRooms()
    this.#directory.arrive()
    void this.whole().then(() => this.#later(() => this.#parts.onCopied()))
  }

  #followMeetings(): void {
    this.#openRooms()
    const records = this.#parts.directory.meetings.list().filter(({ record }) => record !== null).length
    if (records === this.#toldRecords) return
    this.#toldRecords = records
    this.#later(() => this.#archives.tell())
  }

  #openRooms(): void {
    if (this.#isEnded || !this.#hasDirectory) return
    for (const { id } of this.#parts.directory.departments.list()) this.#announce(poolRoom(id))
    for (const { id } of this.#parts.directory.meetings.list()) this.#announce(meetingRoom(id))
  }

  /** Before the documents are merged, and only for what nobody else has. */
  async #keepApart(room: string, linked: LinkedRoom): Promise<void> {
    const closed = this.#closedMeeting(room)
    if (!closed) return
    const { archives, records, directory, now } = this.#parts
    if (await keepApart({ archives, records, closed, departments: directory.departments.list(), state: linked.state(), now })) this.#later(() => this.#archives.tell())
  }

  #closedMeeting(room: string): MeetingEntry | undefined {
    return this.#parts.directory.meetings.list().find(({ id, closedAt }) => meetingRoom(id) === room && closedAt !== null)
  }

  #markDone(room: string, whose: 'own' | 'theirs'): void {
    if (this.#isEnded) return
    const done = this.#done.get(room) ?? { own: false, theirs: false }
    this.#done.set(room, done)
    if (done[whose]) return
    done[whose] = true
    if (whose === 'own') this.#tell({ type: 'done', room })
    if (!done.own || !done.theirs) return
    this.#rooms.get(room)?.close()
    this.#rooms.delete(room)
  }

  get #isPaused(): boolean {
    return this.#pausedBy !== null || !this.#parts.rooms.saving.works
  }

  #keepRooms(): boolean {
    return !this.#isPaused && [...this.#rooms.values()].every((room) => room.keep())
  }

  async #keepPapers(mark: number): Promise<void> {
    await this.#papers?.told()
    await this.#papers?.settled()
    this.#tell({ type: 'kept', mark })
  }
}

function isRoomName(room: string): boolean {
  return room === DIRECTORY_ROOM || [meetingRoom(''), poolRoom('')].some((prefix) => room.startsWith(prefix) && IdSchema.safeParse(room.slice(prefix.length)).success)
}
