import type { NoteBlock, Run } from '../noteBlocks.ts'
import { paragraph } from '../noteBlocks.ts'
import { lineText, type FieldValue, type Line, type TextLine } from './Line.ts'
import type { MinutesAction, MinutesTopic } from './Minutes.ts'
import type { NameBook } from './nameList.ts'
import { readAction } from './readAction.ts'
import { isDateLine } from './readDate.ts'
import { fieldLine, fieldOf, isBot, isPageHeading, readStatement, sameWords, speakerOf, ticked, withoutNumber, type Statement } from './words.ts'

export interface TopicOptions {
  readonly names: NameBook
  /** The tool says by classes what a line is; words alone say nothing. */
  readonly isMarked: boolean
  /** Lower-case words count too: in notes and logs, where nobody is quoted. */
  readonly isQuiet: boolean
  /** Heading of what was said before the first topic, and of a meeting without any. */
  readonly openingTitle: string
  readonly wholeTitle: string
  /** The last heading of the head: neither it nor one before it is a topic. */
  readonly lastOfHead: Line | null
}

interface OpenTopic {
  readonly title: string
  readonly notes: NoteBlock[]
  readonly resolutions: string[]
  readonly actions: MinutesAction[]
  /** Something was said or decided, so that it is more than a line of the tool. */
  hasTalk: boolean
}

/** Told in a summary: where it stands in the text it is the same, where it does not it is all there is of it. */
interface Told {
  readonly kind: 'resolution' | 'action'
  readonly title: string
  readonly text: string
  readonly ref: string
  readonly isDone: boolean
}

/** The body of minutes as topics. Struck-out resolutions and actions stay words; what a summary repeats counts once. */
export function readTopics(lines: readonly Line[], options: TopicOptions): readonly MinutesTopic[] {
  const reader = new TopicReader(options, topicLevel(lines))
  const headEnd = options.lastOfHead ? lines.indexOf(options.lastOfHead) : -1
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'heading' && index <= headEnd) continue
    if (line.kind === 'heading') reader.heading(line)
    else if (line.kind === 'field') reader.field(line.name, line.values)
    else reader.text(line)
  }
  return reader.finish()
}

/** With the class `topic` those are the topics; else every heading that does not order the page, below the title. */
function topicLevel(lines: readonly Line[]): 'by-class' | 'by-heading' {
  return lines.some((line) => line.kind === 'heading' && line.isTopic) ? 'by-class' : 'by-heading'
}

class TopicReader {
  readonly #options: TopicOptions
  readonly #topicsAre: 'by-class' | 'by-heading'
  readonly #topics: OpenTopic[] = []
  readonly #told: Told[] = []
  readonly #ids = new Set<string>()
  readonly #counts = new Map<string, number>()
  #current: OpenTopic
  /** Below a heading like `Contents`. */
  #isContents = false
  /** Below a heading like `Summary of action items`. */
  #summary: { readonly kind: Told['kind']; readonly title: string } | null = null

  constructor(options: TopicOptions, topicsAre: 'by-class' | 'by-heading') {
    this.#options = options
    this.#topicsAre = topicsAre
    this.#current = openTopic(options.openingTitle)
    this.#topics.push(this.#current)
  }

  heading({ text, isTopic }: Extract<Line, { kind: 'heading' }>): void {
    this.#summary = null
    if (this.#topicsAre === 'by-class' && !isTopic) {
      if (this.#topics.length > 1) this.#current.notes.push({ kind: 'heading', level: 3, runs: [{ text, marks: [] }] })
      return
    }
    this.#isContents = !isTopic && isPageHeading(text)
    if (!isTopic && (this.#isContents || isDateLine(text))) return
    const field = isTopic ? null : fieldOf(text)
    if (field === 'resolutions' || field === 'actions') {
      this.#summary = { kind: field === 'actions' ? 'action' : 'resolution', title: text }
      return
    }
    this.#begin(withoutNumber(text))
  }

  field(name: string, values: readonly FieldValue[]): void {
    const field = fieldOf(name)
    if (field !== 'resolutions' && field !== 'actions') return
    for (const { text, ref } of values) this.#tell(field === 'actions' ? 'action' : 'resolution', name, text, ref)
  }

  text(line: TextLine): void {
    const text = lineText(line.runs, { withoutStruck: true })
    if (this.#summary && (line.isItem || readStatement(text)?.kind === this.#summary.kind)) {
      if (text !== '') this.#tell(this.#summary.kind, this.#summary.title, text, line.ref)
      return
    }
    if (this.#isContents && line.isItem) return
    this.#isContents = false
    if (this.#summary && !/summary/i.test(this.#summary.title)) this.#begin(withoutNumber(this.#summary.title))
    this.#summary = null
    this.#current.notes.push(noteOf(line))
    if (text === '') return
    const statement = this.#statement(line, text)
    if (statement?.kind === 'resolution') this.#current.resolutions.push(this.#counted('resolution', line.id, statement.text))
    else if (statement?.kind === 'action') this.#act(line, statement)
    if (statement || isTalk(line, text)) this.#current.hasTalk = true
  }

  finish(): readonly MinutesTopic[] {
    for (const told of this.#told) if (!this.#isThere(told)) this.#add(told)
    const [opening, ...topics] = this.#topics
    if (!opening) return []
    if (topics.length === 0) return [closed({ ...opening, title: this.#options.wholeTitle })]
    if (!opening.hasTalk) {
      topics[0]?.notes.unshift(...opening.notes)
      return topics.map(closed)
    }
    return [opening, ...topics].map(closed)
  }

  #begin(title: string): void {
    this.#current = openTopic(title)
    this.#topics.push(this.#current)
  }

  #statement(line: TextLine, text: string): Statement | null {
    const statement = readStatement(text)
    if (line.hint === 'resolution' || line.hint === 'action' || line.hint === 'proposal') return marked(line.hint, text, statement)
    if (!statement) return null
    // Not talk, so the tool or somebody after it wrote it; without its class only in capitals.
    if (this.#options.isMarked) return line.hint === 'none' && statement.isLoud ? statement : null
    return statement.isLoud || this.#options.isQuiet || isEmphasised(line.runs) ? statement : null
  }

  #act(line: TextLine, statement: Extract<Statement, { kind: 'action' }>): void {
    // Nobody is charged with what was dropped.
    if (saysDropped(statement.state)) return
    this.#current.actions.push(readAction(this.#counted('action', line.id, statement.text), this.#options.names, { isDone: saysDone(statement.state) }))
  }

  #counted(kind: Told['kind'], id: string, text: string): string {
    if (id !== '') this.#ids.add(id)
    const key = `${kind} ${sameWords(withoutBrackets(text))}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    return text
  }

  #tell(kind: Told['kind'], title: string, text: string, ref: string): void {
    const statement = readStatement(text)
    const { isTicked, words } = ticked(text)
    const state = statement?.kind === 'action' ? statement.state : isTicked ? 'done' : ''
    if (saysDropped(state) || /^(?:none|\(none\)|无|暂无|-)\.?$/i.test(words)) return
    this.#told.push({ kind, title, text: statement?.kind === kind ? statement.text : words, ref, isDone: saysDone(state) })
  }

  #isThere({ kind, text, ref }: Told): boolean {
    if (ref !== '' && this.#ids.has(ref)) return true
    const key = `${kind} ${sameWords(withoutBrackets(text))}`
    return (this.#counts.get(key) ?? 0) > 0
  }

  #add({ kind, title, text, isDone }: Told): void {
    const heading = withoutNumber(title)
    const topic = this.#topics.find((known) => known.title === heading) ?? openTopic(heading)
    if (!this.#topics.includes(topic)) this.#topics.push(topic)
    topic.hasTalk = true
    topic.notes.push(paragraph(text))
    if (kind === 'resolution') topic.resolutions.push(this.#counted(kind, '', text))
    else topic.actions.push(readAction(this.#counted(kind, '', text), this.#options.names, { isDone }))
  }
}

function openTopic(title: string): OpenTopic {
  return { title, notes: [], resolutions: [], actions: [], hasTalk: false }
}

function closed({ title, notes, resolutions, actions }: OpenTopic): MinutesTopic {
  return { title, notes: listed(notes), resolutions, actions }
}

/** The tool says what it is; its own word before the text is not part of it. */
function marked(hint: 'resolution' | 'action' | 'proposal', text: string, statement: Statement | null): Statement | null {
  if (statement?.kind === hint) return statement
  // The words after it were struck out.
  if (/^[\p{L} ]{1,24}(?:#?\d+)?\s*[:：]?$/u.test(text) && readStatement(`${text.replace(/\s*[:：]?$/u, '')}: x`) !== null) return null
  if (hint === 'action') return { kind: 'action', text, isLoud: true, state: '' }
  return { kind: hint, text, isLoud: true }
}

function saysDone(state: string): boolean {
  return /done|closed|complete/.test(state)
}

function saysDropped(state: string): boolean {
  return /drop|withdrawn|cancel/.test(state)
}

/** Somebody said something: not a program, and not a scribe's command. */
function isTalk({ hint }: TextLine, text: string): boolean {
  const { speaker, words } = speakerOf(text)
  return (hint === 'speech' || hint === 'continuation') && !isBot(speaker) && fieldLine(words) === null
}

/** The first words that are not a name in brackets stand in bold. */
function isEmphasised(runs: readonly Run[]): boolean {
  const first = runs.find((run) => run !== 'break' && readStatement(`${run.text.replace(/^<.*>\s*/, '')} x`) !== null)
  return first !== undefined && first !== 'break' && first.marks.includes('bold')
}

function withoutBrackets(text: string): string {
  return text.replaceAll(/\[[^[\]]{0,300}\]/g, ' ')
}

function noteOf({ runs, isItem, hint }: TextLine): NoteBlock {
  if (isItem) return { kind: 'list', isOrdered: false, items: [[{ kind: 'paragraph', runs }]] }
  const isSaid = hint === 'resolution' || hint === 'action' || hint === 'proposal'
  return { kind: 'paragraph', runs: isSaid ? runs.map((run) => (run === 'break' || run.marks.includes('bold') ? run : { ...run, marks: [...run.marks, 'bold'] as const })) : runs }
}

/** Items that follow each other are one list. */
function listed(blocks: readonly NoteBlock[]): readonly NoteBlock[] {
  const joined: NoteBlock[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    if (block.kind === 'list' && last?.kind === 'list') joined[joined.length - 1] = { ...last, items: [...last.items, ...block.items] }
    else joined.push(block)
  }
  return joined
}
