import { HUES } from '../people/caretHue.ts'

/** What another window says of its person. It comes from strangers: nothing of it becomes markup or style. */
type Said = Readonly<Record<string, unknown>>

const LONGEST_NAME = 40

/** Another person's caret with their name, coloured by class: the page's content policy allows no style attributes. */
export function renderCaret(said: Said): HTMLElement {
  const caret = document.createElement('span')
  caret.className = `caret ${hueClass(said)}`
  const label = document.createElement('span')
  label.className = 'caret-name'
  label.textContent = nameOf(said)
  caret.append('\u2060', label, '\u2060')
  return caret
}

export function selectionAttributes(said: Said): Record<string, string> {
  return { class: `caret-selection ${hueClass(said)}` }
}

function hueClass({ hue }: Said): string {
  return `hue-${typeof hue === 'number' && Number.isInteger(hue) && hue >= 0 && hue < HUES ? hue : 0}`
}

function nameOf({ name }: Said): string {
  return typeof name === 'string' ? name.slice(0, LONGEST_NAME) : ''
}
