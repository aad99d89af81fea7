import type { MeetingSnapshot } from '../../schema/snapshot.ts'

/** The body that met: as the record names it, else as the title tells. */
export function bodyOf({ bodies, info }: Pick<MeetingSnapshot, 'bodies' | 'info'>): string {
  return bodies.find(({ name }) => name.trim() !== '')?.name ?? bodyName(info.title)
}

/**
 * The body that met, as far as the meeting's title tells it: the title without what differs from one meeting to the
 * next, that is numbers of sessions, dates and times. `第3次综合会商` and `第4次综合会商` are both 综合会商. A title of
 * nothing else is its own body.
 */
export function bodyName(title: string): string {
  const plain = title.normalize('NFKC')
  const bare = [...VARYING.reduce((text, pattern) => text.replaceAll(pattern, ' '), plain).matchAll(WORDS)].map(([word]) => word).join(' ')
  const name = bare.replaceAll(/(?<=[^\p{ASCII}]) | (?=[^\p{ASCII}])/gu, '').trim()
  return name === '' ? plain.trim() : name
}

const NUMBER = '[0-9零〇一二三四五六七八九十百千两]+'
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const VARYING = [
  new RegExp(`第\\s*${NUMBER}\\s*[次届期回号轮场]`, 'gu'),
  new RegExp(`${NUMBER}年(?:度)?(?:${NUMBER}月(?:份)?(?:${NUMBER}[日号])?)?|${NUMBER}月(?:份)?(?:${NUMBER}[日号])?`, 'gu'),
  /\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}:\d{2}\b/g,
  new RegExp(`\\b(?:\\d{1,2}(?:st|nd|rd|th)?\\s+)?${MONTH}\\.?(?:\\s+\\d{1,2}(?:st|nd|rd|th)?)?(?:,?\\s+\\d{4})\\b`, 'gi'),
  /\b(?:no\.?|number|session|#)\s*\d+\b|\b\d+(?:st|nd|rd|th)\b|#\d+|\b\d+\b/gi,
]
/** Words and what holds them together; punctuation left alone by what was taken out goes. */
const WORDS = /[\p{L}\p{M}\p{N}]+(?:[-'’·&/][\p{L}\p{M}\p{N}]+)*/gu
