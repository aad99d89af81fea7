import type { CommandContext } from '../../../shared/model/context.ts'
import type { MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { createUndo } from '../../../shared/model/undo.ts'
import type { UndoRefusal } from '../../../shared/model/undoRefusal.ts'

export interface Undo {
  /** Returns why the last command was passed over instead: others have built on what it did. */
  readonly undo: () => UndoRefusal | null
  readonly redo: () => UndoRefusal | null
  /** `[canUndo, canRedo]` as a string, so that it compares by value in `useSyncExternalStore`. */
  readonly read: () => string
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/** Undo and redo of this window's own commands in one meeting. */
export function meetingUndo(meeting: MeetingDocument, context: CommandContext): Undo {
  const manager = createUndo(meeting, context)
  return {
    undo: () => {
      manager.undo()
      return manager.takeRefusal()
    },
    redo: () => {
      manager.redo()
      return manager.takeRefusal()
    },
    read: () => `${manager.canUndo()} ${manager.canRedo()}`,
    subscribe: (listener) => {
      const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
      for (const event of events) manager.on(event, listener)
      return () => {
        for (const event of events) manager.off(event, listener)
      }
    },
    close: () => manager.destroy(),
  }
}
