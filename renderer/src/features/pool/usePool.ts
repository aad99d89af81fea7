import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { assert } from '../../../../shared/lib/assert.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import type { Collection } from '../../../../shared/model/Collection.ts'
import type { CommandContext } from '../../../../shared/model/context.ts'
import { openPoolDocument, poolRoom, type PoolDocument } from '../../../../shared/model/PoolDocument.ts'
import type { Screening, Submission, SubmissionEvent } from '../../../../shared/schema/submission.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useJoined, useSelf } from '../../hooks/useSession.ts'
import { useStores } from '../../hooks/useStores.ts'
import { commandContext } from '../../sync/commandContext.ts'
import type { Undo } from '../../sync/meetingUndo.ts'
import { poolsUndo } from '../../sync/poolsUndo.ts'
import type { RoomConnection, RoomState } from '../../sync/RoomConnection.ts'
import { useReadablePools } from './useReadablePools.ts'

/** One department's pool. */
export interface OpenPool {
  readonly departmentId: string
  readonly pool: PoolDocument
  readonly connection: RoomConnection
}

/** The pools that the person at this window may read, for every view of them. */
export interface OpenPools {
  readonly pools: readonly OpenPool[]
  readonly context: CommandContext
  /** Of all of them together. */
  readonly undo: Undo
}

export const PoolsContext = createContext<OpenPools | null>(null)

export function usePools(): OpenPools {
  const open = useContext(PoolsContext)
  assert(open !== null, 'usePools outside PoolsContext')
  return open
}

/** The pool that a submission of this department is in. */
export function usePool(departmentId: string): PoolDocument {
  const found = usePools().pools.find((open) => open.departmentId === departmentId)
  assert(found !== undefined, 'a submission is shown whose pool is not open')
  return found.pool
}

/** The pools that are shown: without those that the hub no longer shows, however long the directory takes to say so. */
export function usePoolRooms(): OpenPools | null {
  const open = useOpenPools()
  const states = useStores(useMemo(() => open?.pools.map(({ connection }) => connection) ?? [], [open]))
  return useMemo(() => open && { ...open, pools: open.pools.filter((_pool, index) => !isForbidden(states[index])) }, [open, states])
}

function isForbidden(state: RoomState | undefined): boolean {
  return state?.state === 'refused' && state.reason === 'room-forbidden'
}

/** Holds those rooms open while the screen shows them; a department that is new is there at once. */
function useOpenPools(): OpenPools | null {
  const { pool: rooms } = useJoined()
  const { personId, role, departmentId } = useSelf().writer
  const readable = useReadablePools().join(' ')
  const [open, setOpen] = useState<OpenPools | null>(null)
  useEffect(() => {
    const pools = readable.split(' ').filter(Boolean).map((id): OpenPool => {
      const connection = rooms.acquire(poolRoom(id))
      return { departmentId: id, connection, pool: connection.view(openPoolDocument) }
    })
    const context = commandContext({ personId, role, departmentId })
    const undo = poolsUndo(pools.map(({ pool }) => pool), context)
    setOpen({ pools, context, undo })
    return () => {
      undo.close()
      for (const pool of pools) rooms.release(poolRoom(pool.departmentId))
    }
  }, [rooms, personId, role, departmentId, readable])
  return open
}

/** All submissions that can be read here. One that says it is of another department than the pool it is in does not count. */
export function useSubmissions(): readonly Submission[] {
  const { pools } = usePools()
  const stores = useMemo(() => pools.map(({ pool }) => listStore(pool.submissions)), [pools])
  const lists = useStores(stores)
  return useMemo(() => lists.flatMap((list, index) => list.filter(({ departmentId }) => departmentId === pools[index]?.departmentId)), [lists, pools])
}

export function useScreenings(): readonly Screening[] {
  const { pools } = usePools()
  const stores = useMemo(() => pools.map(({ pool }) => listStore(pool.screenings)), [pools])
  const lists = useStores(stores)
  return useMemo(() => lists.flat(), [lists])
}

/** Everything that happened to them. */
export function useSubmissionEvents(): readonly SubmissionEvent[] {
  const { pools } = usePools()
  const stores = useMemo(() => pools.map(({ pool }) => listStore(pool.submissionEvents)), [pools])
  const lists = useStores(stores)
  const screenings = useScreenings()
  return useMemo(() => [...lists.flat(), ...screenings], [lists, screenings])
}

function listStore<T extends { readonly id: string }>({ subscribe, list }: Collection<T>) {
  return { subscribe, read: list }
}

type Command<A extends readonly unknown[], T, E extends { readonly kind: string }> = (pool: PoolDocument, ...rest: [...A, CommandContext]) => Result<T, E>

/** Runs commands of a department's pool: `run(departmentId, editSubmission, id, changes)`; a refusal is shown in plain words and returned. */
export function usePoolCommand() {
  const { pools, context } = usePools()
  const notice = useNotice()
  return useCallback(
    <A extends readonly unknown[], T, E extends { readonly kind: string }>(departmentId: string, command: Command<A, T, E>, ...input: A): Result<T, E> => {
      const found = pools.find((open) => open.departmentId === departmentId)
      assert(found !== undefined, 'a command in a pool that is not open')
      const result = command(found.pool, ...input, context)
      if (!result.ok) notice.error(result.error)
      return result
    },
    [pools, context, notice],
  )
}
