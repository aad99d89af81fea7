import * as Y from 'yjs'
import { assert } from '../lib/assert.ts'
import type { MeetingDocument } from './MeetingDocument.ts'

/** Creates the empty rich-text body of an agenda item. Only in the transaction that creates the item. */
export function createNoteBody(meeting: Pick<MeetingDocument, 'notes'>, itemId: string): void {
  assert(!meeting.notes.has(itemId), `notes of ${itemId} exist`)
  const note = new Y.Map<unknown>()
  note.set('body', new Y.XmlFragment())
  meeting.notes.set(itemId, note)
}

/** The shared body that an editor binds to, or undefined while it has not arrived. */
export function noteBody(meeting: Pick<MeetingDocument, 'notes'>, itemId: string): Y.XmlFragment | undefined {
  // It comes from others: what stands there may be anything.
  const note: unknown = meeting.notes.get(itemId)
  const body = note instanceof Y.Map ? note.get('body') : undefined
  return body instanceof Y.XmlFragment ? body : undefined
}

/** Plain text: one line per block, as the archive and its search keep it. */
export function noteText(body: Y.XmlFragment): string {
  const lines: string[] = []
  collectLines(body, lines)
  return lines.join('\n')
}

/** HTML of the body with a fixed, small set of tags; everything else in it is text. */
export function noteHtml(body: Y.XmlFragment): string {
  return childrenHtml(body)
}

const BLOCK_TAGS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  codeBlock: 'pre',
}
const MARK_TAGS: Readonly<Record<string, string>> = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' }

function collectLines(parent: Y.XmlFragment, lines: string[]): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) {
      if (child instanceof Y.XmlText) lines.push(plainText(child))
    } else if (hasBlocks(child)) collectLines(child, lines)
    else lines.push(inlineText(child))
  }
}

/** By content, not by name: nothing that a later editor nests may be missing from the plain text. */
function hasBlocks(element: Y.XmlElement): boolean {
  return element.toArray().some((child) => child instanceof Y.XmlElement && child.nodeName !== 'hardBreak')
}

function inlineText(block: Y.XmlElement): string {
  return block.toArray().map((child) => (child instanceof Y.XmlText ? plainText(child) : child instanceof Y.XmlElement && child.nodeName === 'hardBreak' ? '\n' : '')).join('')
}

function plainText(text: Y.XmlText): string {
  return deltas(text).map((piece) => piece.insert).join('')
}

interface Piece {
  readonly insert: string
  readonly attributes: Readonly<Record<string, unknown>>
}

function deltas(text: Y.XmlText): Piece[] {
  const pieces = text.toDelta() as readonly { insert: unknown; attributes?: Record<string, unknown> }[]
  return pieces.map(({ insert, attributes }) => ({ insert: typeof insert === 'string' ? insert : '', attributes: attributes ?? {} }))
}

function childrenHtml(parent: Y.XmlFragment): string {
  return parent.toArray().map((child) => (child instanceof Y.XmlElement ? elementHtml(child) : child instanceof Y.XmlText ? textHtml(child) : '')).join('')
}

function elementHtml(element: Y.XmlElement): string {
  if (element.nodeName === 'hardBreak') return '<br>'
  if (element.nodeName === 'horizontalRule') return '<hr>'
  const tag = element.nodeName === 'heading' ? headingTag(element) : BLOCK_TAGS[element.nodeName]
  const inner = childrenHtml(element)
  return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`
}

function headingTag(element: Y.XmlElement): string {
  const level = Number(element.getAttribute('level'))
  return `h${Number.isInteger(level) && level >= 1 && level <= 6 ? level : 1}`
}

function textHtml(text: Y.XmlText): string {
  return deltas(text).map(({ insert, attributes }) => {
    let html = escapeHtml(insert)
    for (const mark of Object.keys(attributes).toSorted()) {
      const tag = MARK_TAGS[mark]
      if (tag) html = `<${tag}>${html}</${tag}>`
    }
    return html
  }).join('')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
