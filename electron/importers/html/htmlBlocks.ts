import type { Mark, NoteBlock, Run } from '../noteBlocks.ts'
import { decodeEntities } from './decodeEntities.ts'

const MARKS: Readonly<Record<string, Mark>> = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', s: 'strike', strike: 'strike', del: 'strike', u: 'underline', ins: 'underline', code: 'code',
}
/** Content that is a program or a style, not text of the meeting. */
const DROPPED = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg'])
/** Start a new block; whatever else is unknown stays within the line. */
const BLOCKS = new Set(
  'p div section article header footer aside main nav address figure figcaption table caption thead tbody tfoot tr dl dt dd form fieldset body html hr'.split(' '),
)
const MAX_DEPTH = 50

interface Container {
  readonly tag: string
  readonly blocks: NoteBlock[]
  /** Of a list: its finished items. */
  readonly items: NoteBlock[][]
}

/**
 * HTML as blocks of notes: paragraphs, headings, lists, quotes, code and simple marks. Of any other element the text
 * stays and the tag goes; scripts and styles go with their content. Never throws: damaged markup reads as far as it can.
 */
export function htmlBlocks(html: string): readonly NoteBlock[] {
  const reader = new HtmlReader()
  for (const token of tokens(html)) {
    if ('text' in token) reader.text(token.text)
    else if (token.isEnd) reader.close(token.tag)
    else reader.open(token.tag, token.attributes)
  }
  return reader.finish()
}

type Token = { readonly text: string } | { readonly tag: string; readonly isEnd: boolean; readonly attributes: string }

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/giy

function* tokens(html: string): Generator<Token> {
  let at = 0
  let from = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) break
    const comment = commentEnd(html, open)
    TAG.lastIndex = open
    const match = comment === null ? TAG.exec(html) : null
    if (comment === null && !match) {
      at = open + 1
      continue
    }
    if (open > from) yield { text: html.slice(from, open) }
    at = comment ?? TAG.lastIndex
    if (match) {
      const tag = (match[2] ?? '').toLowerCase()
      if (DROPPED.has(tag) && match[1] === '') at = droppedEnd(html, tag, at)
      else yield { tag, isEnd: match[1] === '/', attributes: match[3] ?? '' }
    }
    from = at
  }
  if (from < html.length) yield { text: html.slice(from) }
}

function commentEnd(html: string, open: number): number | null {
  if (!/^<[!?]/.test(html.slice(open, open + 2))) return null
  const isComment = html.startsWith('<!--', open)
  const end = html.indexOf(isComment ? '-->' : '>', open)
  return end === -1 ? html.length : end + (isComment ? 3 : 1)
}

function droppedEnd(html: string, tag: string, at: number): number {
  const end = new RegExp(`</${tag}\\s*>`, 'gi')
  end.lastIndex = at
  return end.exec(html) ? end.lastIndex : html.length
}

/** Builds blocks from tags as they come. A line is open until something starts another one. */
class HtmlReader {
  readonly #stack: Container[] = [{ tag: '', blocks: [], items: [] }]
  readonly #marks: { readonly tag: string; readonly mark: Mark }[] = []
  readonly #links: string[] = []
  #runs: Run[] = []
  /** 0 outside headings; the notes know levels 2 and 3. */
  #heading = 0
  #isPre = false

  text(source: string): void {
    const decoded = decodeEntities(source)
    if (this.#isPre) {
      this.#push(decoded)
      return
    }
    const text = decoded.replaceAll(/[ \t\r\n\f]+/g, ' ')
    const last = this.#runs.at(-1)
    const isAtStart = last === undefined || last === 'break' || last.text.endsWith(' ')
    this.#push(isAtStart ? text.replace(/^ /, '') : text)
  }

  open(tag: string, attributes: string): void {
    const mark = MARKS[tag]
    if (mark && !this.#isPre) this.#marks.push({ tag, mark })
    else if (tag === 'br') this.#break()
    else if (tag === 'img') this.#push(attribute(attributes, 'alt'))
    else if (tag === 'a') this.#links.push(attribute(attributes, 'href'))
    else if (tag === 'td' || tag === 'th') this.text(' ')
    else if (/^h[1-6]$/.test(tag)) {
      this.#endLine()
      this.#heading = tag === 'h1' || tag === 'h2' ? 2 : 3
    } else if (tag === 'pre') {
      this.#endLine()
      this.#isPre = true
    } else if (tag === 'li') this.#openItem()
    else if (tag === 'ul' || tag === 'ol' || tag === 'blockquote') this.#enter(tag)
    else if (BLOCKS.has(tag)) this.#endLine()
  }

  close(tag: string): void {
    const mark = this.#marks.findLastIndex((open) => open.tag === tag)
    if (mark !== -1) this.#marks.splice(mark, 1)
    else if (tag === 'a') this.#endLink()
    else if (/^h[1-6]$/.test(tag)) this.#endLine()
    else if (tag === 'pre') this.#endLine()
    else if (tag === 'li') this.#closeItem()
    else if (tag === 'ul' || tag === 'ol' || tag === 'blockquote') this.#leave(tag)
    else if (BLOCKS.has(tag)) this.#endLine()
  }

  finish(): readonly NoteBlock[] {
    this.#endLine()
    while (this.#stack.length > 1) this.#leaveTop()
    return this.#top().blocks
  }

  #push(text: string): void {
    if (text === '') return
    const open = new Set(this.#marks.map(({ mark }) => mark))
    // The editor takes no other mark beside code, and throws away what it does not take.
    const marks: readonly Mark[] = open.has('code') ? ['code'] : [...open].toSorted()
    const last = this.#runs.at(-1)
    if (last !== undefined && last !== 'break' && last.marks.join() === marks.join()) this.#runs[this.#runs.length - 1] = { text: last.text + text, marks }
    else this.#runs.push({ text, marks })
  }

  #break(): void {
    if (this.#isPre) this.#push('\n')
    else this.#runs.push('break')
  }

  /** The address follows its words, unless they say it already: the notes have no links. */
  #endLink(): void {
    const address = this.#links.pop() ?? ''
    const said = this.#runs.map((run) => (run === 'break' ? '' : run.text)).join('')
    if (/^(?:https?|mailto):/i.test(address) && !said.includes(address.replace(/^mailto:/i, ''))) this.#push(` (${address})`)
  }

  #endLine(): void {
    const runs = this.#isPre ? this.#runs : trimmed(this.#runs)
    if (runs.length > 0) this.#top().blocks.push(this.#block(runs))
    this.#runs = []
    this.#heading = 0
    this.#isPre = false
  }

  #block(runs: readonly Run[]): NoteBlock {
    if (this.#isPre) return { kind: 'code', text: runs.map((run) => (run === 'break' ? '\n' : run.text)).join('').replace(/^\n/, '') }
    return this.#heading > 0 ? { kind: 'heading', level: this.#heading, runs } : { kind: 'paragraph', runs }
  }

  #top(): Container {
    const top = this.#stack.at(-1)
    if (!top) throw new Error('bug: the reader has no container')
    return top
  }

  #enter(tag: string): void {
    this.#endLine()
    // Deeper than anybody reads, and deep enough to overflow whoever walks the result.
    if (this.#stack.length < MAX_DEPTH) this.#stack.push({ tag, blocks: [], items: [] })
  }

  #leave(tag: string): void {
    this.#endLine()
    if (!this.#stack.some((container) => container.tag === tag)) return
    while (this.#top().tag !== tag) this.#leaveTop()
    this.#leaveTop()
  }

  #leaveTop(): void {
    const { tag, blocks, items } = this.#top()
    this.#stack.pop()
    const outer = this.#top()
    if (tag === 'blockquote') {
      if (blocks.length > 0) outer.blocks.push({ kind: 'quote', blocks })
      return
    }
    // Text between the items, or after the last, is in no item: it gets one.
    const all = blocks.length > 0 ? [...items, listItem(blocks)] : items
    if (all.length > 0) outer.blocks.push({ kind: 'list', isOrdered: tag === 'ol', items: all })
  }

  #openItem(): void {
    this.#endLine()
    this.#leaveOpenQuotes()
    this.#closeItem()
  }

  #closeItem(): void {
    this.#endLine()
    const { tag, blocks, items } = this.#top()
    if (tag !== 'ul' && tag !== 'ol') return
    if (blocks.length > 0) items.push(listItem(blocks.splice(0)))
  }

  /** `<li>` closes a quote that was left open in the item before it. */
  #leaveOpenQuotes(): void {
    while (this.#top().tag === 'blockquote' && this.#stack.some(({ tag }) => tag === 'ul' || tag === 'ol')) this.#leaveTop()
  }
}

/** The editor wants a paragraph first in every item, and throws away what it does not take. */
function listItem(blocks: readonly NoteBlock[]): NoteBlock[] {
  const [first, ...others] = blocks
  if (first?.kind === 'paragraph') return [...blocks]
  if (first?.kind === 'heading') return [{ kind: 'paragraph', runs: first.runs }, ...others]
  return [{ kind: 'paragraph', runs: [] }, ...blocks]
}

function attribute(source: string, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(source)
  return decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '')
}

/** Without white space and breaks at either end. */
function trimmed(runs: readonly Run[]): readonly Run[] {
  const left = [...runs]
  for (const at of [0, -1] as const)
    for (let run = left.at(at); run !== undefined; run = left.at(at)) {
      const text = run === 'break' ? '' : at === 0 ? run.text.replace(/^[ \n]+/, '') : run.text.replace(/[ \n]+$/, '')
      if (text !== '' && run !== 'break') {
        left.splice(at, 1, { ...run, text })
        break
      }
      left.splice(at, 1)
    }
  return left
}
