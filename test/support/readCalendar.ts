/** One property of an iCalendar object as a reader of RFC 5545 gets it: unfolded, its parameters apart. */
export interface CalendarProperty {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}

/** Of the event: what must be there exactly once, and what at most (RFC 5545, 3.6.1; RFC 5546, 3.2.1 and 3.2.5). */
const ONCE = ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'ORGANIZER', 'SEQUENCE', 'STATUS']
const AT_MOST_ONCE = ['DTEND', 'LOCATION', 'DESCRIPTION']

/**
 * Reads an iCalendar object with one event, strictly by the grammar. @returns its calendar properties and the event's.
 * @throws Error with what is against it
 */
export function readCalendar(text: string): { readonly calendar: readonly CalendarProperty[]; readonly event: readonly CalendarProperty[] } {
  hold(text.endsWith('\r\n') && !/[^\r]\n|\r[^\n]/.test(text), 'lines end with CR LF')
  for (const line of text.split('\r\n')) {
    hold(Buffer.byteLength(line) <= 75, `a line has at most 75 octets: ${line}`)
    hold(!line.includes('�'), `no character is cut in two: ${line}`)
  }
  const lines = text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1).map(readLine)
  const at = (name: string, value: string): number => lines.findIndex((line) => line.name === name && line.value === value)
  hold(at('BEGIN', 'VCALENDAR') === 0 && at('END', 'VCALENDAR') === lines.length - 1 && at('END', 'VEVENT') === lines.length - 2, 'the event is the last thing in the calendar')
  const [calendar, event] = [lines.slice(1, at('BEGIN', 'VEVENT')), lines.slice(at('BEGIN', 'VEVENT') + 1, -2)]
  const count = (properties: readonly CalendarProperty[], name: string): number => properties.filter((property) => property.name === name).length
  for (const name of ['VERSION', 'PRODID', 'METHOD']) hold(count(calendar, name) === 1, `${name} once`)
  for (const name of ONCE) hold(count(event, name) === 1, `${name} once`)
  for (const { name } of event) hold(ONCE.includes(name) || (AT_MOST_ONCE.includes(name) && count(event, name) === 1), `${name} at most once`)
  for (const { name, value } of event) if (name.startsWith('DT')) hold(/^\d{8}T\d{6}Z$/.test(value), `${name} is in UTC`)
  return { calendar, event }
}

/** A value of type TEXT as people read it. @throws Error if something stands there that must be escaped */
export function textOf(properties: readonly CalendarProperty[], name: string): string {
  const value = properties.find((property) => property.name === name)?.value ?? ''
  hold(!/(?:^|[^\\])(?:\\\\)*(?:[;,]|\\[^\\;,nN])/.test(value), `escaped as TEXT is: ${value}`)
  return value.replaceAll(/\\(.)/g, (_, character: string) => (/n/i.test(character) ? '\n' : character))
}

function readLine(line: string): CalendarProperty {
  const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(line) ?? []
  hold(name !== '', `a content line: ${line}`)
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  hold(!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line), `no controls: ${line}`)
  const pairs = [...parameters.matchAll(/;([A-Z-]+)=(?:"([^"]*)"|([^";:,]*))/g)].map(([, key = '', quoted, plain = '']) => [key, quoted ?? plain] as const)
  return { name, parameters: Object.fromEntries(pairs), value }
}

function hold(isSo: boolean, rule: string): void {
  if (!isSo) throw new Error(`against RFC 5545: ${rule}`)
}
