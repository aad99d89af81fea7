import type { CommandContext } from '../../../shared/model/context.ts'
import type { MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { createUndo } from '../../../shared/model/undo.ts'

export interface Undo {
  readonly undo: () => void
  readonly redo: () => void
  /** `[canUndo, canRedo]` as a string, so that it compares by value in `useSyncExternalStore`. */
  readonly read: () => string
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/** Undo and redo of this window's own commands in one meeting. */
export function meetingUndo(meeting: MeetingDocument, context: CommandContext): Undo {
  const manager = createUndo(meeting, context)
  return {
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
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
