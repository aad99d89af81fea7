import { useCallback, useEffect, useRef, useState } from 'react'
import type { SearchAnswer, SearchHit } from '../../../../../shared/archive/search/answer.ts'
import type { Failure } from '../../../hooks/useNotice.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { searchArchives } from '../../../sync/hubClient.ts'
import type { Session } from '../../../sync/session.ts'
import { pickKey } from '../usePicks.ts'
import type { SearchFields } from './searchOf.ts'

export interface Found extends Pick<SearchAnswer, 'total' | 'counts' | 'isComplete'> {
  /** What the archive held then, see `useSearch`. */
  readonly version: string
  /** What was asked for these. */
  readonly search: SearchFields
  readonly hits: readonly SearchHit[]
  /** How many of all hits were asked for so far. */
  readonly taken: number
  /** Of all kinds, whatever kinds the search is narrowed to. */
  readonly kindCounts: SearchAnswer['counts']['byKind']
}

export interface Search {
  /** The last answer, also while the next is awaited or did not come; null before the first. */
  readonly found: Found | null
  readonly isLoading: boolean
  /** Why the last question had no answer. */
  readonly failure: Failure | null
  readonly more: () => void
  readonly again: () => void
}

const PAGE = 50
/** The hub gives no more at a time. */
const MOST = 1_000
/** How long until a search over records that are still being catalogued is made again, in ms. */
const AGAIN_AFTER = 3_000

type State = Pick<Search, 'found' | 'isLoading' | 'failure'>

/**
 * Asks the hub whenever `search` changes; of several questions under way only the last one counts, the others are given
 * up. `known`: what an earlier visit found; it is not asked for again if it is the same search. `version` changes whenever
 * the archive does: then what is shown is asked for once more without a word, as much of it as was there.
 */
export function useSearch(search: SearchFields, known: Found | null, version: string): Search {
  const { session } = useJoined()
  const [attempt, setAttempt] = useState(0)
  const asked = JSON.stringify(search)
  const [state, setState] = useState<State>(() => {
    const isKnown = known !== null && JSON.stringify(known.search) === asked
    return { found: isKnown ? known : null, isLoading: !isKnown, failure: null }
  })
  const answered = useRef(state.isLoading ? null : asked)
  const under = useRef<AbortController | null>(null)
  const versionNow = useRef(version)
  useEffect(() => {
    versionNow.current = version
  })
  const begin = useCallback((): AbortController => {
    under.current?.abort()
    under.current = new AbortController()
    setState((before) => ({ ...before, isLoading: true }))
    return under.current
  }, [])
  const settle = useCallback((gone: AbortController, answer: Awaited<ReturnType<typeof firstPage>>): void => {
    if (gone.signal.aborted) return
    setState((before) => (answer.ok ? { found: answer.value, isLoading: false, failure: null } : { ...before, isLoading: false, failure: answer.error }))
  }, [])

  useEffect(() => {
    if (answered.current === asked && attempt === 0) return undefined
    answered.current = null
    const gone = begin()
    void firstPage(session, { search: JSON.parse(asked) as SearchFields, version: versionNow.current, taken: 0 }, gone.signal).then((answer) => settle(gone, answer))
    return () => gone.abort()
  }, [session, asked, attempt, begin, settle])

  const { found } = state
  useEffect(() => {
    if (found === null || found.version === version || state.isLoading) return undefined
    const gone = new AbortController()
    // A failure is no news either: what is shown stays, and the next change asks again.
    void firstPage(session, { ...found, version }, gone.signal).then((answer) => answer.ok && settle(gone, answer))
    return () => gone.abort()
  }, [session, found, version, state.isLoading, settle])
  const again = useCallback(() => setAttempt((before) => before + 1), [])
  const more = useCallback(() => {
    if (!found) return
    const gone = begin()
    void nextPage(session, found, gone.signal).then((answer) => settle(gone, answer))
  }, [session, found, begin, settle])
  useEffect(() => {
    if (found === null || found.isComplete || state.isLoading) return undefined
    const timer = setTimeout(again, AGAIN_AFTER)
    return () => clearTimeout(timer)
  }, [found, state.isLoading, again])
  return { ...state, more, again }
}

/** Kinds are counted by a question of their own where the search is narrowed to some: its own counts know no others. */
async function firstPage(session: Session, { search, version, taken }: Pick<Found, 'search' | 'version' | 'taken'>, signal: AbortSignal) {
  const { kind, ...allKinds } = search
  const [answer, counted] = await Promise.all([
    searchArchives(session, { ...search, limit: String(Math.min(MOST, Math.max(PAGE, taken))) }, signal),
    kind === undefined ? null : searchArchives(session, { ...allKinds, limit: '0' }, signal),
  ])
  if (!answer.ok) return answer
  const { byKind } = counted?.ok ? counted.value.counts : answer.value.counts
  return { ok: true as const, value: { ...answer.value, search, version, taken: answer.value.hits.length, kindCounts: byKind } satisfies Found }
}

async function nextPage(session: Session, found: Found, signal: AbortSignal) {
  const answer = await searchArchives(session, { ...found.search, limit: String(PAGE), offset: String(found.taken) }, signal)
  if (!answer.ok) return answer
  const known = new Set(found.hits.map(pickKey))
  return { ok: true as const, value: { ...found, ...answer.value, counts: { ...answer.value.counts, byMeeting: { ...found.counts.byMeeting, ...answer.value.counts.byMeeting } }, taken: found.taken + answer.value.hits.length, hits: [...found.hits, ...answer.value.hits.filter((hit) => !known.has(pickKey(hit)))] } satisfies Found }
}
