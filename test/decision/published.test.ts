import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { answerTo } from '../cli/decided.ts'
import { sample, SAMPLES_ABSENT } from '../support/samples.ts'

/** A case as its file has it; each has the fields of its own method. */
interface PublishedCase {
  readonly id: string
  readonly [field: string]: unknown
}

type Numbers = readonly number[]
type Rows = readonly Numbers[]

const path = sample('mcda/cases_dev.json')
const cases = new Map<string, PublishedCase>()
beforeAll(async () => {
  if (path === null) return
  for (const found of JSON.parse(await readFile(path, 'utf8')) as readonly PublishedCase[]) cases.set(found.id, found)
})

function field<T>(id: string, name: string): T {
  const found = cases.get(id)
  if (found === undefined) throw new Error(`no such case: ${id}`)
  return found[name] as T
}

const expected = <T>(id: string, name: string): T => field<Record<string, T>>(id, 'expected')[name] as T

function rounded(numbers: Readonly<Record<string, number>>, digits: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, Number(number.toFixed(digits))]))
}

async function weightsOf(items: readonly string[], judgements: Rows): Promise<Readonly<Record<string, number>>> {
  return (await answerTo({ items, judgements }, '--method', 'ahp'))['weights'] as Readonly<Record<string, number>>
}

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `A${index + 1}`)

/** Scores of the case by `--method value`, in its own order, 0 to 1. */
async function scoresOf(id: string, ends: (column: Numbers, type: string) => { readonly worst: number; readonly best: number }, performance: Rows): Promise<Numbers> {
  const types = field<readonly string[]>(id, 'types')
  const criteria = field<Numbers>(id, 'weights').map((weight, j) => ({
    id: `c${j}`,
    weight,
    direction: types[j],
    ...ends(performance.map((row) => row[j] ?? Number.NaN), types[j] ?? ''),
  }))
  const options = names(performance.length)
  const scores = (await answerTo({ options, criteria, performance }))['scores'] as Readonly<Record<string, number>>
  return options.map((option) => (scores[option] ?? Number.NaN) / 100)
}

const digits = (numbers: Numbers, count: number): Numbers => numbers.map((number) => Number(number.toFixed(count)))

test('[C5][C9] AHP: the drinks of Saaty 2008, weights to four digits and the ratio to three', async ({ skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const id = 'ahp-drinks-saaty2008'
  const answer = await answerTo({ items: field(id, 'names'), judgements: field(id, 'pairwise') }, '--method', 'ahp')
  const weights = answer['weights'] as Readonly<Record<string, number>>
  expect([rounded(weights, 3), rounded(weights, 4), Number((answer['consistencyRatio'] as number).toFixed(3))]).toEqual([
    expected(id, 'weights_3dp'),
    expected(id, 'weights_4dp'),
    expected(id, 'consistency_ratio_saaty_RI'),
  ])
})

test('[C5][C9] AHP: the cities of Saaty 2005, from six sets of judgements', async ({ skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const id = 'ahp-cities-saaty2005'
  const alternatives = field<readonly string[]>(id, 'alternatives')
  const byCriterion = field<Record<string, Rows>>(id, 'alternative_pairwise')
  const criteria = await weightsOf(field(id, 'criteria_names'), field(id, 'criteria_pairwise'))
  const sums: Record<string, number> = Object.fromEntries(alternatives.map((name) => [name, 0]))
  for (const [criterion, weight] of Object.entries(criteria)) {
    const weights = await weightsOf(alternatives, byCriterion[criterion] ?? [])
    for (const name of alternatives) sums[name] = (sums[name] ?? 0) + weight * (weights[name] ?? Number.NaN)
  }
  const published = expected<Record<string, number>>(id, 'target_weights_4dp')
  // These were added up from rounded weights: the case says ±0.0005.
  const beyond = alternatives.filter((name) => !(Math.abs((sums[name] ?? Number.NaN) - (published[name] ?? Number.NaN)) <= 0.0005))
  expect(beyond).toEqual([])
})

test('[C5][C9] PROMETHEE II: net flows of Zhao, Peng and Li 2013', async ({ skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const id = 'promethee2-zhao2013'
  const performance = field<Rows>(id, 'matrix')
  const types = field<readonly string[]>(id, 'types')
  const criteria = field<Numbers>(id, 'weights').map((weight, j) => ({ id: `c${j}`, weight, direction: types[j], preference: 'usual' }))
  const answer = await answerTo({ options: names(performance.length), criteria, performance }, '--method', 'promethee2')
  const net = Object.values(answer['netFlow'] as Readonly<Record<string, number>>)
  expect([digits(net, 9), answer['ranking']]).toEqual([expected(id, 'net_flow'), [['A3'], ['A1'], ['A2']]])
})

test("[C5][C9] Kendall's W: Demšar 2006, as scipy, MATLAB and R have it", async ({ skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const id = 'kendallw-demsar2006'
  const items = field<Rows>(id, 'items_by_raters')
  const ranks = (items[0] ?? []).map((_, rater) => items.map((row) => row[rater]))
  const answer = await answerTo({ ranks }, '--method', 'kendall')
  expect(answer['W']).toBeCloseTo(expected<number>(id, 'kendall_W'), 10)
  expect(answer['chiSquare']).toBeCloseTo(expected<number>(id, 'friedman_chi2'), 12)
})

test('[C5][C9] weighted sum: Kracka, Brauers and Zavadskas 2010, once 1/x has been taken of what is to be small', async ({ skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const id = 'wsm-kracka2010'
  const types = field<readonly string[]>(id, 'types')
  // Its own scaling: shares of the column's sum, which are our values between 0 and that sum.
  const performance = field<Rows>(id, 'matrix').map((row) => row.map((entry, j) => (types[j] === 'min' ? 1 / entry : entry)))
  const options = names(performance.length)
  const criteria = field<Numbers>(id, 'weights').map((weight, j) => ({ id: `c${j}`, weight, direction: 'max', worst: 0, best: performance.reduce((sum, row) => sum + (row[j] ?? 0), 0) }))
  const answer = await answerTo({ options, criteria, performance })
  const scores = Object.values(answer['scores'] as Readonly<Record<string, number>>).map((score) => score / 100)
  const ranks = options.map((option) => (answer['ranking'] as readonly (readonly string[])[]).findIndex((place) => place.includes(option)) + 1)
  expect([digits(scores, 8), ranks]).toEqual([expected(id, 'score'), expected(id, 'rank')])
})

test.for(['vikor-opricovic2004', 'vikor-tzeng'])("[C5][C9] weighted sum: %s, whose S is 1 less the weighted value between the columns' ends", async (id, { skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const scores = await scoresOf(
    id,
    (column, type) => (type === 'max' ? { worst: Math.min(...column), best: Math.max(...column) } : { worst: Math.max(...column), best: Math.min(...column) }),
    field(id, 'matrix'),
  )
  expect(digits(scores.map((score) => 1 - score), 12)).toEqual(expected(id, 'S'))
})

test('[C5] every published case is either one of the above or of a method that is left out on purpose', ({ skip }) => {
  if (path === null) return skip(SAMPLES_ABSENT)
  const reproduced = ['ahp-drinks-saaty2008', 'ahp-cities-saaty2005', 'promethee2-zhao2013', 'kendallw-demsar2006', 'wsm-kracka2010', 'vikor-opricovic2004', 'vikor-tzeng']
  const leftOut = {
    // Their scales are made of the options at hand, or they multiply ratios to which a room can give no meaning.
    'no values between ends that were agreed': ['topsis-tzeng2011', 'topsis-opricovic2004', 'waspas-chakraborty2015-ex1', 'wpm-enwiki'],
    'weights from the spread of data, not from what people want': ['entropy-weights-elsayed2017', 'critic-weights-tus2019'],
    'an election; this is consultation': ['schulze-wiki45', 'borda-condorcet-tennessee', 'ranked-pairs-cycle'],
  }
  expect([...cases.keys()].toSorted()).toEqual([...reproduced, ...Object.values(leftOut).flat()].toSorted())
})
