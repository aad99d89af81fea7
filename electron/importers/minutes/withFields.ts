import { lineText, type Line } from './Line.ts'
import { isDateLine } from './readDate.ts'
import { fieldLine, fieldOf, isPageHeading, readStatement, type Field } from './words.ts'

const OF_PEOPLE: readonly Field[] = ['present', 'regrets', 'guests', 'chair', 'scribe']

/**
 * Lines like `Present: Ana, Ben` and lists below a heading like `Attendees` as the fields they are; in the head alone,
 * because further down `Chair: …` is what somebody said.
 */
export function withFields(lines: readonly Line[], lastOfHead: Line | null): readonly Line[] {
  const found: Line[] = []
  const start = lastOfHead ? lines.indexOf(lastOfHead) : -1
  let section: { readonly name: string } | null = null
  let isHead = true
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'heading' && index > start) {
      const field = fieldOf(line.text)
      section = field !== null && OF_PEOPLE.includes(field) ? { name: line.text } : null
      isHead &&= section !== null || isPageHeading(line.text) || isDateLine(line.text)
    }
    found.push(isHead && line.kind === 'text' ? asField(line, section) : line)
    if (line.kind === 'text' && readStatement(lineText(line.runs)) !== null) isHead = false
  }
  return found
}

function asField(line: Extract<Line, { kind: 'text' }>, section: { readonly name: string } | null): Line {
  const text = lineText(line.runs)
  const own = fieldLine(text)
  if (own && own.value !== '' && own.field !== 'resolutions' && own.field !== 'actions') return { kind: 'field', name: own.name, values: [{ text: own.value, ref: '' }] }
  if (section && line.hint === 'none' && (line.isItem || text.length < 200)) return { kind: 'field', name: section.name, values: [{ text, ref: '' }] }
  return line
}
