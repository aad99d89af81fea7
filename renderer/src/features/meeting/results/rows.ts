/** px of a name on a chart, as large as what is said about the chart: read from the back of a room. */
export const SIZE = 16
export const LINE = 22
/** Of a row of which names stand beside. */
const ROW = 40
export const BAR = 24
const GAP = 12
/** Axis and margins. */
const FRAME = 48
/** Of the width, what names beside the bars may take. */
const SIDE_SHARE = 0.36
const MARGIN = 16

/** How the rows of a chart stand at a width. */
export interface Rows {
  /** Names with line breaks, each whole. */
  readonly names: readonly string[]
  /** px of the longest name above its bar; null where all names stand beside the bars, on one line. */
  readonly above: number | null
  /** px for a name beside. */
  readonly side: number
  /** px of the whole chart. */
  readonly height: number
}

/** Beside the bars where every name fits there on one line, else above them on as many lines as the longest needs: no name is cut. */
export function rowsAt(names: readonly string[], width: number): Rows {
  const side = Math.ceil(Math.max(0, ...names.map((name) => widthOf(name))))
  if (side <= width * SIDE_SHARE) return { names, above: null, side: side + GAP, height: names.length * ROW + FRAME }
  const lines = names.map((name) => wrapped(name, width - MARGIN))
  const most = Math.max(...lines.map(({ length }) => length))
  const above = LINE * most + 4
  // Shorter ones stand at their bars.
  return { names: lines.map((parts) => '\n'.repeat(most - parts.length) + parts.join('\n')), above, side: 0, height: names.length * (above + BAR + GAP) + FRAME }
}

/** px, rather too wide than too narrow: Chinese is as wide as it is high, the widest Latin letters nearly. */
export function widthOf(text: string, size = SIZE): number {
  let ems = 0
  for (const character of text) ems += WIDE.test(character) ? 1 : /[A-Z@%mwMW]/.test(character) ? 0.86 : 0.58
  return ems * size
}

const WIDE = /[^\u0000-\u02FF\u0370-\u04FF]/u // oxlint-disable-line no-control-regex -- Latin, Greek and Cyrillic with all that comes before them

/** Chinese breaks anywhere but before what closes, other words between each other. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = ['']
  for (const [piece] of text.matchAll(PIECES)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) lines.push(piece)
    else lines[lines.length - 1] = line + piece
  }
  return lines.map((line) => line.trim())
}

const CLOSING = '，。、；：？！）》”’」』】…'
const PIECES = new RegExp(`[^\\u0000-\\u02FF\\u0370-\\u04FF${CLOSING}][${CLOSING}]*|[\\u0000-\\u02FF\\u0370-\\u04FF${CLOSING}]+?(?:\\s+|(?=[^\\u0000-\\u02FF\\u0370-\\u04FF${CLOSING}])|$)`, 'gu')
