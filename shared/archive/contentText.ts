import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { canonicalJson } from './ledger/canonicalJson.ts'
import { wellFormed } from './wellFormed.ts'

/**
 * The records of a meeting as one text, whose SHA-256 is the content digest: the same for every file that holds the same
 * meeting, however its bytes were written or saved again. The document that the records were edited in is not part of
 * it; its own hash stands beside it in the file.
 */
export function contentText(snapshot: MeetingSnapshot): string {
  return canonicalJson({ format: 1, meeting: wellFormed(snapshot).snapshot })
}
