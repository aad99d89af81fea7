import { textLine, type Line } from './Line.ts'
import { isDateLine } from './readDate.ts'
import { fieldLine, fieldOf, readStatement } from './words.ts'

/** Habits of numbering; neighbours with numbers of the same habit are a list, not headings. */
const NUMBERED = [
  /^(?:议题|议程)?[一二三四五六七八九十]{1,3}\s*[、:：.]\s*(\S.*)$/u,
  /^(?:topic|item|agenda item)\s*\d{1,2}\s*[.:：]\s*(\S.*)$/iu,
  /^\d{1,2}(?:\.\d{1,2})?[.、)）]\s*(\S.*)$/u,
]

/** Plain text as lines. The first is the title; numbered or underlined lines with text below are topics. */
export function textLines(text: string): readonly Line[] {
  const rows = text.split('\n').map((row) => row.replaceAll(/[\s\u3000]+/g, ' ').trim())
  const filled = rows.filter((row) => row !== '' && !/^[=\-_*~#]{3,}$/.test(row))
  const underlined = new Set(rows.filter((row, index) => row !== '' && /^(?:={3,}|-{3,}|~{3,})$/.test(rows[index + 1] ?? '')))
  return filled.map((row, index): Line => {
    if (index === 0 && fieldLine(row) === null && row.length <= 200 && !isDateLine(row)) return heading(row, 1)
    if (underlined.has(row)) return heading(row, 2)
    const named = /^(?:topic|议题)\s*[:：]\s*(\S.*)$/iu.exec(row)?.[1]
    if (named !== undefined) return heading(named, 3)
    if (/[:：]$/.test(row) && isSummary(row.slice(0, -1))) return heading(row.slice(0, -1), 3)
    const numbered = numberedHeading(row, filled[index - 1] ?? '', filled[index + 1])
    if (numbered !== null) return heading(numbered, 3)
    const item = /^(?:[-*•·]|\d{1,2}[.、)）]|[（(]\d{1,2}[)）])\s*(\S.*)$/u.exec(row)?.[1]
    return item === undefined ? textLine(row) : textLine(item, { isItem: true })
  })
}

function heading(text: string, level: number): Line {
  return { kind: 'heading', level, text, id: '', isTopic: false }
}

function numberedHeading(row: string, before: string, after: string | undefined): string | null {
  const habit = NUMBERED.find((pattern) => pattern.test(row))
  const text = habit?.exec(row)?.[1]
  if (!habit || text === undefined || after === undefined || habit.test(before) || habit.test(after)) return null
  return text.length <= 60 && !/[。；;.!?！？]$/u.test(text) && readStatement(text) === null ? text : null
}

function isSummary(name: string): boolean {
  const field = fieldOf(name)
  return field === 'resolutions' || field === 'actions'
}
