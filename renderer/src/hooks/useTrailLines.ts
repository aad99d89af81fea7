import { useMemo } from 'react'
import type { Trail, TrailEntry } from './useRecordTrail.ts'
import { useSentence } from './useSentence.ts'

export type TrailLines =
  | { readonly state: 'asking' }
  | { readonly state: 'away'; readonly text: string }
  | { readonly state: 'there'; readonly lines: readonly (TrailEntry & { readonly subject: string })[]; readonly isOld: boolean }

/** A trail in words; `subjectOf` (keep its identity) tells the records of several sections apart. */
export function useTrailLines(trail: Trail, subjectOf?: (entry: TrailEntry) => string): TrailLines {
  const sentence = useSentence()
  return useMemo(() => {
    if (trail.state === 'asking') return trail
    if (trail.state === 'away') return { state: 'away', text: trail.failure ? sentence(trail.failure) : '' }
    return { state: 'there', isOld: trail.isOld, lines: trail.entries.map((entry) => ({ ...entry, subject: subjectOf?.(entry) ?? '' })) }
  }, [trail, subjectOf, sentence])
}
