import * as Y from 'yjs'
import type { CommandContext } from './context.ts'
import type { MeetingDocument } from './MeetingDocument.ts'
import type { PoolDocument } from './PoolDocument.ts'
import { undoRefusal, type UndoRefusal } from './undoRefusal.ts'

type StackItem = NonNullable<ReturnType<Y.UndoManager['undo']>>

/** Sections whose commands can be undone, with the records they hold. */
const UNDOABLE = ['attendance', 'agenda', 'columns', 'issues', 'options', 'gates', 'criteria', 'itemRules', 'resolutions', 'actions'] as const

/** What the sections held before a command: what undoing it may have to complete. */
type Records = { readonly [S in (typeof UNDOABLE)[number]]: ReturnType<MeetingDocument[S]['list']> }

/**
 * Undo of what this context's commands did, never of anyone else's. Left out: events, which are append-only and have
 * opposites of their own, and the rich-text notes, where the editor has its own undo. What others have built on stays:
 * such a command is passed over, see `undoRefusal`. `destroy` it.
 */
export function createUndo(meeting: MeetingDocument, context: CommandContext): MeetingUndo {
  return new MeetingUndo(meeting, context)
}

/** Undo of what this context's commands did to submissions, drafts taken away included; what happened to them stays. */
export function createPoolUndo(pool: PoolDocument, context: CommandContext): Y.UndoManager {
  return new Y.UndoManager([pool.doc.getMap('submissions')], { trackedOrigins: new Set([context]), captureTimeout: 0, deleteFilter: (item) => !isLastValue(item) })
}

/** `undo` and `redo` return null as well where a command was passed over; `takeRefusal` says so. */
export class MeetingUndo extends Y.UndoManager {
  readonly #meeting: MeetingDocument
  readonly #context: CommandContext
  #before: Records | null = null
  #refusal: UndoRefusal | null = null

  constructor(meeting: MeetingDocument, context: CommandContext) {
    const roots = UNDOABLE.map((section) => meeting.doc.getMap(section))
    super(roots, { trackedOrigins: new Set([context]), captureTimeout: 0, deleteFilter: (item) => !isLastValue(item) })
    this.#meeting = meeting
    this.#context = context
    meeting.doc.on('beforeTransaction', this.#remember)
    this.on('stack-item-added', ({ stackItem }) => stackItem.meta.set(MeetingUndo, this.#before))
    this.on('stack-item-popped', ({ stackItem }) => this.#complete(stackItem.meta.get(MeetingUndo)))
  }

  override undo(): ReturnType<Y.UndoManager['undo']> {
    return this.#step(this.undoStack, () => super.undo())
  }

  override redo(): ReturnType<Y.UndoManager['redo']> {
    return this.#step(this.redoStack, () => super.redo())
  }

  /** Why the last step passed over a command instead of taking it back, once. */
  takeRefusal(): UndoRefusal | null {
    const refusal = this.#refusal
    this.#refusal = null
    return refusal
  }

  override destroy(): void {
    this.#meeting.doc.off('beforeTransaction', this.#remember)
    super.destroy()
  }

  /** One command at a time: on its own Yjs goes on to the next where one comes to nothing. */
  #step(stack: StackItem[], go: () => StackItem | null): StackItem | null {
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      this.#refusal = this.#refusalOf(top)
      if (this.#refusal) {
        stack.pop()
        this.emit('stack-cleared', [{ undoStackCleared: false, redoStackCleared: false }])
        return null
      }
      const below = stack.splice(0, stack.length - 1)
      const done = go()
      stack.unshift(...below)
      if (done) return done
    }
    return null
  }

  #refusalOf({ insertions, deletions }: StackItem): UndoRefusal | null {
    const refusals: UndoRefusal[] = []
    const look = (struct: Y.Item | Y.GC, isInserted: boolean): void => {
      const record = struct instanceof Y.Item ? recordOf(struct) : null
      const isWhole = struct instanceof Y.Item && record?.item === struct
      const refusal = record && undoRefusal(this.#meeting, { ...record, isRemoved: isInserted && isWhole })
      if (refusal) refusals.push(refusal)
    }
    this.#meeting.doc.transact((transaction) => {
      Y.iterateDeletedStructs(transaction, insertions, (struct) => look(struct, true))
      Y.iterateDeletedStructs(transaction, deletions, (struct) => look(struct, false))
    })
    return refusals[0] ?? null
  }

  readonly #remember = ({ origin }: Y.Transaction): void => {
    if (origin !== this.#context && origin !== this) return
    const { attendance, agenda, columns, issues, options, gates, criteria, itemRules, resolutions, actions } = this.#meeting
    this.#before = {
      attendance: attendance.list(),
      agenda: agenda.list(),
      columns: columns.list(),
      issues: issues.list(),
      options: options.list(),
      gates: gates.list(),
      criteria: criteria.list(),
      itemRules: itemRules.list(),
      resolutions: resolutions.list(),
      actions: actions.list(),
    }
  }

  /**
   * A removed record comes back without the fields that somebody edited while it was being removed: Yjs sees theirs as
   * the last word, and theirs went with the record. Without them it would not be seen again, so they get what it had.
   */
  #complete(before: Records | null | undefined): void {
    if (!before) return
    const { doc, attendance, agenda, columns, issues, resolutions, actions } = this.#meeting
    doc.transact(() => {
      for (const record of before.attendance) attendance.complete(record)
      for (const record of before.agenda) agenda.complete(record)
      for (const record of before.columns) columns.complete(record)
      for (const record of before.issues) issues.complete(record)
      for (const record of before.resolutions) resolutions.complete(record)
      for (const record of before.actions) actions.complete(record)
    })
  }
}

/**
 * Yjs takes back a field by bringing its earlier value and deleting ours. The earlier one does not come where somebody
 * else wrote the same field meanwhile; ours must stay then, because a record without a field disappears.
 */
function isLastValue({ parent, parentSub, right }: Y.Item): boolean {
  if (parentSub === null || right !== null || !(parent instanceof Y.Map)) return false
  const section = parent.parent
  return section instanceof Y.Map && section.parent === null
}

/** The record that an item is, or stands in. */
function recordOf(item: Y.Item): { readonly section: string; readonly id: string; readonly item: Y.Item } | null {
  const { parent, parentSub } = item
  if (!(parent instanceof Y.AbstractType)) return null
  // oxlint-disable-next-line no-underscore-dangle -- a type's item is how Yjs itself climbs from it to what it stands in
  const holder = parent._item
  if (holder) return recordOf(holder)
  return parentSub === null ? null : { section: Y.findRootTypeKey(parent), id: parentSub, item }
}
