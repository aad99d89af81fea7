import { textLine, type Line } from './Line.ts'
import { isDateLine } from './readDate.ts'
import { fieldLine, fieldOf, readStatement } from './words.ts'

const NUMBERED = /^(?:(?:议题|议程)?[一二三四五六七八九十]{1,3}[、:：.]|(?:topic|item|agenda item)\s*\d{1,2}\s*[.:：]|\d{1,2}(?:\.\d{1,2})?[.、)）])\s*(\S.*)$/iu

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
    const numbered = NUMBERED.exec(row)?.[1]
    if (numbered !== undefined && numbered.length <= 60 && !/[。；;.!?！？]$/u.test(numbered) && readStatement(numbered) === null && !NUMBERED.test(filled[index + 1] ?? '1.x')) return heading(numbered, 3)
    const item = /^(?:[-*•·]|\d{1,2}[.、)）]|[（(]\d{1,2}[)）])\s*(\S.*)$/u.exec(row)?.[1]
    return item === undefined ? textLine(row) : textLine(item, { isItem: true })
  })
}

function heading(text: string, level: number): Line {
  return { kind: 'heading', level, text, id: '', isTopic: false }
}

function isSummary(name: string): boolean {
  const field = fieldOf(name)
  return field === 'resolutions' || field === 'actions'
}
