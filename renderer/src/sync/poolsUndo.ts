import type { CommandContext } from '../../../shared/model/context.ts'
import type { PoolDocument } from '../../../shared/model/PoolDocument.ts'
import { createPoolUndo } from '../../../shared/model/undo.ts'
import type { Undo } from './meetingUndo.ts'

const TURN = 'turn'

/** Undo and redo of this window's own commands in several pools, in the order in which they were given. */
export function poolsUndo(pools: readonly PoolDocument[], context: CommandContext): Undo {
  const managers = pools.map((pool) => createPoolUndo(pool, context))
  const listeners = new Set<() => void>()
  const turns = { last: 0 }
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  for (const manager of managers) {
    manager.on('stack-item-added', ({ stackItem, type }) => {
      stackItem.meta.set(TURN, ++turns.last)
      // What was undone elsewhere lies before a new command.
      if (type === 'undo' && !manager.redoing) for (const other of managers) if (other !== manager) other.clear(false, true)
      tell()
    })
    manager.on('stack-item-popped', tell)
    manager.on('stack-cleared', tell)
  }
  const lastOf = (stack: 'undoStack' | 'redoStack') => {
    const turnOf = (manager: (typeof managers)[number]): number => Number(manager[stack].at(-1)?.meta.get(TURN) ?? 0)
    const [last] = managers.toSorted((a, b) => turnOf(b) - turnOf(a))
    return last && last[stack].length > 0 ? last : undefined
  }
  return {
    undo: () => {
      lastOf('undoStack')?.undo()
      return null
    },
    redo: () => {
      lastOf('redoStack')?.redo()
      return null
    },
    read: () => `${lastOf('undoStack') !== undefined} ${lastOf('redoStack') !== undefined}`,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      for (const manager of managers) manager.destroy()
    },
  }
}
