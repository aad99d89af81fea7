import { useCallback, useMemo } from 'react'
import { findEarlier, type EarlierItem } from '../../../hooks/earlier/findEarlier.ts'
import { useHubAnswer, type HubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { useToday } from '../../../hooks/useToday.ts'
import type { Submission } from '../../../../../shared/schema/submission.ts'
import { compareWith, yearBefore, type Alike } from './likelyDuplicates.ts'

export interface EarlierDecision {
  readonly found: EarlierItem
  readonly alike: Alike
}

export interface EarlierDecisions {
  readonly state: HubAnswer<unknown>['state']
  /** Newest first. */
  readonly decisions: readonly EarlierDecision[]
}

/** Records that are read for one submission: each costs a file. */
const MOST_READ = 6

/** Items of meetings closed within twelve months that are likely to be this matter, with what was decided. */
export function useEarlierDecisions(submission: Submission): EarlierDecisions {
  const { session } = useJoined()
  const from = yearBefore(useToday())
  const { title, ask, background, matterClass, place } = submission
  const text = [title, matterClass, place, ask, background].join('\n')
  const { answer } = useHubAnswer(useCallback(() => findEarlier(session, text, { from, most: MOST_READ }), [session, text, from]))
  const items = answer.state === 'there' ? answer.value.items : NONE
  const decisions = useMemo(() => decisionsOn(submission, items), [submission, items])
  return { state: answer.state, decisions }
}

const NONE: readonly EarlierItem[] = []

function decisionsOn(submission: Submission, items: readonly EarlierItem[]): readonly EarlierDecision[] {
  const compare = compareWith(submission)
  return items
    .flatMap((found): EarlierDecision[] => {
      const { item, dossier } = found
      // The submission itself, as it was dealt with.
      if (dossier?.submissionId === submission.id) return []
      const alike = compare({ title: item.title, ask: item.ask, background: dossier?.background ?? '', matterClass: dossier?.matterClass ?? '', place: dossier?.place ?? '' })
      return alike ? [{ found, alike }] : []
    })
    .toSorted((a, b) => (a.found.heldOn < b.found.heldOn ? 1 : -1))
}
