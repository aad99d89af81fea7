import { runsOf } from './nativeGrams.ts'
import { normalise } from '../../shared/archive/search/normalise.ts'
import { below, pick, seeded } from '../../test/support/seeded.ts'

export interface BenchQuery {
  readonly group: string
  readonly q: string
}

const PER_GROUP = 34

/** Parts of texts that are there, ten groups of them; the same for the same texts. */
export function someQueries(texts: readonly string[]): readonly BenchQuery[] {
  const random = seeded(2_026)
  const find = (cut: (text: string) => string | null | undefined): string => {
    for (;;) {
      const found = cut(normalise(pick(random, texts)))
      if (found) return found
    }
  }
  const chinese = (length: number) => () => find((text) => part(random, pick(random, [...runsOf(text).filter(({ size }) => size === 2), { text: '' }]).text, length))
  const word = (): string => find((text) => pick(random, text.match(/(?<![a-z])[a-z]{4,}(?![a-z])/g) ?? ['']))
  const groups: Readonly<Record<string, () => string>> = {
    'Chinese, 1 character': chinese(1),
    'Chinese, 2': chinese(2),
    'Chinese, 3': chinese(3),
    'Chinese, 4': chinese(4),
    'Chinese, 6': chinese(6),
    'English word': word,
    'part of an English word': () => find(() => part(random, word(), 3)),
    'both scripts, digits': () => find((text) => /[a-z\d]{1,4}[\u4E00-\u9FFF]{1,3}|[\u4E00-\u9FFF]{1,3}[a-z\d]{1,4}/.exec(text)?.[0]),
    'with punctuation': () => find((text) => pick(random, text.match(/[\u4E00-\u9FFF]{2}[,。;:、()][\u4E00-\u9FFF]{2}/g) ?? [''])),
    'two terms': () => find((text) => {
      const runs = runsOf(text).filter(({ size, text: run }) => size === 2 && run.length > 3)
      return runs.length < 2 ? null : `${part(random, runs[0]?.text ?? '', 2)} ${part(random, runs.at(-1)?.text ?? '', 2)}`
    }),
  }
  return Object.entries(groups).flatMap(([group, make]) => Array.from({ length: PER_GROUP }, () => ({ group, q: make() })))
}

function part(random: () => number, text: string, length: number): string | null {
  const characters = [...text]
  if (characters.length < length) return null
  const at = below(random, characters.length - length + 1)
  return characters.slice(at, at + length).join('')
}
