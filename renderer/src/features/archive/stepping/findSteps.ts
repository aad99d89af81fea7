import { occurrences } from './foundPlaces.ts'

/** One of the places that somebody steps through in a record. */
export interface Step {
  /** `resolution/r1` */
  readonly place: string
  readonly element: HTMLElement
  /** The words; null where what was found is not on the page itself, such as a supporting department's name. */
  readonly range: Range | null
}

/** Every occurrence of the searched words in the found places of a drawn record, in reading order. */
export function findSteps(record: HTMLElement, found: ReadonlySet<string>, q: string): readonly Step[] {
  return [...record.querySelectorAll<HTMLElement>('[data-place]')].flatMap((element): readonly Step[] => {
    const place = element.dataset['place'] ?? ''
    if (!found.has(place)) return []
    const ranges = blocksOf(element).flatMap((block) => rangesIn(block, q))
    return ranges.length === 0 ? [{ place, element, range: null }] : ranges.map((range) => ({ place, element, range }))
  })
}

export function placeIn(record: HTMLElement, place: string): HTMLElement | null {
  return record.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`)
}

const INLINE = new Set(['STRONG', 'EM', 'S', 'U', 'CODE', 'SPAN', 'A', 'MARK'])

/** Text nodes that stand in one line of text: a word may begin in bold and end in plain. */
function blocksOf(element: HTMLElement): readonly (readonly Text[])[] {
  const blocks = new Map<Node, Text[]>()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    const block = blockOf(node)
    const texts = blocks.get(block)
    if (texts) texts.push(node)
    else blocks.set(block, [node])
  }
  return [...blocks.values()]
}

function blockOf(text: Text): Node {
  let block: Node = text
  while (block.parentElement && (block === text || INLINE.has(block.nodeName))) block = block.parentElement
  return block
}

function rangesIn(texts: readonly Text[], q: string): readonly Range[] {
  return occurrences(texts.map(({ data }) => data).join(''), q).map(([start, end]) => {
    const range = document.createRange()
    range.setStart(...pointAt(texts, start))
    range.setEnd(...pointAt(texts, end))
    return range
  })
}

function pointAt(texts: readonly Text[], at: number): [node: Text, offset: number] {
  let left = at
  for (const text of texts) {
    if (left <= text.length) return [text, left]
    left -= text.length
  }
  const last = texts.at(-1) ?? document.createTextNode('')
  return [last, last.length]
}
