import { useCallback } from 'react'
import type { ArchiveList } from '../../../../../shared/api.ts'
import { err, ok } from '../../../../../shared/lib/result.ts'
import { useHubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { listArchives } from '../../../sync/hubClient.ts'
import { keptArchives } from '../../../sync/keptArchives.ts'
import { isForeign } from '../isForeign.ts'

type Source = ArchiveList['archives'][number]['source']

/** Where an archive from elsewhere came from, by this machine's copy of the list or the hub's; null if it is none or nobody knows. */
export function useForeignSource(file: string | null): Source {
  const { session } = useJoined()
  const ask = useCallback(async () => {
    if (file === null || !isForeign(file)) return ok(null)
    const kept = sourceIn(await keptArchives(session.person.id).list(), file)
    if (kept) return ok(kept)
    const asked = await listArchives(session)
    return asked.ok ? ok(sourceIn(asked.value, file)) : err(asked.error)
  }, [session, file])
  const { answer } = useHubAnswer<Source>(ask)
  return answer.state === 'there' ? answer.value : null
}

function sourceIn(list: ArchiveList | undefined, file: string): Source {
  return list?.archives.find((archive) => archive.file === file)?.source ?? null
}
