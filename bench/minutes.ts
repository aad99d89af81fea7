import { precision, recall, scoreMinutes, type Score } from '../test/support/scoreMinutes.ts'
import { sample } from '../test/support/samples.ts'
import type { BenchRow } from './support/printRows.mjs'

const CORPORA = ['w3c_ccg', 'w3c_jsonld']

/** How much of published minutes the importer finds, and how much it makes up, against what the publishers' summaries say. */
export async function measureMinutes(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const from of ['pages', 'logs'] as const)
    for (const corpus of CORPORA) {
      const [tar, gold] = [sample(`meetings_en/${corpus}_minutes.tar.gz`), sample(`meetings_en/${corpus}_minutes.gold.json`)]
      if (tar === null || gold === null) return []
      const { meetings, resolutions, actions, topics, people } = await scoreMinutes(tar, gold, from)
      const scores = { resolutions, actions, topics, ...(from === 'pages' && { people }) }
      for (const [what, score] of Object.entries(scores)) rows.push(...rowsOf(`${corpus}, ${meetings} meetings, from ${from}: ${what}`, score))
    }
  return rows
}

function rowsOf(name: string, score: Score): readonly BenchRow[] {
  const note = `${score.found} of ${score.wanted}, ${score.invented.length} that are not there`
  return [
    { name: `${name}, recall`, value: recall(score) * 100, unit: '%', note },
    { name: `${name}, precision`, value: precision(score) * 100, unit: '%' },
  ]
}
