/** Rows below their headings, in columns of even width; figures stand to the right. */
export function columns([headings = [], ...rows]: readonly (readonly string[])[]): string {
  const table = [headings, ...rows].map((row) => row.map((cell) => cell.replaceAll(/\p{Cc}/gu, ' ')))
  const shape = headings.map((_, at) => ({ width: Math.max(...table.map((row) => widthOf(row[at] ?? ''))), areFigures: rows.every((row) => /^[-\d.%=–—]*$/.test(row[at] ?? '')) }))
  return table.map((row) => `${shape.map(({ width, areFigures }, at) => padded(row[at] ?? '', width, areFigures)).join('  ').trimEnd()}\n`).join('')
}

/** Columns of a terminal: characters of East Asian scripts and full width take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u.test(character) ? 2 : 1), 0)
}

function padded(cell: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(width - widthOf(cell))
  return toTheRight ? space + cell : cell + space
}
