import { toInstant } from '../../../shared/lib/instant.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { calendarText } from '../../../shared/minutes/calendarText.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { meetingInfo, openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { MeetingInvitation } from '../../../shared/schema/directory.ts'
import type { Directory } from '../Directory.ts'
import type { Rooms } from '../rooms/Rooms.ts'

export interface InvitationParts {
  readonly rooms: Pick<Rooms, 'use'>
  readonly directory: Directory
  readonly now: () => Date
}

export type InvitationError = { readonly kind: 'meeting-unknown' } | { readonly kind: 'not-saving' }

/** Where the agenda says nothing about how long it takes. */
const USUAL_MINUTES = 60
const MINUTE = 60_000

/**
 * A meeting for people's calendars. What was handed out is kept in the directory, so that the next one that says
 * something else has a greater SEQUENCE, on whichever hub.
 * @param isToSend whether whoever asks is to send it out, which counts for the deadline of the notice
 */
export async function meetingInvitation({ rooms, directory, now }: InvitationParts, id: string, isToSend: boolean): Promise<Result<string, InvitationError>> {
  if (!directory.meetings.get(id)) return err({ kind: 'meeting-unknown' })
  const leased = await rooms.use(meetingRoom(id))
  if (!leased.ok) return err({ kind: 'not-saving' })
  try {
    leased.value.room.flush()
    const meeting = openMeetingDocument(leased.value.room.doc)
    const info = meetingInfo(meeting)
    if (!info) return err({ kind: 'meeting-unknown' })
    const agenda = meeting.agenda.list()
    const minutes = agenda.reduce((sum, { minutesAllotted }) => sum + minutesAllotted, 0) || USUAL_MINUTES
    const { title, startsAt, place } = info
    const sequence = numbered(directory, id, { title, startsAt, place, minutes }, isToSend ? toInstant(now()) : undefined)
    if (!sequence.ok) return sequence
    const begin = Date.parse(startsAt)
    return ok(
      calendarText({
        uid: `${id}@${directory.workspace.id}`,
        sequence: sequence.value,
        title,
        place,
        description: agenda.map((item, index) => `${index + 1}. ${item.title}`).join('\n'),
        startsAt: new Date(begin),
        endsAt: new Date(begin + minutes * MINUTE),
        stampedAt: now(),
      }),
    )
  } finally {
    leased.value.release()
  }
}

/** The number of what is handed out now: that of the last one, if it says the same. */
function numbered(directory: Directory, id: string, said: Omit<MeetingInvitation, 'sequence' | 'takenAt'>, takenAt: string | undefined): Result<number, { readonly kind: 'not-saving' }> {
  const last = directory.meetings.get(id)?.invitation
  const isSame = last && (['title', 'startsAt', 'place', 'minutes'] as const).every((field) => last[field] === said[field])
  if (isSame && (takenAt === undefined || last.takenAt !== undefined)) return ok(last.sequence)
  if (!directory.isWritable()) return err({ kind: 'not-saving' })
  const sequence = isSame ? last.sequence : last ? last.sequence + 1 : 0
  // When and where it is may have been sent out already, and only the length of the agenda has changed since.
  const sentAt = last && saysSamePlaceAndTime(last, said) ? (last.takenAt ?? takenAt) : takenAt
  directory.changeMeeting(id, { invitation: { ...said, sequence, ...(sentAt !== undefined && { takenAt: sentAt }) } })
  // A number that somebody has must not be given again after a crash.
  return directory.flush() ? ok(sequence) : err({ kind: 'not-saving' })
}

function saysSamePlaceAndTime(last: MeetingInvitation, said: Pick<MeetingInvitation, 'title' | 'startsAt' | 'place'>): boolean {
  return last.title === said.title && last.startsAt === said.startsAt && last.place === said.place
}
