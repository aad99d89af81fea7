import { randomUUID } from 'node:crypto'
import { orderLast } from '../../shared/lib/order.ts'
import { openDirectoryDocument, type DirectoryDocument } from '../../shared/model/DirectoryDocument.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { transact } from '../../shared/model/MeetingDocument.ts'
import type { Body } from '../../shared/schema/body.ts'
import type { HostEntry, MeetingEntry, Person, StandInEntry, Workspace } from '../../shared/schema/directory.ts'
import { toInstant } from '../../shared/lib/instant.ts'
import type { RoomLease } from './rooms/Rooms.ts'

/** The hub as the author of what it writes itself. */
export function hubContext(now: () => Date): CommandContext {
  return { actor: { personId: 'hub', role: 'secretary', departmentId: null }, newId: randomUUID, now: () => toInstant(now()) }
}

/** What others listen to. */
type Followed = 'departments' | 'meetings'

interface Follower {
  readonly section: Followed
  readonly listener: () => void
  stop: () => void
}

/** The room `directory`, which the hub alone writes. Every change is in the journal when the call returns. */
export class Directory {
  #document: DirectoryDocument
  #lease: RoomLease
  readonly #context: CommandContext
  readonly #followers = new Set<Follower>()

  constructor(lease: RoomLease, context: CommandContext) {
    this.#document = openDirectoryDocument(lease.room.doc)
    this.#lease = lease
    this.#context = context
  }

  /** Goes on with the room as it was loaded anew, and tells all who follow it; until then nothing can be written. */
  adopt(lease: RoomLease): void {
    this.#document = openDirectoryDocument(lease.room.doc)
    this.#lease = lease
    for (const follower of this.#followers) {
      follower.stop()
      follower.stop = this.#document[follower.section].subscribe(follower.listener)
    }
    for (const { listener } of this.#followers) listener()
  }

  /** Calls `listener` whenever the section changes, also in a document that is loaded later: one's own `subscribe` ends with its document. @returns a function that stops it */
  follow(section: Followed, listener: () => void): () => void {
    const follower: Follower = { section, listener, stop: this.#document[section].subscribe(listener) }
    this.#followers.add(follower)
    return () => {
      follower.stop()
      this.#followers.delete(follower)
    }
  }

  /** False while the disk refuses: ask before a change that somebody will rely on. */
  isWritable(): boolean {
    return this.#lease.isWritable()
  }

  flush(): boolean {
    return this.#lease.flush()
  }

  /** Creates the workspace if this is its first start. @returns whether it was. */
  ensureWorkspace({ name, language }: Pick<Workspace, 'name' | 'language'>): boolean {
    if (this.#document.workspace.list().length > 0) return false
    this.#write(({ workspace }) => workspace.insert({ id: this.#context.newId(), name, language }))
    return true
  }

  /** False in a copy of a workspace that has not come yet. */
  get hasWorkspace(): boolean {
    return this.#document.workspace.list().length > 0
  }

  get workspace(): Workspace {
    const [workspace] = this.#document.workspace.list()
    if (!workspace) throw new Error('the workspace has no record')
    return workspace
  }

  get departments(): DirectoryDocument['departments'] {
    return this.#document.departments
  }

  get meetings(): DirectoryDocument['meetings'] {
    return this.#document.meetings
  }

  changeWorkspace(changes: Partial<Pick<Workspace, 'name' | 'language'>>): void {
    this.#write(({ workspace }) => workspace.patch(this.workspace.id, changes))
  }

  /** @returns the id. */
  addDepartment(name: string): string {
    const id = this.#context.newId()
    this.#write(({ departments }) => departments.insert({ id, order: orderLast(departments.list()), name }))
    return id
  }

  renameDepartment(id: string, name: string): void {
    this.#write(({ departments }) => departments.patch(id, { name }))
  }

  get bodies(): DirectoryDocument['bodies'] {
    return this.#document.bodies
  }

  /** @returns the id. */
  addBody(body: Omit<Body, 'id' | 'order'>): string {
    const id = this.#context.newId()
    this.#write(({ bodies }) => bodies.insert({ id, order: orderLast(bodies.list()), ...body }))
    return id
  }

  changeBody(id: string, changes: Partial<Omit<Body, 'id' | 'order'>>): void {
    this.#write(({ bodies }) => bodies.patch(id, changes))
  }

  addMeeting(meeting: MeetingEntry): void {
    this.#write(({ meetings }) => meetings.insert(meeting))
  }

  changeMeeting(id: string, changes: Partial<Omit<MeetingEntry, 'id'>>): void {
    this.#write(({ meetings }) => meetings.patch(id, changes))
  }

  /** Shows everyone who is who. The access file is where people are kept; this is its copy for reading. */
  showPeople(people: readonly Person[]): void {
    this.#write((directory) => {
      for (const person of people) {
        const { id, ...fields } = person
        if (directory.people.get(id)) directory.people.patch(id, fields)
        else {
          directory.people.remove(id)
          directory.people.insert(person)
        }
      }
    })
  }

  get hosts(): DirectoryDocument['hosts'] {
    return this.#document.hosts
  }

  /** Shows one's own hub to everyone. */
  showHost(host: HostEntry): void {
    this.#write(({ hosts }) => {
      const { id, ...fields } = host
      if (hosts.get(id)) hosts.patch(id, fields)
      else {
        hosts.remove(id)
        hosts.insert(host)
      }
    })
  }

  /** Shows since when a hub is away, or its disk refuses. */
  showBehind(id: string, since: Partial<Pick<HostEntry, 'goneSince' | 'notSavingSince'>>): void {
    this.#write(({ hosts }) => hosts.patch(id, since))
  }

  /** Shows who may take over; the access file is where that is kept. */
  showStandIns(standIns: readonly StandInEntry[]): void {
    this.#write(({ standIns: shown }) => {
      for (const { id } of shown.list()) if (!standIns.some((standIn) => standIn.id === id)) shown.remove(id)
      for (const standIn of standIns) {
        const { id, ...fields } = standIn
        if (shown.get(id)) shown.patch(id, fields)
        else {
          shown.remove(id)
          shown.insert(standIn)
        }
      }
    })
  }

  #write(change: (directory: DirectoryDocument) => void): void {
    transact(this.#document, this.#context, () => change(this.#document))
  }
}
