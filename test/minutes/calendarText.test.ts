import { assert, constantFrom, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { calendarText, escapeText, foldLine } from '../../shared/minutes/calendarText.ts'

const EVENT = {
  uid: 'm1@w1', sequence: 2, title: '第三次综合会商', place: '政务中心; 三号', description: '1. 夜市, 噪声\n2. 井盖',
  startsAt: new Date('2026-03-05T14:30:00+08:00'), endsAt: new Date('2026-03-05T15:45:00+08:00'), stampedAt: new Date('2026-03-01T00:00:00Z'),
}

/** What a reader of RFC 5545 makes of it: lines unfolded, then names and values. */
function unfold(text: string): readonly string[] {
  return text.replaceAll('\r\n ', '').split('\r\n')
}

function unescape(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' || character === 'N' ? '\n' : character))
}

test('[C1] a meeting is one event in UTC, with CRLF, its words escaped', () => {
  expect(calendarText(EVENT)).toBe(
    [
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Huishang//Huishang//EN', 'CALSCALE:GREGORIAN', 'BEGIN:VEVENT', 'UID:m1@w1', 'DTSTAMP:20260301T000000Z', 'SEQUENCE:2',
      'DTSTART:20260305T063000Z', 'DTEND:20260305T074500Z', 'SUMMARY:第三次综合会商', 'LOCATION:政务中心\\; 三号', 'DESCRIPTION:1. 夜市\\, 噪声\\n2. 井盖', 'STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR', '',
    ].join('\r\n'),
  )
})

const words = string({ unit: constantFrom('夜', '市', '👩‍👧', '🚧', 'a', ' ', '\\', ';', ',', ':', '\n', '\r\n', '\t', '\u0000', 'é', '"'), maxLength: 200 })

test('[C1] whatever a title says: no line is longer than 75 octets, none is cut inside a character, and a reader gets the same words back', () => {
  assert(
    property(words, (title) => {
      const text = calendarText({ ...EVENT, title, description: title })
      const lines = text.split('\r\n')
      for (const line of lines) {
        const bytes = Buffer.from(line)
        expect(bytes.length).toBeLessThanOrEqual(75)
        expect(bytes.toString()).toBe(line)
      }
      expect(text).not.toMatch(/[^\r]\n|\r[^\n]/)
      const summary = unfold(text).find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? ''
      expect(unescape(summary)).toBe(title.replaceAll('\r\n', '\n').replaceAll('\u0000', ''))
    }),
    { seed: 5545, numRuns: 300 },
  )
})

test('[C1] a value is folded as late as it may be, and a lone surrogate does no harm', () => {
  expect(foldLine(`SUMMARY:${'a'.repeat(70)}`)).toBe(`SUMMARY:${'a'.repeat(67)}\r\n aaa`)
  expect(foldLine('汉'.repeat(26))).toBe(`${'汉'.repeat(25)}\r\n 汉`)
  expect(escapeText('a\ud800b')).toBe('a\ufffdb')
})
