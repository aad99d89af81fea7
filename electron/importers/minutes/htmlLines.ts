import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import type { Mark, Run } from '../noteBlocks.ts'
import { lineText, type FieldValue, type Hint, type Line } from './Line.ts'
import { fieldOf } from './words.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element
/** A node to read, or what is to be done once its content has been read. */
type Step = Node | (() => void)
type Inside = (children: readonly Node[], end: () => void) => void

/** A page as lines. `isMarked` if it is of a tool that says by classes what a line is, so that words alone say nothing. */
export interface HtmlPage {
  readonly title: string
  readonly lines: readonly Line[]
  readonly isMarked: boolean
}

const DROPPED = new Set('script style template noscript iframe object svg head title select button textarea'.split(' '))
const BLOCKS = new Set(
  'p div section article header footer aside main address figure figcaption table caption thead tbody tfoot tr dl dt dd form fieldset body html hr ul ol li blockquote pre details summary center'.split(' '),
)
const MARKS: Readonly<Record<string, Mark>> = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', cite: 'bold', s: 'strike', strike: 'strike', del: 'strike', u: 'underline', code: 'code', tt: 'code',
}
const HINTS: Readonly<Record<string, Hint>> = {
  resolution: 'resolution', resolved: 'resolution', action: 'action', proposal: 'proposal', proposed_resolution: 'proposal',
  comment: 'speech', 'comment-continuation': 'continuation', irc: 'speech', phone: 'speech',
  // Within something marked that nothing closes.
  information: 'none', error: 'none', bot: 'none',
}
/** Of the tools that give every line a class, so that words alone say nothing. */
const MARKED = ['comment', 'comment-continuation']
/** Reads any HTML, damaged too, as browsers do. Never throws. */
export function htmlPage(html: string): HtmlPage {
  const document = parse(html)
  const reader = new PageReader()
  reader.read(document.childNodes)
  const lines = reader.finish()
  return { title: titleOf(document.childNodes), lines, isMarked: reader.isMarked }
}

class PageReader {
  isMarked = false
  readonly #lines: Line[] = []
  readonly #marks: Mark[] = []
  readonly #hints: Hint[] = []
  readonly #terms = new WeakMap<Element, ReadonlyMap<readonly Node[], string>>()
  #runs: Run[] = []
  #hint: Hint = 'none'
  #id = ''
  #ref = ''
  #isItem = false
  #isPre = false
  /** Within a field's own words, which are in its line already, up to what it swallowed. */
  #isSkipping = false

  /** With a list of its own for what is still to do: pages that close nothing are nested thousands deep. */
  read(nodes: readonly Node[]): void {
    const todo: Step[] = [...nodes].toReversed()
    const inside = (children: readonly Node[], end: () => void): void => void todo.push(end, ...children.toReversed())
    for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
      if (typeof step === 'function') step()
      else if (step.nodeName === '#text' && 'value' in step) this.#text(step.value)
      else if ('tagName' in step) this.#element(step, inside)
    }
  }

  finish(): readonly Line[] {
    this.#endLine()
    return this.#lines
  }

  #element(element: Element, inside: Inside): void {
    const { tagName } = element
    if (DROPPED.has(tagName) || isHidden(element)) return
    if (tagName === 'dd' && this.#field(element, inside)) return
    if (endsField(element)) this.#isSkipping = false
    const level = /^h[1-6]$/.test(tagName) ? Number(tagName[1]) : 0
    if (level > 0) this.#heading(element, level)
    else if (tagName === 'nav' || isContents(element)) this.#endLine()
    else if (tagName === 'br') this.#break()
    // Its words are for browsers that play nothing; if it is left open the rest of the page is inside.
    else if (tagName === 'audio' || tagName === 'video') inside(element.childNodes.filter((child) => 'tagName' in child), () => undefined)
    else if (tagName === 'input' && attribute(element, 'type') === 'checkbox') this.#text(element.attrs.some(({ name }) => name === 'checked') ? '[x] ' : '[ ] ')
    else if (tagName === 'dt' && fieldOf(plainText(element)) !== null) this.#endLine()
    else if (BLOCKS.has(tagName)) this.#block(element, inside)
    else this.#inline(element, inside)
  }

  #heading(element: Element, level: number): void {
    this.#endLine()
    const text = plainText(element)
    const isTopic = classesOf(element).includes('topic')
    if (text !== '') this.#lines.push({ kind: 'heading', level, text: text.replace(/^(?:sub)?topic:\s*/i, ''), id: attribute(element, 'id'), isTopic })
  }

  #block(element: Element, inside: Inside): void {
    const hint = hintOf(element)
    this.#endLine()
    if (hint) this.#hints.push(hint)
    this.isMarked ||= classesOf(element).some((name) => MARKED.includes(name))
    const wasPre = this.#isPre
    this.#isPre ||= element.tagName === 'pre'
    this.#hint = this.#hints.at(-1) ?? 'none'
    this.#id ||= attribute(element, 'id')
    if (element.tagName === 'li') this.#isItem = true
    inside(element.childNodes, () => {
      this.#endLine()
      this.#isPre = wasPre
      if (hint) this.#hints.pop()
      this.#hint = this.#hints.at(-1) ?? 'none'
    })
  }

  #inline(element: Element, inside: Inside): void {
    const hint = hintOf(element)
    if (hint === 'resolution' || hint === 'action' || hint === 'proposal') this.#hint = hint
    const mark = MARKS[element.tagName] ?? (classesOf(element).includes('name') ? 'bold' : undefined)
    if (mark) this.#marks.push(mark)
    if (element.tagName === 'td' || element.tagName === 'th') this.#text(' ')
    this.#id ||= attribute(element, 'id')
    const href = attribute(element, 'href')
    if (href.startsWith('#') && lineText(this.#runs) === '') this.#ref = href.slice(1)
    inside(element.childNodes, () => {
      if (element.tagName === 'a') this.#address(href, element)
      if (mark) this.#marks.pop()
    })
  }

  /** The address follows its words, unless they say it already: notes have no links. */
  #address(href: string, element: Element): void {
    const said = plainText(element)
    if (/^(?:https?|mailto):/i.test(href) && said !== '' && !said.includes(href) && !href.includes(said) && !/^\W*$/u.test(said)) this.#text(` (${href})`)
  }

  /** A known field: its values instead of lines. What a broken page swallowed into it stays lines. */
  #field({ parentNode, childNodes }: Element, inside: Inside): boolean {
    const terms = parentNode && 'tagName' in parentNode ? this.#termsOf(parentNode) : undefined
    const term = terms?.get(childNodes) ?? ''
    if (fieldOf(term) === null) return false
    this.#endLine()
    this.#lines.push({ kind: 'field', name: term, values: valuesOf(childNodes) })
    if (!isSwallowing(childNodes)) return true
    this.#isSkipping = true
    inside(childNodes, () => {
      this.#endLine()
      this.#isSkipping = false
    })
    return true
  }

  /** Of a list of fields: the contents of each `dd` with the words of its `dt`. */
  #termsOf(list: Element): ReadonlyMap<readonly Node[], string> {
    const known = this.#terms.get(list)
    if (known) return known
    const terms = new Map<readonly Node[], string>()
    let term = ''
    for (const child of list.childNodes) {
      if (!('tagName' in child)) continue
      if (child.tagName === 'dt') term = plainText(child)
      else if (child.tagName === 'dd') terms.set(child.childNodes, term)
    }
    this.#terms.set(list, terms)
    return terms
  }

  #text(source: string): void {
    const text = this.#isPre ? source : source.replaceAll(/\s+/g, ' ')
    if (this.#isPre && text.includes('\n')) {
      for (const [index, part] of text.split('\n').entries()) {
        if (index > 0) this.#break()
        if (part !== '') this.#push(part)
      }
      return
    }
    const last = this.#runs.at(-1)
    const isAtStart = last === undefined || last === 'break' || last.text.endsWith(' ')
    this.#push(isAtStart && !this.#isPre ? text.replace(/^ /, '') : text)
  }

  #push(text: string): void {
    if (text === '' || this.#isSkipping) return
    const open = new Set(this.#marks)
    // The editor takes no other mark beside code.
    const marks: readonly Mark[] = open.has('code') ? ['code'] : [...open].toSorted()
    const last = this.#runs.at(-1)
    if (last !== undefined && last !== 'break' && last.marks.join() === marks.join()) this.#runs[this.#runs.length - 1] = { text: last.text + text, marks }
    else this.#runs.push({ text, marks })
  }

  /** Each line of a block counts by itself; it is still of the same block. */
  #break(): void {
    const { hint, isItem } = { hint: this.#hint, isItem: this.#isItem }
    this.#endLine()
    this.#hint = hint === 'resolution' || hint === 'action' || hint === 'proposal' ? hint : (this.#hints.at(-1) ?? 'none')
    this.#isItem = isItem
  }

  #endLine(): void {
    if (lineText(this.#runs) !== '') {
      this.#lines.push({ kind: 'text', runs: trimmed(this.#runs), hint: this.#hint, id: this.#id, isItem: this.#isItem, ref: this.#ref })
      this.#id = ''
    }
    this.#runs = []
    this.#ref = ''
    this.#hint = this.#hints.at(-1) ?? 'none'
    this.#isItem = false
  }
}

function hintOf(element: Element): Hint | undefined {
  return classesOf(element).map((name) => HINTS[name]).find((found) => found !== undefined)
}

function isBody(element: Element): boolean {
  return /^h[1-6]$/.test(element.tagName) || classesOf(element).some((name) => ['comment', 'topic', 'information', 'irc', 'phone', 'resolution', 'action'].includes(name))
}

/** Where a field ends, though nothing closes it. */
function endsField(element: Element): boolean {
  return element.tagName === 'dt' || element.tagName === 'dd' || isBody(element)
}

function isSwallowing(nodes: readonly Node[]): boolean {
  return [...elementsIn(nodes)].some(endsField)
}

/** Every element, in the order of the page. */
function* elementsIn(nodes: readonly Node[]): Generator<Element> {
  const todo = [...nodes].toReversed()
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (!('tagName' in node)) continue
    yield node
    todo.push(...node.childNodes.toReversed())
  }
}

function isContents(element: Element): boolean {
  return /^(?:toc|contents|links)$/i.test(attribute(element, 'id')) || classesOf(element).includes('toc')
}

function isHidden(element: Element): boolean {
  return element.attrs.some(({ name, value }) => name === 'hidden' || (name === 'style' && /display\s*:\s*none/i.test(value)))
}

function classesOf(element: Element): readonly string[] {
  return attribute(element, 'class').toLowerCase().split(/\s+/)
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((found) => found.name === name)?.value ?? ''
}

function plainText(element: Element): string {
  return collect(element.childNodes).replaceAll(/\s+/g, ' ').trim()
}

function collect(nodes: readonly Node[]): string {
  const texts: string[] = []
  const todo = [...nodes].toReversed()
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.nodeName === '#text' && 'value' in node) texts.push(node.value)
    else if (!('tagName' in node)) continue
    else if (endsField(node)) break
    else if (node.tagName === 'audio' || node.tagName === 'video') todo.push(...node.childNodes.filter((child) => 'tagName' in child).toReversed())
    else if (node.tagName === 'br') texts.push(' ')
    else if (!DROPPED.has(node.tagName) && !isHidden(node)) todo.push(...node.childNodes.toReversed())
  }
  return texts.join('')
}

/** One value per list item or line, else the whole text as one. */
function valuesOf(nodes: readonly Node[]): readonly FieldValue[] {
  const items = elementsOf(nodes, 'li')
  if (items.length > 0) return items.map((item) => ({ text: plainText(item), ref: fragmentOf(item) })).filter(({ text }) => text !== '')
  const text = collect(nodes).replaceAll(/\s+/g, ' ').trim()
  return text === '' ? [] : [{ text, ref: '' }]
}

/** Those of that name up to the end of the field, without what is inside them. */
function elementsOf(nodes: readonly Node[], tag: string): readonly Element[] {
  const found: Element[] = []
  const todo = [...nodes].toReversed()
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (!('tagName' in node)) continue
    if (endsField(node)) break
    if (node.tagName === tag) found.push(node)
    else todo.push(...node.childNodes.toReversed())
  }
  return found
}

function fragmentOf(element: Element): string {
  const link = elementsOf(element.childNodes, 'a')[0]
  const href = link ? attribute(link, 'href') : ''
  return href.startsWith('#') ? href.slice(1) : ''
}

function titleOf(nodes: readonly Node[]): string {
  const [title] = elementsOf(nodes, 'title')
  return title ? title.childNodes.map((node) => (node.nodeName === '#text' && 'value' in node ? node.value : '')).join('').replaceAll(/\s+/g, ' ').trim() : ''
}

/** Without the space at either end that only separated tags. */
function trimmed(runs: readonly Run[]): readonly Run[] {
  return runs.flatMap((run, index): readonly Run[] => {
    if (run === 'break') return [run]
    const left = index === 0 ? run.text.trimStart() : run.text
    const text = index === runs.length - 1 ? left.trimEnd() : left
    return text === '' ? [] : [{ ...run, text }]
  })
}
