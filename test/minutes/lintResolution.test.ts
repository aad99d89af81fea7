import { expect, test } from 'vitest'
import { lintResolution, type LintedAction, type LintedResolution } from '../../shared/minutes/lintResolution.ts'

const DEPARTMENTS = ['城管局', '住建局', '区住建局', 'Urban Management', 'Housing Bureau']

function found(text: string, change: Partial<LintedResolution> = {}): readonly string[] {
  return lintResolution({ text, needsFollowUp: true, actions: [], departments: DEPARTMENTS, ...change }).map(({ kind, quote, actionId }) => [kind, quote, actionId].filter(Boolean).join(' '))
}

test('[C6] a resolution that says who, when and by what measure has nothing to complain of, in Chinese and English', () => {
  for (const text of [
    '由城管局牵头、住建局配合，3月底前完成建设路38家商户油烟净化器安装，安装率达到100%。',
    '城管局负责，20个工作日内全部清运完毕。',
    '住建局牵头，于二〇二六年四月十五日前拆除违建12处，市研究院、推进会办公室配合。',
    '城管局牵头，2026/4/30前38家全部安装；住建局配合，2026.5.31前复查。',
    '市研究院牵头，年内提交三份研究报告。',
    'Urban Management leads; all 38 stalls are inspected by 30/04/2026.',
    'Urban Management leads; all 38 grease filters are installed by 31 March 2026.',
    'The Housing Bureau is responsible: no more than 45 dB after 22:00, within 30 days.',
  ]) expect([text, ...found(text)]).toEqual([text])
})

test('[C6] what is missing of a resolution without actions is named, one by one', () => {
  expect([
    found('建设路油烟问题按会议意见办。'),
    found('城管局牵头办理建设路油烟问题。'),
    found('城管局牵头，3月底前办结。'),
    found('建设路油烟38家，3月底前装净化器。'),
    found('Filters are to be installed.'),
    found('Noted.', { needsFollowUp: false }),
    found(' \n'),
  ]).toEqual([
    ['lead-missing', 'date-missing', 'criterion-missing'],
    ['date-missing', 'criterion-missing'],
    ['criterion-missing'],
    ['lead-missing'],
    ['lead-missing', 'date-missing', 'criterion-missing'],
    [],
    [],
  ])
})

test('[C6] a date is no measure: 3月底前, within 30 days and 2026-04-01 do not say what will be there by then', () => {
  for (const text of ['城管局牵头，2026年4月1日前办结。', 'Urban Management leads, to be done within 30 days.', 'Urban Management leads, done by 2026-04-01.'])
    expect([text, ...found(text)]).toEqual([text, 'criterion-missing'])
})

test('[C6] with actions it is these that need lead, date and measure', () => {
  const whole: LintedAction = { id: 'a', task: '装净化器', leadDepartmentId: 'd1', dueOn: '2026-04-01', closingCriterion: '38家全部安装' }
  expect(found('按会议意见办。', { actions: [whole, { id: 'b', task: '巡查', leadDepartmentId: null, dueOn: null, closingCriterion: '效果明显' }] })).toEqual([
    'lead-missing b', 'date-missing b', 'criterion-missing b',
  ])
})

test('[C6] two leads are none: in one breath, in two clauses, known to the workspace or not', () => {
  const rest = '，3月底前38家全部完成。'
  expect([
    found(`由城管局、住建局牵头${rest}`),
    found(`城管局和区住建局共同牵头${rest}`),
    found(`市生态环境局和市市场监管局牵头${rest}`),
    found(`城管局牵头摸排，住建局牵头改造${rest}`),
    found(`由区住建局牵头${rest}`),
    found(`城管局牵头摸排，城管局牵头改造${rest}`),
    found(`牵头单位：城管局、住建局；时限：3月底；标准：38家全部完成`),
    found(`牵头单位：城管局；配合单位：住建局、区住建局；时限：3月底；标准：38家全部完成`),
    found(`城管局和住建局共同负责${rest}`),
    found(`城管局和市卫健委牵头${rest}`),
    found('Lead: Urban Management, Housing Bureau. All 38 by 31 March.'),
    found('Urban Management and Housing Bureau lead: all 38 by 31 March.'),
    found('Urban Management and the school co-lead: all 38 by 31 March.'),
  ]).toEqual([
    ['two-leads 由城管局、住建局牵头'],
    ['two-leads 城管局和区住建局共同牵头'],
    ['two-leads 市生态环境局和市市场监管局牵头'],
    ['two-leads 住建局牵头'],
    [],
    [],
    ['two-leads 牵头单位：城管局、住建局'],
    [],
    ['two-leads 城管局和住建局共同负责'],
    ['two-leads 城管局和市卫健委牵头'],
    ['two-leads Lead: Urban Management, Housing Bureau'],
    ['two-leads Urban Management and Housing Bureau lead'],
    ['two-leads Urban Management and the school co-lead'],
  ])
})

test('[C6] vague words are shown where they stand', () => {
  const text = '各部门要进一步加强巡查，尽快推进整治。'
  const findings = lintResolution({ text, needsFollowUp: false, actions: [], departments: [] })
  expect(findings.map(({ kind, start, end, quote }) => [kind, start, end, quote])).toEqual([
    ['vague-owner', 0, 3, '各部门'],
    ['vague-verb', 4, 7, '进一步'],
    ['vague-verb', 7, 9, '加强'],
    ['vague-time', 12, 14, '尽快'],
    ['vague-verb', 14, 16, '推进'],
  ])
  expect(findings.every(({ start, end, quote }) => text.slice(start, end) === quote)).toBe(true)
  expect(found('Relevant departments shall enhance patrols and consider a ban as soon as possible.', { needsFollowUp: false })).toEqual([
    'vague-owner Relevant departments', 'vague-verb enhance', 'vague-verb consider', 'vague-time as soon as possible',
  ])
})

test('[C6] a department whose own name reads like a list is one lead', () => {
  const departments = ['公安局和司法局办公室', '住房和城乡建设局']
  for (const text of departments.map((name) => `${name}牵头，3月底前38家全部完成。`)) expect(found(text, { departments })).toEqual([])
})
