import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { err } from '../../../../../shared/lib/result.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { useWitness } from '../../../hooks/useWitness.ts'
import { importArchive } from '../../../sync/hubClient.ts'
import { ImportQueue, isOver, type ImportLine } from './ImportQueue.ts'
import { requestBody } from './requestBody.ts'

export interface Imports {
  readonly queue: ImportQueue
  readonly lines: readonly ImportLine[]
  /** Lines that are over. */
  readonly done: number
  /** Archives that the hub took: what it lists and finds is another with each. */
  readonly taken: number
}

/** What this window imports; it goes on while somebody reads a record, and ends with the screen. */
export function useImports(): Imports {
  const { session } = useJoined()
  const queue = useMemo(
    () =>
      new ImportQueue(async (bundle, signal, onProgress) => {
        const body = await requestBody(bundle).catch(() => null)
        return body ? importArchive(session, body, signal, onProgress) : err({ kind: 'unreadable', message: '' })
      }),
    [session],
  )
  const lines = useSyncExternalStore(queue.subscribe, queue.read)
  useEffect(() => () => queue.stop(), [queue])
  const taken = lines.filter(({ now }) => now.state === 'taken').length
  const { lookAgain } = useWitness()
  useEffect(() => {
    if (taken > 0) lookAgain()
  }, [taken, lookAgain])
  return useMemo(
    () => ({ queue, lines, done: lines.filter(({ now }) => isOver(now)).length, taken }),
    [queue, lines, taken],
  )
}
