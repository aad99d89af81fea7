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

test.for([['w3c_ccg'], ['w3c_jsonld']] as const)('[A9] %s from the raw logs alone: the same, but for what was corrected in the one and not in the other', { timeout: 120_000 }, async ([corpus], context) => {
  const { unread, resolutions, actions, topics } = await scoreOf(corpus, 'logs', context)
  expect({ unread, invented: actions.invented }).toEqual({ unread: [], invented: [] })
  expect(Math.min(recall(resolutions), recall(actions), recall(topics))).toBeGreaterThanOrEqual(0.95)
  expect(precision(resolutions)).toBeGreaterThanOrEqual(0.98)
})

async function scoreOf(corpus: string, from: 'pages' | 'logs', context: TestContext): Promise<CorpusScore> {
  const [tar, gold] = [sample(`meetings_en/${corpus}_minutes.tar.gz`), sample(`meetings_en/${corpus}_minutes.gold.json`)]
  return tar === null || gold === null ? context.skip(SAMPLES_ABSENT) : scoreMinutes(tar, gold, from)
}
