import * as Y from 'yjs'
import type { Role } from '../../../shared/lib/roles.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { openMeetingDocument, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { createUndo } from '../../../shared/model/undo.ts'
import { judgeTouched, sectionsOf, type Writer } from '../../../shared/sync/access.ts'
import { checkUpdate } from '../../../shared/sync/check/checkUpdate.ts'
import { ClientOwners, HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import { recordsWith } from '../../../shared/sync/check/recordFields.ts'
import { contextOf, startMeeting } from '../../support/startMeeting.ts'

export interface Participant {
  readonly meeting: MeetingDocument
  readonly context: CommandContext
  readonly undo: Y.UndoManager
  /** What the hub said to each update since the last question. */
  answers(): readonly string[]
  /** From now on edits stay here; `reconnect` brings them in one answer. */
  disconnect(): void
  reconnect(): void
}

const SECTIONS = sectionsOf('meeting')
const HEARD = 'heard'

/** A meeting whose hub checks and judges every update, and participants that hear of all that passes. No sockets. */
export class CheckedMeeting {
  readonly hub = startMeeting('joint-consultation')
  readonly #owners = new ClientOwners([[this.hub.doc.clientID, HUB_AUTHOR]])
  readonly #online = new Map<Y.Doc, Writer>()

  constructor() {
    this.hub.doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const doc of this.#online.keys()) if (doc !== origin) Y.applyUpdate(doc, update, HEARD)
    })
  }

  join(personId: string, role: Role, departmentId: string | null = null): Participant {
    const writer: Writer = { personId, role, departmentId }
    const doc = new Y.Doc()
    const meeting = openMeetingDocument(doc)
    const context = contextOf(personId, { role, departmentId })
    const answers: string[] = []
    const reconnect = (): void => {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.hub.doc, Y.encodeStateVector(doc)), HEARD)
      this.#online.set(doc, writer)
      answers.push(this.#take(doc, writer, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.hub.doc)), true))
    }
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== HEARD && this.#online.has(doc)) answers.push(this.#take(doc, writer, update, false))
    })
    reconnect()
    answers.length = 0
    return {
      meeting,
      context,
      undo: createUndo(meeting, context),
      answers: () => answers.splice(0),
      disconnect: () => this.#online.delete(doc),
      reconnect,
    }
  }

  #take(doc: Y.Doc, writer: Writer, update: Uint8Array, isReply: boolean): string {
    const { personId } = writer
    const checked = checkUpdate(update, { doc: this.hub.doc, owners: this.#owners, personId, isReply, mayBringOthers: false, sections: SECTIONS })
    if (checked.state !== 'sound') return checked.state === 'refused' ? checked.reason : checked.state
    for (const { touched } of checked.authored) {
      const judged = judgeTouched('meeting', writer, touched, recordsWith(this.hub.doc, checked.authored))
      if (judged !== 'allowed') return checked.isTidying ? 'dropped' : `${judged.reason} ${judged.about}`
    }
    for (const [client, owner] of checked.claims) this.#owners.claim(client, owner)
    Y.applyUpdate(this.hub.doc, checked.update, doc)
    return 'allowed'
  }
}
