import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { asRecorded, PRESENT_FORMAT, type ArchiveFormat } from './formats.ts'
import { canonicalJson, type CanonicalValue } from '../lib/canonicalJson.ts'
import { wellFormed } from './wellFormed.ts'

/**
 * The records of a meeting as one text, whose SHA-256 is the content digest: the same for every file of this format that
 * holds the same meeting, however its bytes were written or saved again. The document that the records were edited in
 * is not part of it; its own hash stands beside it in the file.
 */
export function contentText(snapshot: MeetingSnapshot, format: ArchiveFormat = PRESENT_FORMAT): string {
  return canonicalJson({ format: format.version, meeting: asRecorded(format, wellFormed(snapshot).snapshot) as CanonicalValue })
}
