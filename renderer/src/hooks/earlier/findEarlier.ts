import { matterTerms } from '../../../../shared/archive/matter/matterTerms.ts'
import { MOST_ITEMS, rankMatters, type SimilarItem, type TermAnswer } from '../../../../shared/archive/matter/rankMatters.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import type { MeetingSnapshot } from '../../../../shared/schema/snapshot.ts'
import { searchArchives } from '../../sync/hubClient.ts'
import type { Session } from '../../sync/session.ts'
import { archiveFile } from '../archiveRoute.ts'
import type { Failure } from '../useNotice.ts'
import { readRecord } from './readRecord.ts'

/** An earlier item on the matter with what was decided then. */
export interface EarlierItem extends SimilarItem {
  readonly item: MeetingSnapshot['agenda'][number]
  /** What it was submitted with, if it was. */
  readonly dossier: MeetingSnapshot['dossiers'][number] | undefined
  readonly resolutions: MeetingSnapshot['resolutions']
}

export interface Matter {
  readonly terms: readonly string[]
  readonly items: readonly EarlierItem[]
  /** Records that hold such an item and could not be read. */
  readonly unread: number
  readonly isComplete: boolean
}

export interface EarlierScope {
  /** First day of the meetings that count; all by default. */
  readonly from?: string
  /** At most so many items, each of whose records is read; 12 by default and at most. */
  readonly most?: number
}

/** Hits looked at for each word. */
const PER_TERM = '100'
const KINDS = 'agenda-item,submission,resolution,action,issue,note'

/**
 * What was decided before on a matter: the items of closed meetings that share most of its telling words. The hub's
 * catalogue is asked for each word, so that the time taken does not grow with the archive as reading it would.
 */
export async function findEarlier(session: Session, text: string, { from, most = MOST_ITEMS }: EarlierScope = {}): Promise<Result<Matter, Failure>> {
  const terms = matterTerms(text)
  const { signal } = new AbortController()
  const answers: TermAnswer[] = []
  let isComplete = true
  for (const term of terms) {
    const answer = await searchArchives(session, { q: `"${term}"`, kind: KINDS, order: 'relevance', limit: PER_TERM, ...(from !== undefined && { from }) }, signal)
    if (!answer.ok) return answer
    answers.push({ term, ...answer.value })
    isComplete &&= answer.value.isComplete
  }
  const similar = rankMatters(answers).slice(0, most)
  const read = await Promise.all(similar.map((item) => earlierItem(item, session)))
  const items = read.flatMap((item) => (item.ok ? [item.value] : []))
  return ok({ terms, items, unread: similar.length - items.length, isComplete })
}

async function earlierItem(similar: SimilarItem, session: Session): Promise<Result<EarlierItem, Failure>> {
  const read = await readRecord({ kind: 'listed', file: archiveFile(similar.path) }, session)
  if (!read.ok) return read
  const { agenda, dossiers, resolutions } = read.value.archive.snapshot
  const item = agenda.find(({ id }) => id === similar.itemId)
  if (!item) return err({ kind: 'agenda-item-gone' })
  return ok({ ...similar, item, dossier: dossiers.find(({ id }) => id === item.id), resolutions: resolutions.filter(({ itemId }) => itemId === item.id) })
}
