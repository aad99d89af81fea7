import { useCallback, useEffect, useState } from 'react'
import type { ArchiveList } from '../../../../../shared/api.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import type { Failure } from '../../../hooks/useNotice.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { listArchives } from '../../../sync/hubClient.ts'
import { keptArchives } from '../../../sync/keptArchives.ts'
import type { Session } from '../../../sync/session.ts'

/** `kept`: archives that open without the network. `failure`: why the list is the one of an earlier visit. */
export type ArchiveListState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly list: ArchiveList; readonly kept: ReadonlySet<string>; readonly failure: Failure | null }
  | { readonly state: 'failed'; readonly failure: Failure }

/** The hub's list, asked again whenever a meeting closes and `version` changes, which its own then tells; the last known one while the hub cannot be reached. */
export function useArchiveList(version: number): { readonly list: ArchiveListState; readonly retry: () => void; readonly version: string } {
  const { session, directory } = useJoined()
  const closedCount = useCollection(directory.meetings).filter((meeting) => meeting.record !== null).length
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly list: ArchiveListState }>({ asked: '', list: { state: 'loading' } })
  const here = `${closedCount} ${version}`
  const asked = `${here} ${attempt}`
  useEffect(() => {
    const gone = new AbortController()
    void loadList(session).then((list) => gone.signal.aborted || setAnswer({ asked, list }))
    return () => gone.abort()
  }, [session, asked])
  return { list: answer.list, retry: useCallback(() => setAttempt((before) => before + 1), []), version: here }
}

async function loadList(session: Session): Promise<ArchiveListState> {
  const copies = keptArchives(session.person.id)
  const [answer, kept] = await Promise.all([listArchives(session), copies.files()])
  if (answer.ok) {
    await copies.keepList(answer.value)
    return { state: 'ready', list: answer.value, kept, failure: null }
  }
  const last = await copies.list()
  return last ? { state: 'ready', list: last, kept, failure: answer.error } : { state: 'failed', failure: answer.error }
}
