import { forgetPoolCopies } from './forgetPoolCopies.ts'
import { RoomConnection } from './RoomConnection.ts'
import type { Session } from './session.ts'

/** How long a room stays connected after the last screen left it, in ms: going back and forth does not reconnect. */
const LINGER = 10_000

/** The rooms one window has open, each once, however many screens show it. */
export class RoomPool {
  #session: Session
  /** Rooms that the hub no longer shows, until somebody has been told. */
  readonly #forbidden = new Set<string>()
  readonly #rooms = new Map<string, { connection: RoomConnection; users: number; timer?: ReturnType<typeof setTimeout> }>()

  constructor(session: Session) {
    this.#session = session
  }

  /** The room's connection; every `acquire` needs its `release`. */
  acquire(room: string): RoomConnection {
    const open = this.#rooms.get(room) ?? { connection: this.#connect(room), users: 0 }
    clearTimeout(open.timer)
    open.users++
    this.#rooms.set(room, open)
    return open.connection
  }

  release(room: string): void {
    const open = this.#rooms.get(room)
    if (!open || --open.users > 0) return
    open.timer = setTimeout(() => {
      this.#rooms.delete(room)
      open.connection.close()
    }, LINGER)
  }

  /** Goes on with another hub of the same workspace, in every room. */
  moveTo(session: Session): void {
    if (session.hubUrl === this.#session.hubUrl) return
    this.#session = session
    for (const { connection } of this.#rooms.values()) connection.moveTo(session.hubUrl)
  }

  /** Closes a room with this machine's copy of it; the next `acquire` starts from what the hub has. */
  async discard(room: string): Promise<void> {
    const open = this.#rooms.get(room)
    if (!open) return
    clearTimeout(open.timer)
    this.#rooms.delete(room)
    await open.connection.discard()
  }

  /**
   * Closes the rooms that may not be kept, and deletes this machine's copies of them, those of earlier visits too.
   * @returns their names
   */
  async forget(mayKeep: (room: string) => boolean): Promise<readonly string[]> {
    const open = [...this.#rooms.keys()].filter((room) => !mayKeep(room))
    await Promise.all(open.map((room) => this.discard(room)))
    const copies = await forgetPoolCopies(this.#session.person.id, mayKeep)
    const gone = new Set([...this.#forbidden, ...open, ...copies])
    this.#forbidden.clear()
    return [...gone]
  }

  /** A room that the hub no longer shows to this person does not stay on their machine. */
  #connect(room: string): RoomConnection {
    const connection = new RoomConnection(this.#session, room)
    connection.subscribe(() => {
      const state = connection.read()
      // Afterwards, when everybody has heard of it.
      if (state.state === 'refused' && state.reason === 'room-forbidden') queueMicrotask(() => this.#forbid(room, connection))
    })
    return connection
  }

  #forbid(room: string, connection: RoomConnection): void {
    if (this.#rooms.get(room)?.connection !== connection) return
    this.#forbidden.add(room)
    void this.discard(room)
  }

  close(): void {
    for (const { connection, timer } of this.#rooms.values()) {
      clearTimeout(timer)
      connection.close()
    }
    this.#rooms.clear()
  }
}
