import { useEffect, useState } from 'react'
import type { ArchivedMeeting } from '../../../../../shared/archive/readArchive.ts'
import { err, ok, type Result } from '../../../../../shared/lib/result.ts'
import type { Failure } from '../../../hooks/useNotice.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { fetchArchive } from '../../../sync/hubClient.ts'
import { keptArchives } from '../../../sync/keptArchives.ts'
import { openArchive } from '../../../sync/openArchive.ts'
import type { Session } from '../../../sync/session.ts'

/** A file that somebody chose on this machine, or one of the hub's by its listed name. */
export type ArchiveSource =
  | { readonly kind: 'listed'; readonly file: string }
  | { readonly kind: 'picked'; readonly name: string; readonly bytes: Uint8Array }

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

/** Opens an archive without keeping it for a time without the network. */
export async function readRecord(source: ArchiveSource, session: Session): Promise<Result<{ readonly archive: ArchivedMeeting; readonly bytes: Uint8Array }, Failure>> {
  const bytes = source.kind === 'picked' ? ok(source.bytes) : await bytesOf(source.file, session)
  if (!bytes.ok) return bytes
  const archive = await openArchive(bytes.value)
  return archive.ok ? ok({ archive: archive.value, bytes: bytes.value }) : archive
}

async function bytesOf(file: string, session: Session): Promise<Result<Uint8Array, Failure>> {
  const kept = await keptArchives(session.person.id).read(file)
  if (kept) return ok(kept)
  const fetched = await fetchArchive(session, file)
  if (fetched.ok) return fetched
  return err(fetched.error.kind === 'hub-unreachable' ? { kind: 'archive-needs-network' } : fetched.error)
}
