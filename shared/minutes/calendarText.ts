/** One meeting as calendars take it. */
export interface CalendarEvent {
  /** The same for all versions of the event, and no other's. */
  readonly uid: string
  /** Rises whenever time, place or title change: a calendar takes the greatest. */
  readonly sequence: number
  readonly title: string
  readonly place: string
  readonly description: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** Who invites, by name. */
  readonly organizer: string
  /** The event does not take place: calendars take it out. */
  readonly isCancelled: boolean
  /** When this text was made. */
  readonly stampedAt: Date
}

/** Octets of a line at most, without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75

/** Both methods need an organizer with an address; people here have names only. The domain can't exist (RFC 2606). */
const NOBODYS_MAIL = 'mailto:noreply@huishang.invalid'

/** The event as an iCalendar object (RFC 5545): times in UTC, so that no time zone has to be described. */
export function calendarText({ uid, sequence, title, place, description, startsAt, endsAt, organizer, isCancelled, stampedAt }: CalendarEvent): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Huishang//Huishang//EN',
    'CALSCALE:GREGORIAN',
    // To read, or to take out: nobody is asked for an answer (RFC 5546, 3.2.1 and 3.2.5).
    `METHOD:${isCancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utc(stampedAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escapeText(title)}`,
    ...(place ? [`LOCATION:${escapeText(place)}`] : []),
    `ORGANIZER;CN=${quoteParameter(organizer)}:${NOBODYS_MAIL}`,
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

/** A value of type TEXT (3.3.11); control characters, which it may not have, are left out. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
}

/** A parameter's value between quotes, which may have neither quotes nor controls in it (3.2). */
export function quoteParameter(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return `"${text.toWellFormed().replaceAll('"', "'").replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')}"`
}

/** Breaks a content line so that none is longer than 75 octets, between characters and never inside one. */
export function foldLine(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    // A line that goes on begins with a space, which counts.
    if (octets + size > LINE_OCTETS - (parts.length > 0 ? 1 : 0)) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n ')
}

/** In UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x1_0000 ? 3 : 4
}

function utc(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
