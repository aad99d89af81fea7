import { expect, test, type TestContext } from 'vitest'
import { sample, SAMPLES_ABSENT } from '../../support/samples.ts'
import { precision, recall, scoreMinutes, type CorpusScore } from '../../support/scoreMinutes.ts'

test.for([['w3c_ccg'], ['w3c_jsonld']] as const)('[A9] %s: every date and person, every resolution and action, none invented', { timeout: 120_000 }, async ([corpus], context) => {
  const score = await scoreOf(corpus, 'pages', context)
  const { unread, wrongDates, resolutions, actions, topics, people } = score
  expect({ unread, wrongDates, invented: [resolutions, actions, topics, people].flatMap(({ invented }) => invented) }).toEqual({ unread: [], wrongDates: [], invented: [] })
  expect(recall(resolutions)).toBeGreaterThanOrEqual(0.95)
  expect(recall(actions)).toBeGreaterThanOrEqual(0.9)
  expect(Math.min(recall(topics), recall(people))).toBeGreaterThanOrEqual(0.98)
})

/** As other tools might have written the same pages, and as pages come that somebody edited by hand. */
const CHANGES: readonly (readonly [string, string, (html: string) => string])[] = [
  ['w3c_jsonld', 'without the summary', (html) => html.replaceAll(/<dt>(?:Topics|Resolutions|Action Items)<\/dt><dd>.*?<\/dd>/gs, '')],
  ['w3c_ccg', 'without classes', (html) => html.replaceAll(/ class="[^"]*"/g, '')],
  ['w3c_jsonld', 'without classes for what was decided, and without ids', (html) => html.replaceAll(/ class="(?:resolution|action|proposal)"| id="[^"]*"/g, '')],
  ['w3c_ccg', 'with nothing closed', (html) => html.replaceAll(/<\/(?:div|dd|dt|dl|li|ol|p)>/g, '')],
  ['w3c_jsonld', 'with paragraphs, in capitals', (html) => html.replaceAll(/<(\/?)(\w+)/g, (_, slash: string, tag: string) => `<${slash}${tag === 'div' ? 'P' : tag.toUpperCase()}`)],
]

test.for(CHANGES)('[A9] %s %s: the same is found', { timeout: 120_000 }, async ([corpus, , change], context) => {
  const { resolutions, actions, topics, people } = await scoreOf(corpus, 'pages', context, change)
  expect([resolutions, actions, topics, people].map(({ missed, invented }) => [...missed, ...invented])).toEqual([[], [], [], []])
})

test.for([['w3c_ccg'], ['w3c_jsonld']] as const)('[A9] %s from the raw logs alone: the same, but for what was corrected in the one and not in the other', { timeout: 120_000 }, async ([corpus], context) => {
  const { unread, resolutions, actions, topics } = await scoreOf(corpus, 'logs', context)
  expect({ unread, invented: actions.invented }).toEqual({ unread: [], invented: [] })
  expect(Math.min(recall(resolutions), recall(actions), recall(topics))).toBeGreaterThanOrEqual(0.95)
  expect(precision(resolutions)).toBeGreaterThanOrEqual(0.98)
})

async function scoreOf(corpus: string, from: 'pages' | 'logs', context: TestContext, change?: (html: string) => string): Promise<CorpusScore> {
  const [tar, gold] = [sample(`meetings_en/${corpus}_minutes.tar.gz`), sample(`meetings_en/${corpus}_minutes.gold.json`)]
  return tar === null || gold === null ? context.skip(SAMPLES_ABSENT) : scoreMinutes(tar, gold, from, change)
}
