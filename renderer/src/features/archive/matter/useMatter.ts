import { useCallback } from 'react'
import { err, ok, type Result } from '../../../../../shared/lib/result.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import { archiveFile } from '../../../hooks/archiveRoute.ts'
import { useHubAnswer, type HubQuestion } from '../../../hooks/useHubAnswer.ts'
import type { Failure } from '../../../hooks/useNotice.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { searchArchives } from '../../../sync/hubClient.ts'
import type { Session } from '../../../sync/session.ts'
import { readRecord } from '../record/useArchive.ts'
import { matterTerms } from './matterTerms.ts'
import { rankMatters, type SimilarItem, type TermAnswer } from './rankMatters.ts'

/** An earlier item on the matter with what was decided then. */
export interface EarlierItem extends SimilarItem {
  readonly item: MeetingSnapshot['agenda'][number]
  readonly resolutions: MeetingSnapshot['resolutions']
}

export interface Matter {
  readonly terms: readonly string[]
  readonly items: readonly EarlierItem[]
  /** Records that hold such an item and could not be read. */
  readonly unread: number
  readonly isComplete: boolean
}

/** Hits looked at for each word. */
const PER_TERM = '100'

/** What was decided before on a matter: the items of closed meetings that share most of its telling words. */
export function useMatter(text: string): HubQuestion<Matter> {
  const { session } = useJoined()
  return useHubAnswer(useCallback(() => findMatter(session, text), [session, text]))
}

async function findMatter(session: Session, text: string): Promise<Result<Matter, Failure>> {
  const terms = matterTerms(text)
  const { signal } = new AbortController()
  const answers: TermAnswer[] = []
  let isComplete = true
  for (const term of terms) {
    const answer = await searchArchives(session, { q: `"${term}"`, kind: 'agenda-item,resolution,action,issue,note', order: 'relevance', limit: PER_TERM }, signal)
    if (!answer.ok) return answer
    answers.push({ term, ...answer.value })
    isComplete &&= answer.value.isComplete
  }
  const similar = rankMatters(answers)
  const read = await Promise.all(similar.map((item) => earlierItem(item, session)))
  const items = read.flatMap((item) => (item.ok ? [item.value] : []))
  return ok({ terms, items, unread: similar.length - items.length, isComplete })
}

async function earlierItem(similar: SimilarItem, session: Session): Promise<Result<EarlierItem, Failure>> {
  const read = await readRecord({ kind: 'listed', file: archiveFile(similar.path) }, session)
  if (!read.ok) return read
  const { agenda, resolutions } = read.value.archive.snapshot
  const item = agenda.find(({ id }) => id === similar.itemId)
  if (!item) return err({ kind: 'agenda-item-gone' })
  return ok({ ...similar, item, resolutions: resolutions.filter(({ itemId }) => itemId === item.id) })
}
