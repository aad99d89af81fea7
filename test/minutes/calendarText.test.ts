import { assert, constantFrom, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { calendarText, escapeText, foldLine } from '../../shared/minutes/calendarText.ts'
import { readCalendar, textOf } from '../support/readCalendar.ts'

const EVENT = {
  uid: 'm1@w1', sequence: 2, title: '第三次综合会商', place: '政务中心; 三号', description: '1. 夜市, 噪声\n2. 井盖',
  startsAt: new Date('2026-03-05T14:30:00+08:00'), endsAt: new Date('2026-03-05T15:45:00+08:00'), stampedAt: new Date('2026-03-01T00:00:00Z'), organizer: '大城管', isCancelled: false,
}

test('[C1] a meeting is one event in UTC, with CRLF, its words escaped', () => {
  expect(calendarText(EVENT)).toBe(
    [
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Huishang//Huishang//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:m1@w1', 'DTSTAMP:20260301T000000Z', 'SEQUENCE:2',
      'DTSTART:20260305T063000Z', 'DTEND:20260305T074500Z', 'SUMMARY:第三次综合会商', 'LOCATION:政务中心\\; 三号', 'ORGANIZER;CN="大城管":mailto:noreply@huishang.invalid', 'DESCRIPTION:1. 夜市\\, 噪声\\n2. 井盖', 'STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR', '',
    ].join('\r\n'),
  )
})

const words = string({ unit: constantFrom('夜', '市', '👩‍👧', '🚧', 'a', ' ', '\\', ';', ',', ':', '\n', '\r\n', '\t', '\u0000', 'é', '"'), maxLength: 200 })

test('[C1] whatever a title says: no line is longer than 75 octets, none is cut inside a character, and a reader gets the same words back', () => {
  assert(
    property(words, (title) => {
      const { event } = readCalendar(calendarText({ ...EVENT, title, description: title, organizer: title }))
      const read = title.replaceAll('\r\n', '\n').replaceAll('\u0000', '')
      expect([textOf(event, 'SUMMARY'), textOf(event, 'DESCRIPTION')]).toEqual([read, read])
    }),
    { seed: 5545, numRuns: 300 },
  )
})

test('[C1] a value is folded as late as it may be, and a lone surrogate does no harm', () => {
  expect(foldLine(`SUMMARY:${'a'.repeat(70)}`)).toBe(`SUMMARY:${'a'.repeat(67)}\r\n aaa`)
  expect(foldLine('汉'.repeat(26))).toBe(`${'汉'.repeat(25)}\r\n 汉`)
  expect(escapeText('a\ud800b')).toBe('a\ufffdb')
})

test('[C1] a meeting that does not take place is cancelled by method and status; the calendar knows it by its UID', () => {
  const { calendar, event } = readCalendar(calendarText({ ...EVENT, isCancelled: true, sequence: 3 }))
  expect([textOf(calendar, 'METHOD'), ...['STATUS', 'UID', 'SEQUENCE'].map((name) => textOf(event, name))]).toEqual(['CANCEL', 'CANCELLED', 'm1@w1', '3'])
})

test('[C1] who invites stands in quotes, whatever the workspace is called', () => {
  const { event } = readCalendar(calendarText({ ...EVENT, organizer: '城管"联席";办:\n一科' }))
  expect(event.find(({ name }) => name === 'ORGANIZER')?.parameters).toEqual({ CN: "城管'联席';办: 一科" })
})
