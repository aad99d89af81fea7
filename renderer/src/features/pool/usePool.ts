import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import { assert } from '../../../../shared/lib/assert.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import type { CommandContext } from '../../../../shared/model/context.ts'
import { openPoolDocument, POOL_ROOM, type PoolDocument } from '../../../../shared/model/PoolDocument.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useJoined, useSelf } from '../../hooks/useSession.ts'
import { commandContext } from '../../sync/commandContext.ts'
import { poolUndo, type Undo } from '../../sync/meetingUndo.ts'
import type { RoomConnection } from '../../sync/RoomConnection.ts'

/** The pool, for every view of it. */
export interface OpenPool {
  readonly pool: PoolDocument
  readonly connection: RoomConnection
  readonly context: CommandContext
  readonly undo: Undo
}

export const PoolContext = createContext<OpenPool | null>(null)

export function usePool(): OpenPool {
  const open = useContext(PoolContext)
  assert(open !== null, 'usePool outside PoolContext')
  return open
}

/** Holds the pool's room open while the screen shows it. */
export function usePoolRoom(): OpenPool | null {
  const { pool: rooms } = useJoined()
  const { personId, role, departmentId } = useSelf().writer
  const [open, setOpen] = useState<OpenPool | null>(null)
  useEffect(() => {
    const connection = rooms.acquire(POOL_ROOM)
    const pool = connection.view(openPoolDocument)
    const context = commandContext({ personId, role, departmentId })
    const undo = poolUndo(pool, context)
    setOpen({ pool, connection, context, undo })
    return () => {
      undo.close()
      rooms.release(POOL_ROOM)
    }
  }, [rooms, personId, role, departmentId])
  return open
}

type Command<A extends readonly unknown[], T, E extends { readonly kind: string }> = (pool: PoolDocument, ...rest: [...A, CommandContext]) => Result<T, E>

/** Runs commands of the pool: `run(editSubmission, id, changes)`; a refusal is shown in plain words and returned. */
export function usePoolCommand() {
  const { pool, context } = usePool()
  const notice = useNotice()
  return useCallback(
    <A extends readonly unknown[], T, E extends { readonly kind: string }>(command: Command<A, T, E>, ...input: A): Result<T, E> => {
      const result = command(pool, ...input, context)
      if (!result.ok) notice.error(result.error)
      return result
    },
    [pool, context, notice],
  )
}
