/** Names from `A, B and C`, `张三、李四`; commas within brackets do not separate. Places of telephones are no names. */
export function nameList(text: string): readonly string[] {
  return splitOutsideBrackets(text)
    .flatMap((part) => (/[()（）]/u.test(part) ? [part] : part.split(/\s+(?:and|&)\s+/i)))
    .map((name) => name.trim().replace(/^(?:(?:and|&)\s+|以及)/i, '').replaceAll(/\s+/g, ' ').replace(/[。.；;]+$/u, (end) => (end.startsWith('.') ? '.' : '')).trim())
    .filter((name) => name.length > 1 || /\p{Script=Han}/u.test(name))
    .filter((name) => !/^(?:none|n\/a|nobody|tbd|无|暂无|-+|\(no one\)|\(none\)|see .*)$/i.test(name) && !/^(?:\+?[\d.\s?]{4,}[a-z]{0,4}|\[.*\]|\?\?p\d+|.*\[ipcaller\].*)$/i.test(name))
}

function splitOutsideBrackets(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const character of text) {
    if ('(（[【'.includes(character)) depth++
    if (')）]】'.includes(character)) depth = Math.max(0, depth - 1)
    if (depth === 0 && ',;，；、\n'.includes(character)) {
      parts.push(part)
      part = ''
    } else part += character
  }
  return [...parts, part]
}

/** Finds the full name that a nickname, a first name or an initial with the last name stands for. */
export class NameBook {
  readonly #names: readonly string[]
  readonly #byKey = new Map<string, string | null>()

  constructor(names: readonly string[], nicknames: ReadonlyMap<string, string> = new Map()) {
    this.#names = names
    for (const name of names) for (const key of keysOf(name)) this.#add(key, name)
    // Who only gave a nickname may still be found by it among the names.
    for (const [nickname, name] of nicknames) if (keyOf(nickname) !== keyOf(name)) this.#byKey.set(keyOf(nickname), name)
  }

  /** The full name, or undefined for somebody who is not in the book, or who could be two. */
  find(called: string): string | undefined {
    const key = keyOf(called)
    return this.#names.find((name) => keyOf(name) === key) ?? this.#byKey.get(key) ?? undefined
  }

  #add(key: string, name: string): void {
    const known = this.#byKey.get(key)
    // Two people of the same first name: neither is meant for sure.
    this.#byKey.set(key, known === undefined || known === name ? name : null)
  }
}

function keyOf(name: string): string {
  return name.normalize('NFKD').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** Of `Kim Hamilton Duffy`: kim, duffy, kduffy, kimd, kimhd, khd. */
function keysOf(name: string): readonly string[] {
  const words = name.normalize('NFKC').replaceAll(/\(.*?\)|_/g, ' ').split(/[\s.]+/).map(keyOf).filter((word) => word !== '' && word !== 'jr')
  const [first = '', ...others] = words
  const last = others.at(-1) ?? ''
  if (last === '') return first === '' ? [] : [first]
  const initials = others.map((word) => word.charAt(0)).join('')
  return [first, last, `${first.charAt(0)}${last}`, `${first}${last.charAt(0)}`, `${first}${initials}`, `${first.charAt(0)}${initials}`, words.join('')].filter((key) => key.length > 1)
}
