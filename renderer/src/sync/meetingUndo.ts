import type { CommandContext } from '../../../shared/model/context.ts'
import type { MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { PoolDocument } from '../../../shared/model/PoolDocument.ts'
import { createPoolUndo, createUndo } from '../../../shared/model/undo.ts'

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
  return undoBy(createUndo(meeting, context))
}

/** The same of one's own submissions. */
export function poolUndo(pool: PoolDocument, context: CommandContext): Undo {
  return undoBy(createPoolUndo(pool, context))
}

function undoBy(manager: ReturnType<typeof createUndo>): Undo {
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
