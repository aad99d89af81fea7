import { toInstant } from '../../../shared/lib/instant.ts'
import type * as Y from 'yjs'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { calendarText, type CalendarEvent } from '../../../shared/minutes/calendarText.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { meetingInfo, openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { MeetingInvitation } from '../../../shared/schema/directory.ts'
import type { Directory } from '../Directory.ts'
import type { Rooms } from '../rooms/Rooms.ts'

export interface InvitationParts {
  readonly directory: Pick<Directory, 'meetings' | 'workspace' | 'isWritable' | 'changeMeeting' | 'flush'>
  /** A meeting's document as it is now; null if it can't be read. */
  readonly documentOf: (meetingId: string) => Promise<OpenDocument | null>
  readonly now: () => Date
}

export interface OpenDocument {
  readonly doc: Y.Doc
  release(): void
}

export interface InvitationAsked {
  /** Whether whoever asks is to send it out, which counts for the deadline of the notice. */
  readonly isToSend: boolean
  /** It is to say that the meeting does not take place. */
  readonly isCancelled?: boolean
}

export interface Invitation {
  readonly text: string
  readonly uid: string
  readonly sequence: number
  readonly title: string
  /** Instants. */
  readonly startsAt: string
  readonly endsAt: string
}

export type InvitationError = { readonly kind: 'meeting-unknown' } | { readonly kind: 'not-saving' }

/** Where the agenda says nothing about how long it takes. */
const USUAL_MINUTES = 60
const MINUTE = 60_000

/** The rooms of a hub as `meetingInvitation` reads them. */
export function documentsIn(rooms: Pick<Rooms, 'use'>): InvitationParts['documentOf'] {
  return async (id) => {
    const leased = await rooms.use(meetingRoom(id))
    if (!leased.ok) return null
    leased.value.room.flush()
    return { doc: leased.value.room.doc, release: leased.value.release }
  }
}

/**
 * A meeting for people's calendars. What was handed out is kept in the directory, so that the next one that says
 * something else has a greater SEQUENCE, on whichever hub.
 */
export async function meetingInvitation({ directory, documentOf, now }: InvitationParts, id: string, { isToSend, isCancelled = false }: InvitationAsked): Promise<Result<Invitation, InvitationError>> {
  if (!directory.meetings.get(id)) return err({ kind: 'meeting-unknown' })
  const opened = await documentOf(id)
  if (!opened) return err({ kind: 'not-saving' })
  try {
    const meeting = openMeetingDocument(opened.doc)
    const info = meetingInfo(meeting)
    if (!info) return err({ kind: 'meeting-unknown' })
    const agenda = meeting.agenda.list()
    const minutes = agenda.reduce((sum, { minutesAllotted }) => sum + minutesAllotted, 0) || USUAL_MINUTES
    const { title, startsAt, place } = info
    const said = { title, startsAt, place, minutes, ...(isCancelled && { isCancelled }) }
    const sequence = numbered(directory, id, said, isToSend ? toInstant(now()) : undefined)
    if (!sequence.ok) return sequence
    const begin = Date.parse(startsAt)
    const { id: workspaceId, name: organizer } = directory.workspace
    const event: CalendarEvent = {
      uid: `${id}@${workspaceId}`,
      sequence: sequence.value,
      title,
      place,
      description: agenda.map((item, index) => `${index + 1}. ${item.title}`).join('\n'),
      startsAt: new Date(begin),
      endsAt: new Date(begin + minutes * MINUTE),
      organizer,
      isCancelled,
      stampedAt: now(),
    }
    return ok({ text: calendarText(event), uid: event.uid, sequence: event.sequence, title, startsAt: toInstant(event.startsAt), endsAt: toInstant(event.endsAt) })
  } finally {
    opened.release()
  }
}

/** The number of what is handed out now: that of the last one, if it says the same. */
function numbered(directory: InvitationParts['directory'], id: string, said: Omit<MeetingInvitation, 'sequence' | 'takenAt'>, takenAt: string | undefined): Result<number, { readonly kind: 'not-saving' }> {
  const last = directory.meetings.get(id)?.invitation
  const isSame = last && (['title', 'startsAt', 'place', 'minutes', 'isCancelled'] as const).every((field) => last[field] === said[field])
  if (isSame && (takenAt === undefined || last.takenAt !== undefined)) return ok(last.sequence)
  if (!directory.isWritable()) return err({ kind: 'not-saving' })
  const sequence = isSame ? last.sequence : last ? last.sequence + 1 : 0
  // When and where it is may have been sent out already, and only the length of the agenda has changed since.
  const sentAt = last && saysSamePlaceAndTime(last, said) ? (last.takenAt ?? takenAt) : takenAt
  directory.changeMeeting(id, { invitation: { ...said, sequence, ...(sentAt !== undefined && { takenAt: sentAt }) } })
  // A number that somebody has must not be given again after a crash.
  return directory.flush() ? ok(sequence) : err({ kind: 'not-saving' })
}

function saysSamePlaceAndTime(last: MeetingInvitation, said: Pick<MeetingInvitation, 'title' | 'startsAt' | 'place' | 'isCancelled'>): boolean {
  return last.isCancelled === said.isCancelled && last.title === said.title && last.startsAt === said.startsAt && last.place === said.place
}
