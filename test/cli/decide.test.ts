import { expect, test } from 'vitest'
import { answerTo, decided, printed } from './decided.ts'

const VALUE = {
  options: ['扩建停车场', '共享车位', '维持现状'],
  criteria: [
    { id: '费用', weight: 3, direction: 'min', worst: 500, best: 0 },
    { id: '效果', weight: 5, direction: 'max', worst: 0, best: 10 },
    { id: '速度', weight: 2, direction: 'min', worst: 24, best: 0 },
  ],
  performance: [[400, 9, 18], [120, 6.5, 6], [0, 0, 0]],
}
const AHP = { items: ['a', 'b', 'c'], judgements: [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]] }
const FLOWS = {
  options: ['A', 'B', 'C'],
  criteria: [
    { id: 'x', weight: 1, direction: 'max', preference: 'usual' },
    { id: 'y', weight: 3, direction: 'min', preference: 'linear', indifference: 1, strict: 5 },
  ],
  performance: [[1, 10], [2, 7], [3, 10]],
}
const POSITIONS = {
  entitled: [{ id: '城管局' }, { id: '公安局' }, { id: '司法局', role: 'legal' }, { id: '街道' }],
  positions: [
    { department: '城管局', stance: 'support' },
    { department: '公安局', stance: 'conditional', conditions: [{ text: '增加警力', isResolved: true }] },
    { department: '司法局', stance: 'oppose', reason: '依据不足' },
  ],
  rule: {
    quorum: { numerator: 1, denominator: 2, operator: 'more-than' },
    minSupportShare: { numerator: 1, denominator: 2, operator: 'at-least' },
    of: 'entitled',
    conditionalCounts: 'asSupportWhenResolved',
    vetoRoles: [],
    chairDecides: false,
  },
}

/** The object with one field replaced, named as the command names it: `criteria[0].weight`. */
function changed(object: object, path: string, value: unknown): object {
  const copy = structuredClone(object) as Record<string, unknown>
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '')
  const holder = steps.slice(0, -1).reduce((found, step) => found[step] as Record<string, unknown>, copy)
  if (value === undefined) delete holder[steps.at(-1) ?? '']
  else holder[steps.at(-1) ?? ''] = value
  return copy
}

test('[C9] value: exactly the shape that is documented, and the default', async () => {
  const answer = await answerTo(VALUE)
  expect(answer).toEqual({
    scores: { 扩建停车场: expect.closeTo(56, 9), 共享车位: expect.closeTo(70.3, 9), 维持现状: expect.closeTo(50, 9) },
    ranking: [['共享车位'], ['扩建停车场'], ['维持现状']],
    // Costs: without them the car park is 25/7 ahead and doing nothing 275/7 behind; on costs alone 56 behind and 24 ahead.
    stability: { 费用: [expect.closeTo(25 / (25 + 7 * 56), 9), expect.closeTo(275 / (275 + 7 * 24), 9)], 效果: [expect.closeTo(0.273, 3), expect.closeTo(0.682, 3)], 速度: [0, expect.closeTo(0.558, 3)] },
    acceptability: Object.fromEntries(VALUE.options.map((option) => [option, [expect.any(Number), expect.any(Number), expect.any(Number)]])),
    dominated: [],
  })
  expect(await answerTo(VALUE, '--method', 'value')).toEqual(answer)
})

test('[C9] value: ties share a place, dominated ones are named, zero weights count the same', async () => {
  const criteria = ['x', 'y'].map((id) => ({ id, weight: 0, direction: 'max', worst: 0, best: 10 }))
  expect(await answerTo({ options: ['A', 'B', 'C'], criteria, performance: [[10, 0], [0, 10], [0, 0]] })).toMatchObject({
    scores: { A: 50, B: 50, C: 0 },
    ranking: [['A', 'B'], ['C']],
    stability: { x: [0.5, 0.5], y: [0.5, 0.5] },
    acceptability: { C: [0, 0, 1] },
    dominated: ['C'],
  })
})

test('[C9] value: a missing score is not made up: coverage and interval are given, and no place that is not sure', async () => {
  expect(await answerTo(changed(VALUE, 'performance[2][1]', null))).toMatchObject({
    scores: { 维持现状: expect.closeTo(100, 9) },
    ranking: [],
    stability: {},
    incomplete: { 维持现状: { coverage: 0.5, low: expect.closeTo(50, 9), high: expect.closeTo(100, 9) } },
    undecided: ['扩建停车场', '共享车位', '维持现状'],
  })
  expect(await answerTo(changed(VALUE, 'performance', [[null, null, null], [null, null, null], [null, null, null]]))).toMatchObject({ scores: { 扩建停车场: null }, ranking: [], dominated: [] })
})

test('[C9] value: one option, and gates that leave one', async () => {
  const alone = await answerTo({ ...VALUE, options: ['A'], performance: [[400, 9, 18]] })
  expect(alone).toMatchObject({ ranking: [['A']], stability: { 费用: [0, 1] }, acceptability: { A: [1] }, dominated: [] })
  const gates = [{ id: '预算', failures: [{ option: '扩建停车场', reason: '超预算' }, { option: '共享车位' }] }]
  expect(await answerTo({ ...VALUE, gates })).toEqual({
    scores: { 维持现状: 50 },
    ranking: [],
    stability: {},
    acceptability: {},
    dominated: [],
    failed: [{ option: '扩建停车场', gate: '预算', reason: '超预算' }, { option: '共享车位', gate: '预算', reason: '' }],
  })
})

test('[C9] value: the ends of a scale either way round; direction counts, and it is said', async () => {
  const turned = { ...VALUE, criteria: VALUE.criteria.map(({ worst, best, ...rest }) => ({ ...rest, worst: best, best: worst })) }
  expect(await decided(turned, '--json')).toEqual({ ...(await decided(VALUE, '--json')), said: expect.stringMatching(/^费用：.*direction counts\n效果：.*\n速度：.*\n$/) })
})

test('[C9] value: what to know before believing it stands on stderr, and stdout holds the answer alone', async () => {
  const criteria = ['x', 'y'].map((id) => ({ id, weight: 0, direction: 'max', worst: 0, best: 10 }))
  const { code, out, said } = await decided({ options: ['A', 'B'], criteria, performance: [[10, 5], [11, 5]] }, '--json')
  expect([code, Object.keys(JSON.parse(out) as object)]).toEqual([0, ['scores', 'ranking', 'stability', 'acceptability', 'dominated']])
  expect(said.split('\n').map((line) => line.split('    ')[1])).toEqual([
    'all weights are 0: every criterion counts the same',
    'lies beyond worst and best and counts as the end',
    'does not tell the options apart',
    'does not tell the options apart',
    undefined,
  ])
  expect((await decided({ ...VALUE, options: ['A'], performance: [[400, 9, 18]] })).said).toContain('there is no other option')
})

test('[C9] value: weights of departments: the draws stay between them', async () => {
  const departments = [{ id: '城管局', weights: [0, 1, 0] }, { id: '街道', weights: [1, 9, 0] }, { id: '观察', weights: [0, 0, 0] }]
  expect(await answerTo({ ...VALUE, departments })).toMatchObject({ acceptability: { 扩建停车场: [1, 0, 0] } })
})

test('[C9] value: the same file gives the same answer, to the bit', async () => {
  expect(await decided(VALUE, '--json')).toEqual(await decided(VALUE, '--json'))
})

test('[C9] value: names that JavaScript has uses for are names like any other', async () => {
  const options = ['__proto__', 'constructor', '1']
  const { out } = await decided({ ...VALUE, options }, '--json')
  expect(Object.keys((JSON.parse(out) as { readonly scores: object }).scores).toSorted()).toEqual(options.toSorted())
})

test('[C9] ahp: weights by item, λmax and ratio; half a table is enough; the worst triple if they contradict', async () => {
  const answer = await answerTo(AHP, '--method', 'ahp')
  expect(answer).toEqual({ weights: { a: expect.closeTo(0.648, 3), b: expect.closeTo(0.23, 3), c: expect.closeTo(0.122, 3) }, lambdaMax: expect.closeTo(3.0037, 4), consistencyRatio: expect.closeTo(0.0032, 4) })
  expect(await answerTo({ ...AHP, judgements: [[1, 3, 5], [null, 1, 2], [null, null, null]] }, '--method', 'ahp')).toEqual({
    weights: expect.any(Object),
    lambdaMax: expect.closeTo(answer['lambdaMax'] as number, 12),
    consistencyRatio: expect.closeTo(answer['consistencyRatio'] as number, 12),
  })
  expect(await answerTo({ ...AHP, judgements: [[1, 3, 1 / 5], [1 / 3, 1, 2], [5, 1 / 2, 1]] }, '--method', 'ahp')).toMatchObject({ worstTriple: { items: ['a', 'b', 'c'], implied: 6, stated: 0.2 } })
})

test('[C9] promethee2: flows by option and their order', async () => {
  expect(await answerTo(FLOWS, '--method', 'promethee2')).toEqual({
    netFlow: { A: expect.closeTo(-0.4375, 12), B: expect.closeTo(0.375, 12), C: expect.closeTo(0.0625, 12) },
    positiveFlow: { A: 0, B: expect.closeTo(0.5, 12), C: 0.25 },
    negativeFlow: { A: expect.closeTo(0.4375, 12), B: 0.125, C: expect.closeTo(0.1875, 12) },
    ranking: [['B'], ['C'], ['A']],
  })
})

test('[C9] kendall and consensus', async () => {
  expect([
    await answerTo({ ranks: [[1, 2, 3], [1, 2, 3], [2, 1, 3]] }, '--method', 'kendall'),
    await answerTo({ ranks: [[1, 1, 1], [1, 1, 1], [1, 1, 1]] }, '--method', 'kendall'),
    await answerTo({ counts: [5, 0, 0, 0, 5] }, '--method', 'consensus'),
    await answerTo({ counts: [0, 0] }, '--method', 'consensus'),
  ]).toEqual([
    { W: expect.closeTo(7 / 9, 12), chiSquare: expect.closeTo(14 / 3, 12) },
    { W: null, chiSquare: null },
    { consensus: 0, mean: 3 },
    { consensus: null, mean: null },
  ])
})

test('[C9] positions: the outcome with its reason, and who stands where', async () => {
  const needed = POSITIONS.rule.minSupportShare
  const count = { support: ['城管局'], conditional: ['公安局'], oppose: ['司法局'], abstain: [], recused: [], notStated: ['街道'], withOpenConditions: [], notEntitled: [] }
  expect(await answerTo(POSITIONS, '--method', 'positions')).toEqual({ outcome: 'passed-with-dissent', reason: { kind: 'dissent', supporting: 2, of: 4, needed, by: ['司法局'] }, ...count })
  expect(await answerTo(changed(POSITIONS, 'rule.vetoRoles', ['legal']), '--method', 'positions')).toEqual({ outcome: 'not-passed', reason: { kind: 'vetoed', by: ['司法局'] }, ...count })
  expect(await answerTo({ ...POSITIONS, present: ['城管局', '街道'] }, '--method', 'positions')).toMatchObject({ outcome: 'not-passed', reason: { kind: 'quorum-missing', present: 2, of: 4 } })
  expect(await answerTo(changed(POSITIONS, 'positions[0].stance', 'none'), '--method', 'positions')).toMatchObject({ outcome: 'not-passed', notStated: ['城管局', '街道'] })
})

test.each<[string, object, string, unknown]>([
  ['value', VALUE, 'options', undefined],
  ['value', VALUE, 'options', []],
  ['value', VALUE, 'options[2]', '共享车位'],
  ['value', VALUE, 'options[1]', 7],
  ['value', VALUE, 'criteria', []],
  ['value', VALUE, 'criteria[1].id', '费用'],
  ['value', VALUE, 'criteria[0].weight', -1],
  ['value', VALUE, 'criteria[2].weight', '2'],
  ['value', VALUE, 'criteria[2].weight', null],
  ['value', VALUE, 'criteria[1].direction', 'up'],
  ['value', VALUE, 'criteria[0].worst', undefined],
  ['value', VALUE, 'criteria[0].best', 500],
  ['value', VALUE, 'performance', [[1, 2, 3]]],
  ['value', VALUE, 'performance[1]', [1, 2]],
  ['value', VALUE, 'performance[1][2]', 'fast'],
  ['value', VALUE, 'gates', [{ id: 'x' }]],
  ['value', { ...VALUE, gates: [{ id: 'x', failures: [{ option: 'nobody' }] }] }, 'gates[0].failures[0].option', 'nobody'],
  ['value', { ...VALUE, departments: [{ id: 'd', weights: [1, 1, 1] }] }, 'departments[0].weights', [1, 2]],
  ['ahp', AHP, 'items[1]', 'a'],
  ['ahp', AHP, 'judgements[0]', [1, 3]],
  ['ahp', AHP, 'judgements[0][1]', 0],
  ['ahp', AHP, 'judgements[0][1]', -3],
  ['ahp', AHP, 'judgements[1][0]', 3],
  ['ahp', AHP, 'judgements[1][1]', 2],
  ['ahp', changed(AHP, 'judgements[2][0]', null), 'judgements[0][2]', null],
  ['promethee2', FLOWS, 'criteria[0].preference', 'gaussian'],
  ['promethee2', FLOWS, 'criteria[1].strict', undefined],
  ['promethee2', FLOWS, 'criteria[1].strict', 0.5],
  ['promethee2', FLOWS, 'criteria[1].indifference', -1],
  ['promethee2', FLOWS, 'performance[2][0]', null],
  ['kendall', { ranks: [[1, 2, 3], [1, 2, 3]] }, 'ranks[1]', [1, 2]],
  ['kendall', { ranks: [[1, 2, 3], [1, 2, 3]] }, 'ranks[1][0]', null],
  ['kendall', { ranks: [] }, 'ranks', []],
  ['consensus', { counts: [1, 2] }, 'counts[1]', -2],
  ['consensus', { counts: [1, 2] }, 'counts', [3]],
  ['positions', POSITIONS, 'positions[1].conditions', []],
  ['positions', POSITIONS, 'positions[2].reason', ' '],
  ['positions', POSITIONS, 'positions[1].department', '城管局'],
  ['positions', POSITIONS, 'positions[0].stance', 'yes'],
  ['positions', POSITIONS, 'rule.quorum', 0.5],
  ['positions', POSITIONS, 'rule.minSupportShare.numerator', 3],
  ['positions', POSITIONS, 'rule.of', 'present'],
])('[C9] %s: malformed input ends with 2 and names the field', async (method, input, path, value) => {
  const { code, out, said } = await decided(changed(input, path, value), '--method', method, '--json')
  expect([code, out]).toEqual([2, ''])
  expect(said.split('\n').filter((line) => line.startsWith(`${path}`) || line.startsWith(`${path}[`))).not.toEqual([])
})

test.each(['NaN', 'Infinity', '-Infinity', '1e999', '-1e999'])('[C9] a number that is none, %s, is named by its path, though JSON has no such thing', async (number) => {
  const text = JSON.stringify(VALUE).replace('[400,', `[${number},`)
  expect(await decided(text, '--json')).toEqual({ code: 2, out: '', said: expect.stringMatching(/^performance\[0\]\[0\]: /) })
})

test('[C9] scales and weights at the end of what numbers can hold', async () => {
  expect(await decided(changed(changed(VALUE, 'criteria[0].worst', 1e308), 'criteria[0].best', -1e308), '--json')).toMatchObject({ code: 2, said: expect.stringContaining('criteria[0].best: ') })
  const large = { ...VALUE, criteria: VALUE.criteria.map((criterion) => ({ ...criterion, weight: 1e308 })), performance: [[1e308, 9, 18], [-1e308, 6.5, 6], [0, 0, 0]] }
  expect(await answerTo(large)).toMatchObject({ scores: { 扩建停车场: expect.closeTo(115 / 3, 9), 共享车位: expect.closeTo(240 / 3, 9) } })
})

test('[C9] what is no JSON, no object or no file is said so', async () => {
  expect(await decided('{', '--json')).toEqual({ code: 2, out: '', said: expect.stringContaining('the file is not JSON') })
  expect(await decided('[]', '--json')).toEqual({ code: 2, out: '', said: expect.stringContaining('the whole file') })
  expect(await printed(['/nowhere/at/all.json', '--json'])).toEqual({ code: 1, out: '', said: expect.stringContaining("can't read") })
})

test('[C9] a file in another encoding is refused: its names would come back as others', async () => {
  // 方案 in GB 18030, as spreadsheets here write it.
  const inGb18030 = Buffer.from(JSON.stringify(VALUE).replaceAll('共享车位', '\xb7\xbd\xb0\xb8').replaceAll(/[^\0-\xff]/g, 'x'), 'latin1')
  for (const bytes of [inGb18030, Buffer.from(JSON.stringify(VALUE), 'utf16le')]) expect(await decided(bytes, '--json')).toEqual({ code: 2, out: '', said: expect.stringContaining('not in UTF-8') })
})

test('[C9] a byte order mark does no harm; a field that no method knows is mentioned', async () => {
  const { code, out, said } = await decided(`\uFEFF${JSON.stringify(changed(FLOWS, 'criteria[1].indiference', 2))}`, '--method', 'promethee2', '--json')
  expect([code, Object.keys(JSON.parse(out) as object), said]).toEqual([0, ['netFlow', 'positiveFlow', 'negativeFlow', 'ranking'], expect.stringContaining('criteria[1].indiference')])
})

test('[C9] wrong usage: 2, with how it goes', async () => {
  for (const args of [[], ['a', 'b'], ['--wrong']]) expect(await printed(args)).toEqual({ code: 2, out: '', said: expect.stringContaining('huishang decide FILE') })
  expect(await decided(VALUE, '--method', 'topsis')).toMatchObject({ code: 2, said: expect.stringContaining('no such method: topsis') })
  expect(await printed(['--help'])).toMatchObject({ code: 0, said: '', out: expect.stringContaining('docs/cli.md') })
})

test('[C9] in plain words: tables, and what to know before believing them', async () => {
  const gates = [{ id: '预算', failures: [{ option: '维持现状', reason: '不可行' }] }]
  const value = await decided({ ...VALUE, gates, departments: [{ id: '城管局', weights: [3, 5, 2] }], performance: [[400, 9, 18], [120, 6.5, 26], [0, 0, 0]] })
  expect(value).toEqual({
    code: 0,
    out: expect.stringMatching(/共享车位 +55\.3 +2[\s\S]*权重 weight[\s\S]*未通过 {4}fails 预算: 不可行/),
    said: '共享车位 / 速度：超出 worst 与 best 之间，按端点计    lies beyond worst and best and counts as the end\n扩建停车场 / 共享车位：差距不足以区分    too close to tell apart (0.70)\n',
  })
  const words: string[] = []
  const others = [[AHP, 'ahp'], [FLOWS, 'promethee2'], [{ ranks: [[1, 2, 3], [1, 2, 3], [2, 1, 3]] }, 'kendall'], [{ counts: [1, 1] }, 'consensus'], [POSITIONS, 'positions']] as const
  for (const [input, method] of others) words.push((await decided(input, '--method', method)).out)
  expect(words).toEqual([/λmax 3\.0037/, /B +0\.3750/, /W 0\.7778，χ² 4\.6667/, /too few for a figure \(n = 2\)/, /有保留意见 passed with dissent：支持 2\/4/].map((pattern) => expect.stringMatching(pattern)))
})
