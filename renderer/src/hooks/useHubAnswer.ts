import { useCallback, useEffect, useRef, useState } from 'react'
import type { Result } from '../../../shared/lib/result.ts'
import type { Failure } from './useNotice.ts'

export type HubAnswer<T> =
  | { readonly state: 'asking' }
  /** What is shown may be old: `failure` is why the last question had no answer. */
  | { readonly state: 'there'; readonly value: T; readonly failure: Failure | null }
  | { readonly state: 'failed'; readonly failure: Failure }

export interface HubQuestion<T> {
  readonly answer: HubAnswer<T>
  /** Asks again; what was there stays meanwhile. */
  readonly askAgain: () => Promise<void>
}

/**
 * What only the hub knows, asked once, and again whenever `version` changes or `ask` is another function: keep its
 * identity (`useCallback`) while the question is the same. Of two answers under way the later question's counts.
 */
export function useHubAnswer<T>(ask: () => Promise<Result<T, Failure>>, version: unknown = null): HubQuestion<T> {
  const [answer, setAnswer] = useState<HubAnswer<T>>({ state: 'asking' })
  const latest = useRef({ question: 0 })
  const askAgain = useCallback(async (): Promise<void> => {
    const question = ++latest.current.question
    const result = await ask()
    if (question !== latest.current.question) return
    setAnswer((before) => {
      if (result.ok) return { state: 'there', value: result.value, failure: null }
      return before.state === 'there' ? { ...before, failure: result.error } : { state: 'failed', failure: result.error }
    })
  }, [ask])
  useEffect(() => {
    const asked = latest.current
    void askAgain()
    return () => {
      asked.question++
    }
  }, [askAgain])
  const askedFor = useRef(version)
  useEffect(() => {
    if (askedFor.current === version) return
    askedFor.current = version
    void askAgain()
  }, [askAgain, version])
  return { answer, askAgain }
}
