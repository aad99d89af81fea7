import { likeness, traitsOf, type Likeness, type MatterTraits } from '../../../../../shared/lib/likeness.ts'
import type { Submission, SubmissionEvent } from '../../../../../shared/schema/submission.ts'
import type { SubmissionRow } from '../poolLists.ts'

const DAY = 86_400_000
const YEAR_DAYS = 366

/** What a matter is compared by. Of an agenda item that nobody submitted, only title and ask are there. */
export type ComparedMatter = Pick<Submission, 'title' | 'ask' | 'background' | 'matterClass' | 'place'>

/** Why two matters are likely to be one: class and place are the same, or the words are. */
export type Alike = { readonly by: 'place' } | ({ readonly by: 'words' } & Likeness)

/** What was worked out of matters, as long as they stay the same objects: half a millisecond each. */
export type KnownTraits = WeakMap<ComparedMatter, MatterTraits>

/** Compares one matter with many. */
export function compareWith(matter: ComparedMatter, known: KnownTraits = new WeakMap()): (other: ComparedMatter) => Alike | null {
  const [key, traits] = [placeKey(matter), matterTraits(matter)]
  return (other) => {
    if (key !== null && placeKey(other) === key) return { by: 'place' }
    const others = known.get(other) ?? matterTraits(other)
    known.set(other, others)
    const words = likeness(traits, others)
    return words && { by: 'words', ...words }
  }
}

function matterTraits({ title, ask, background }: ComparedMatter): MatterTraits {
  return traitsOf({ title, body: `${ask}\n${background}` })
}

/** Both have to be said: a class alone is on every street. */
function placeKey({ matterClass, place }: ComparedMatter): string | null {
  const parts = [matterClass, place].map((part) => part.normalize('NFKC').trim().toLowerCase())
  return parts.every((part) => part !== '') ? parts.join('\n') : null
}

export type LikelyDuplicate = Pick<SubmissionRow, 'submission' | 'status' | 'since'> & { readonly alike: Alike }

/** Submitted ones within twelve months that are likely to be the same matter, the newest first; a draft is nobody's duplicate. */
export function likelyDuplicates(submission: Submission, rows: readonly Pick<SubmissionRow, 'submission' | 'status' | 'since'>[], today: string, known?: KnownTraits): readonly LikelyDuplicate[] {
  const compare = compareWith(submission, known)
  const from = yearBefore(today)
  return rows
    .flatMap((row): LikelyDuplicate[] => {
      if (row.submission.id === submission.id || row.since === null || row.since.slice(0, 10) < from) return []
      const alike = compare(row.submission)
      return alike ? [{ ...row, alike }] : []
    })
    .toSorted((a, b) => Date.parse(b.since ?? '') - Date.parse(a.since ?? ''))
}

/** The first day of the twelve months that count. @param today `2026-03-05` */
export function yearBefore(today: string): string {
  return new Date(Date.parse(today) - YEAR_DAYS * DAY).toISOString().slice(0, 10)
}

/** Where an accepted one went; null for others. */
export function acceptedInto(events: readonly SubmissionEvent[], submissionId: string): Pick<SubmissionEvent, 'meetingId' | 'itemId'> | null {
  return events.find((event) => event.submissionId === submissionId && event.kind === 'accepted') ?? null
}
