import { useEffect, useState } from 'react'
import type { ArchivedMeeting } from '../../../../../shared/archive/readArchive.ts'
import { readRecord, type ArchiveSource } from '../../../hooks/earlier/readRecord.ts'
import type { Failure } from '../../../hooks/useNotice.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { keptArchives } from '../../../sync/keptArchives.ts'
import type { Session } from '../../../sync/session.ts'

export type ArchiveState =
  | { readonly state: 'loading' }
  | { readonly state: 'open'; readonly archive: ArchivedMeeting; readonly bytes: Uint8Array }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Opens an archive read-only: from this machine if it was opened here before, from the hub otherwise. */
export function useArchive(source: ArchiveSource): ArchiveState {
  const { session } = useJoined()
  const [shown, setShown] = useState<ArchiveState>({ state: 'loading' })
  useEffect(() => {
    const gone = new AbortController()
    void load(source, session).then((loaded) => gone.signal.aborted || setShown(loaded))
    return () => gone.abort()
  }, [source, session])
  return shown
}

async function load(source: ArchiveSource, session: Session): Promise<ArchiveState> {
  const read = await readRecord(source, session)
  if (!read.ok) return { state: 'failed', failure: read.error }
  // Only what could be read is worth keeping.
  if (source.kind === 'listed') await keptArchives(session.person.id).keep(source.file, read.value.bytes)
  return { state: 'open', ...read.value }
}
