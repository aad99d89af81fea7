import type { ArchivedMeeting } from '../../../../shared/archive/readArchive.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { fetchArchive } from '../../sync/hubClient.ts'
import { keptArchives } from '../../sync/keptArchives.ts'
import { openArchive } from '../../sync/openArchive.ts'
import type { Session } from '../../sync/session.ts'
import type { Failure } from '../useNotice.ts'

/** A file that somebody chose on this machine, or one of the hub's by its listed name. */
export type ArchiveSource =
  | { readonly kind: 'listed'; readonly file: string }
  | { readonly kind: 'picked'; readonly name: string; readonly bytes: Uint8Array }

/** Opens an archive, from this machine if it was opened here before, without keeping it for a time without the network. */
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
