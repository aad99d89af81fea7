import type { Run } from '../noteBlocks.ts'

/** What the markup itself says that a line is. */
export type Hint = 'resolution' | 'action' | 'proposal' | 'speech' | 'continuation' | 'none'

/** Minutes of every kind as lines, before their meaning is read. */
export type Line =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly id: string; readonly isTopic: boolean }
  /** A name with its values, `Present` → those present. `refs` are the fragments the values link to, where they do. */
  | { readonly kind: 'field'; readonly name: string; readonly values: readonly FieldValue[] }
  | TextLine

export interface FieldValue {
  readonly text: string
  /** `#resolution-1` → `resolution-1`. */
  readonly ref: string
}

export interface TextLine {
  readonly kind: 'text'
  readonly runs: readonly Run[]
  readonly hint: Hint
  readonly id: string
  readonly isItem: boolean
  /** The fragment that the line links to, if it is a link into the same page. */
  readonly ref: string
}

/** A line as it reads; words that were struck out are left out if `withoutStruck`. */
export function lineText(runs: readonly Run[], { withoutStruck = false } = {}): string {
  return runs
    .map((run) => (run === 'break' ? ' ' : withoutStruck && run.marks.includes('strike') ? '' : run.text))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

export function textLine(text: string, parts: Partial<Omit<TextLine, 'kind' | 'runs'>> = {}): TextLine {
  return { kind: 'text', runs: [{ text, marks: [] }], hint: 'none', id: '', isItem: false, ref: '', ...parts }
}
