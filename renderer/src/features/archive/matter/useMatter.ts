import { useCallback } from 'react'
import { findEarlier, type Matter } from '../../../hooks/earlier/findEarlier.ts'
import { useHubAnswer, type HubQuestion } from '../../../hooks/useHubAnswer.ts'
import { useJoined } from '../../../hooks/useSession.ts'

/** What was decided before on a matter, ever. */
export function useMatter(text: string): HubQuestion<Matter> {
  const { session } = useJoined()
  return useHubAnswer(useCallback(() => findEarlier(session, text), [session, text]))
}
