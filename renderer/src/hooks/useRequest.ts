import { useCallback, useState } from 'react'
import type { Result } from '../../../shared/lib/result.ts'
import type { Failure } from './useNotice.ts'

export interface Request {
  readonly isRunning: boolean
  /** Why the last one did not work; null while one runs and after a success. */
  readonly failure: Failure | null
  readonly run: <T, E extends Failure>(ask: () => Promise<Result<T, E>>) => Promise<Result<T, E>>
}

/** One request at a time to the hub or the machine, for a form that shows its progress and its failure itself. */
export function useRequest(): Request {
  const [state, setState] = useState<Pick<Request, 'isRunning' | 'failure'>>({ isRunning: false, failure: null })
  const run = useCallback<Request['run']>(async (ask) => {
    setState({ isRunning: true, failure: null })
    const result = await ask()
    setState({ isRunning: false, failure: result.ok ? null : result.error })
    return result
  }, [])
  return { ...state, run }
}
