import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { below, pick } from '../../test/support/seeded.ts'
import { sample } from '../../test/support/samples.ts'

/** Sentences that people wrote or said: laws and rules, round tables, parliament, working groups. */
export interface Corpus {
  readonly chinese: readonly string[]
  readonly english: readonly string[]
}

/** Null where the samples are absent. */
export function readCorpus(): Corpus | null {
  const [laws, rules] = ['local_regulations_chongqing_beijing', 'ministry_rules_and_admin_regulations'].map((name) => sample(`zh_texts/${name}.tar.gz`))
  const [tables, committee, product, jsonld] = ['meetings_zh/vcsum_short_dev.jsonl.gz', 'meetings_en/qmsum_committee_dev.jsonl.gz', 'meetings_en/qmsum_product_ami_val.jsonl.gz', 'meetings_en/w3c_jsonld_minutes.tar.gz'].map(sample)
  if (!laws || !rules || !tables || !committee || !product || !jsonld) return null
  const written = [laws, rules].flatMap((path) => filesIn(path, '.md')).flatMap((text) => text.split(/(?<=[。；])|\n+/))
  const spoken = linesOf<{ context: string[][] }>(tables).flatMap(({ context }) => context.flat())
  const said = [committee, product].flatMap((path) => linesOf<{ meeting_transcripts: { content: string }[] }>(path)).flatMap((meeting) => meeting.meeting_transcripts.map(({ content }) => content))
  const typed = filesIn(jsonld, '.log').flatMap((text) => text.split('\n')).map((line) => line.replace(/^[\d:]+ <[^>]+> /, ''))
  return { chinese: sentences([...written, ...spoken], 8, 200), english: sentences([...said.flatMap((text) => text.split(/(?<=[.?!]) /)), ...typed], 20, 300) }
}

/** 74 of 100 Chinese, 12 English, the others both, with numbers of documents and lines. */
export function someText({ chinese, english }: Corpus, random: () => number): string {
  const share = random()
  if (share < 0.74) return pick(random, chinese)
  if (share < 0.86) return pick(random, english)
  const words = pick(random, english).split(' ')
  const first = below(random, words.length)
  const piece = words.slice(first, first + 1 + below(random, 3)).join(' ')
  const [one, other] = [pick(random, chinese), pick(random, chinese)]
  return pick(random, [`${one.slice(0, 20)}${piece}${other}`, `${below(random, 30)}号线${one}`, `〔20${10 + below(random, 17)}〕${below(random, 400)}号：${one}`, `${one}（${piece}）`])
}

function sentences(texts: readonly string[], shortest: number, longest: number): readonly string[] {
  return [...new Set(texts.map((text) => text.replaceAll(/\s+/g, ' ').replace(/^[#>*\-\s]+/, '').trim()))].filter(({ length }) => length >= shortest && length <= longest)
}

function linesOf<T>(path: string): readonly T[] {
  return gunzipSync(readFileSync(path)).toString('utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}

/** Texts of the files in a tar archive whose names end so. */
function filesIn(path: string, ending: string): readonly string[] {
  const bytes = gunzipSync(readFileSync(path))
  const found: string[] = []
  const long = { name: '' }
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const field = (from: number, length: number): string => bytes.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 12), 8)
    const content = (): string => bytes.toString('utf8', at + 512, at + 512 + size)
    const type = field(156, 1)
    const name = long.name || field(0, 100)
    // GNU puts a name of more than 100 bytes into an entry of its own before.
    long.name = type === 'L' ? content().replace(/\0.*$/s, '') : ''
    if ((type === '0' || type === '') && name.endsWith(ending)) found.push(content())
    at += 512 + Math.ceil(size / 512) * 512
  }
  return found
}
