import * as Y from 'yjs'

export type Mark = 'bold' | 'italic' | 'strike' | 'code' | 'underline'

/** A stretch of text with its marks, or a break within the block. */
export type Run = { readonly text: string; readonly marks: readonly Mark[] } | 'break'

/** Rich text as plain data, in the shapes that the notes' editor knows. */
export type NoteBlock =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly NoteBlock[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly NoteBlock[] }
  | { readonly kind: 'code'; readonly text: string }

export function paragraph(text: string, ...marks: readonly Mark[]): NoteBlock {
  return { kind: 'paragraph', runs: text === '' ? [] : [{ text, marks }] }
}

/** One line per block, as notes read in plain text. */
export function blocksText(blocks: readonly NoteBlock[]): string {
  return blocks.map(blockText).join('\n')
}

/** Appends the blocks to a note's body as the editor would have written them. Inside a transaction of the caller. */
export function writeBlocks(body: Y.XmlFragment, blocks: readonly NoteBlock[]): void {
  body.push(blocks.map(blockElement))
}

function blockText(block: NoteBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.runs.map((run) => (run === 'break' ? '\n' : run.text)).join('')
    case 'list':
      return block.items.map(blocksText).join('\n')
    case 'quote':
      return blocksText(block.blocks)
    case 'code':
      return block.text
  }
}

function blockElement(block: NoteBlock): Y.XmlElement {
  switch (block.kind) {
    case 'paragraph':
      return element('paragraph', runNodes(block.runs))
    case 'heading': {
      const heading = element('heading', runNodes(block.runs))
      // The editor keeps the level as a number; Yjs's types only know text.
      ;(heading as Y.XmlElement<{ level: number }>).setAttribute('level', block.level)
      return heading
    }
    case 'list':
      return element(block.isOrdered ? 'orderedList' : 'bulletList', block.items.map((item) => element('listItem', item.map(blockElement))))
    case 'quote':
      return element('blockquote', block.blocks.map(blockElement))
    case 'code':
      return element('codeBlock', [new Y.XmlText(block.text)])
  }
}

function runNodes(runs: readonly Run[]): (Y.XmlElement | Y.XmlText)[] {
  const nodes: (Y.XmlElement | Y.XmlText)[] = []
  for (const [index, run] of runs.entries()) {
    if (run === 'break') {
      nodes.push(new Y.XmlElement('hardBreak'))
      continue
    }
    const before = runs[index - 1]
    if (before !== undefined && before !== 'break') continue
    nodes.push(markedText(runs.slice(index)))
  }
  return nodes
}

/** The runs up to the next break, as one text: neighbouring texts would be merged by the editor at first sight. */
function markedText(runs: readonly Run[]): Y.XmlText {
  const text = new Y.XmlText()
  const end = runs.indexOf('break')
  const delta = (end === -1 ? runs : runs.slice(0, end)).flatMap((run) =>
    run === 'break' ? [] : [{ insert: run.text, attributes: Object.fromEntries(run.marks.map((mark) => [mark, {}])) }],
  )
  text.applyDelta(delta)
  return text
}

function element(name: string, children: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const created = new Y.XmlElement(name)
  created.insert(0, [...children])
  return created
}
