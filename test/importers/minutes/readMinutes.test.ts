import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minutes } from '../../../electron/importers/minutes/Minutes.ts'
import { readMinutes } from '../../../electron/importers/minutes/readMinutes.ts'
import { blocksText } from '../../../electron/importers/noteBlocks.ts'
import { CHINESE_MARKDOWN, CHINESE_TEXT, CONVERTED_MARKDOWN, ENGLISH_TEXT, LOG, SCRIBE_PERL, SCRIBE_SINCE_2019 } from './samples.ts'

function minutesOf(name: string, text: string, log: string | null = null): Minutes {
  const read = readMinutes({ name, text, log, isNamed: false })
  if (!read.ok) throw new Error(read.error.kind)
  return read.value.minutes
}

function page(body: string): string {
  return `<!DOCTYPE html><html><head><title>x</title></head><body><h1>Group</h1><h2>Minutes for 2020-01-14</h2>${body}</body></html>`
}

/** Everything but the notes. */
function decided({ title, startsAt, place, people, topics }: Minutes) {
  return {
    title,
    startsAt,
    place,
    people: people.map(({ name, department, role, status }) => [name, department, role, status].filter((part) => part !== null).join(', ')),
    topics: topics.map(({ title: topic, resolutions, actions }) => ({ topic, resolutions, actions })),
  }
}

/** Notices, or why it was refused. */
function said(name: string, text: string, isNamed: boolean): string {
  const read = readMinutes({ name, text, log: null, isNamed })
  return read.ok ? read.value.notices.join() : read.error.kind
}

function resolved(text: string): readonly string[] {
  return minutesOf('2020-01-14/index.html', text).topics.flatMap(({ resolutions }) => resolutions)
}

function charged(text: string) {
  return minutesOf('2020-01-14/index.html', text).topics.flatMap(({ actions }) => actions)
}

test('[A9] HTML of a scribe tool of the 2000s: a summary repeats what the text has, and adds what was done', () => {
  expect(decided(minutesOf('2009/03/12-harbour-minutes.html', SCRIBE_PERL))).toEqual({
    title: 'Harbour WG Teleconference',
    startsAt: '2009-03-12T00:00:00Z',
    place: '',
    people: ['Ana_Lima, chair, present', 'Ben Okoro, secretary, present', 'Cem_Kaya, delegate, leave'],
    topics: [
      { topic: 'Dredging', resolutions: ['dredge twice a year'], actions: [{ task: 'Ben to ask for tenders', owners: ['Ben Okoro'], dueOn: null, isDone: false }] },
      { topic: 'Lights', resolutions: [], actions: [] },
      { topic: 'Summary of Action Items', resolutions: [], actions: [{ task: 'Cem to paint the buoys', owners: ['Cem_Kaya'], dueOn: null, isDone: true }] },
    ],
  })
})

test('[A9] HTML of the tool since 2019: what is struck out or said by a program is not decided, a topic may be called Action items', () => {
  expect(decided(minutesOf('2022/05-harbour.html', SCRIBE_SINCE_2019))).toEqual({
    title: 'Harbour WG',
    startsAt: '2022-04-05T00:00:00Z',
    place: '',
    people: ['Ana Lima, chair, present', 'Ben Okoro, delegate, present', 'Dora Ek, secretary, present'],
    topics: [
      { topic: 'Before the first topic', resolutions: [], actions: [] },
      { topic: 'Action items', resolutions: [], actions: [] },
      {
        topic: 'Lights',
        resolutions: ['a second light on the north pier'],
        actions: [{ task: 'Ben and Dora to price the light (due 2022-04-19)', owners: ['Ben Okoro', 'Dora Ek'], dueOn: '2022-04-19', isDone: false }],
      },
      { topic: 'The red one', resolutions: [], actions: [] },
    ],
  })
})

test('[A9] what was said stands in the notes of its topic, struck words too; before the first topic in one of its own', () => {
  const { about, topics } = minutesOf('2022/05-harbour.html', SCRIBE_SINCE_2019)
  expect([blocksText(about), ...topics.map(({ notes }) => blocksText(notes))]).toEqual([
    'Chair: Ana Lima\nScribe: Dora Ek, dora',
    '<Dora> hello',
    'Ana: we have three open ones\n… one is mine',
    '<Ben_Okoro> PROPOSED RESOLUTION: a second light\nRESOLUTION: a second light on the north pier\nRESOLUTION: a third light\nACTION: Ben and Dora to price the light (due 2022-04-19)',
    '<gb> ACTION: something a bot repeats\nDora: it is broken dim\nMinutes manually created (not a transcript)',
  ])
})

test('[A9] Markdown that a converter made of a log', () => {
  expect(decided(minutesOf('minutes/telco.md', CONVERTED_MARKDOWN))).toEqual({
    title: 'Harbour Telco',
    startsAt: '2019-04-05T00:00:00Z',
    place: '',
    people: ['Ana Lima, chair, present', 'Ben Okoro, delegate, present', 'Dora Ek, secretary, present', 'Eva Noor, observer, in-attendance', 'Cem Kaya, delegate, leave'],
    topics: [
      { topic: 'Approve minutes of last call', resolutions: ['Approve minutes of last call'], actions: [] },
      { topic: 'Lights', resolutions: [], actions: [{ task: 'price the light (Ben Okoro)', owners: ['Ben Okoro'], dueOn: null, isDone: false }] },
    ],
  })
})

test('[A9] Chinese Markdown written by hand', () => {
  expect(decided(minutesOf('纪要/夜市.md', CHINESE_MARKDOWN))).toEqual({
    title: '夜市噪声联席会商纪要',
    startsAt: '2024-03-05T14:30:00+08:00',
    place: '市政务中心 302 会议室',
    people: ['李明, 城管局, chair, present', '王芳, secretary, present', '张伟, delegate, present', '赵六, observer, in-attendance'],
    topics: [
      {
        topic: '夜市噪声投诉情况',
        resolutions: ['二十二时以后停止使用扩音设备'],
        actions: [{ task: '张伟负责起草管理办法（截止 2024-03-20）', owners: ['张伟'], dueOn: '2024-03-20', isDone: false }],
      },
      { topic: '下一步', resolutions: ['下月复查'], actions: [] },
      { topic: '待办事项', resolutions: [], actions: [{ task: '王芳：公布投诉电话', owners: ['王芳'], dueOn: null, isDone: true }] },
    ],
  })
})

test('[A9] Chinese plain text: numbered lines are topics, numbered neighbours a list', () => {
  const minutes = minutesOf('纪要/电梯.txt', CHINESE_TEXT)
  expect({ ...decided(minutes), notes: minutes.topics.map(({ notes }) => blocksText(notes)) }).toEqual({
    title: '关于老旧小区加装电梯的会商纪要',
    startsAt: '2023-11-02T09:30:00+08:00',
    place: '住建局三楼',
    people: ['陈静, delegate, present', '刘洋, delegate, present', '孙丽, delegate, present', '周强, delegate, leave'],
    topics: [
      { topic: '资金来源', resolutions: ['区财政补足缺口'], actions: [] },
      { topic: '居民意见', resolutions: [], actions: [{ task: '刘洋：逐户走访（截止2023-12-01）', owners: ['刘洋'], dueOn: '2023-12-01', isDone: false }] },
    ],
    notes: ['陈静：市级补贴不够。\n会议决定：区财政补足缺口', '低层住户反对\n需要逐户征求意见\n行动：刘洋：逐户走访（截止2023-12-01）'],
  })
})

test('[A9] English plain text: lists of decisions and actions', () => {
  expect(decided(minutesOf('notes/tram.txt', ENGLISH_TEXT))).toEqual({
    title: 'Tram line 5: monthly coordination',
    startsAt: '2021-10-07T14:00:00Z',
    place: '',
    people: ['Ana Lima, delegate, present', 'Ben Okoro (Roads, Bridges), delegate, present', 'Dora Ek, delegate, present'],
    topics: [
      { topic: 'Track works', resolutions: ['Close the crossing in week 42.'], actions: [] },
      { topic: 'Decisions', resolutions: ['Reopen on 25 October.'], actions: [] },
      {
        topic: 'Action items',
        resolutions: [],
        actions: [
          { task: 'Ben Okoro to inform the residents by 2021-10-15', owners: ['Ben Okoro (Roads, Bridges)'], dueOn: '2021-10-15', isDone: false },
          { task: 'Respond to the fire brigade', owners: [], dueOn: null, isDone: false },
        ],
      },
    ],
  })
})

test('[A9] a raw log alone: commands, corrections, the scribe telling what others say, programs left out', () => {
  const minutes = minutesOf('2011-04-08/irc.log', LOG)
  expect({ ...decided(minutes), notes: minutes.topics.map(({ notes }) => blocksText(notes)) }).toEqual({
    title: 'Harbour WG',
    startsAt: '2011-04-08T00:00:00Z',
    place: '',
    people: ['Ana Lima, chair, present', 'ben, delegate, present', 'Dora Ek, secretary, present'],
    topics: [
      { topic: 'Dredging', resolutions: ['dredge twice a year'], actions: [{ task: 'ben to ask for tenders', owners: ['ben'], dueOn: null, isDone: false }] },
      { topic: 'Where the mud goes', resolutions: [], actions: [] },
    ],
    notes: [
      'ana: the channel silts up\n... every spring\nPROPOSED: dredge thrice a year\nben: +1\nRESOLVED: dredge twice a year\nACTION: ben to ask for tenders',
      'ben: see https://example.org/mud',
    ],
  })
})

test.each([
  ['in capitals', '<p>RESOLVED: go</p>', ['go']],
  ['numbered', '<p>RESOLUTION #12: go</p>', ['go']],
  ['with so before it', '<p>SO RESOLVED: go</p>', ['go']],
  ['in bold', '<p><b>Resolution:</b> go</p>', ['go']],
  ['by class', '<p class="resolution">go</p>', ['go']],
  ['by class within the line', '<p>&lt;ana&gt; <strong class="resolution">RESOLUTION: go</strong></p>', ['go']],
  ['over two lines of one block', '<p><b>RESOLUTION:</b> go<br>away</p>', ['go']],
  ['as talk', '<p>ana: resolved: my doubts</p>', []],
  ['in lower case', '<p>Resolved: my doubts</p>', []],
  ['proposed', '<p><b>PROPOSED RESOLUTION:</b> go</p><p>PROPOSAL: go</p>', []],
  ['struck out', '<p class="resolution"><del>RESOLUTION: go</del></p>', []],
  ['in part struck out', '<p class="resolution">RESOLUTION: go <s>now</s> later</p>', ['go later']],
  ['hidden', '<p style="display:none">RESOLVED: go</p>', []],
  ['by a program', '<p>&lt;RRSAgent&gt; RESOLVED: go</p>', []],
  ['by words, on a page that says by classes what a line is', '<div class="comment"><span class="name">Ana</span>: RESOLVED: go</div>', []],
])('[A9] a resolution %s', (_, body, expected) => {
  expect(resolved(page(body))).toEqual(expected)
})

test.each([
  ['Ana to write', ['Ana Lima'], 'Ana to write'],
  ['alima and Ben to write', ['Ana Lima', 'Ben Okoro'], 'alima and Ben to write'],
  ['@alima to write', ['Ana Lima'], '@alima to write'],
  ['Ana Lima: write', ['Ana Lima'], 'Ana Lima: write'],
  ['Sandro to ask legal', ['Sandro'], 'Sandro to ask legal'],
  ['chairs to ask legal', ['chairs'], 'chairs to ask legal'],
  ['Respond to David', [], 'Respond to David'],
  ['Write e-mail to the group', [], 'Write e-mail to the group'],
  ['issue a correction to the list', [], 'issue a correction to the list'],
  ['write [on Ana Lima - due 2020-02-01]', ['Ana Lima'], 'write'],
  ['Ana to write [recorded in http://example.org/x]', ['Ana Lima'], 'Ana to write'],
])('[A9] who is to do "%s"', (words, owners, task) => {
  const [action] = charged(page(`<dl><dt>Present</dt><dd>Ana Lima, Ben Okoro</dd></dl><p>ACTION: ${words}</p>`))
  expect({ owners: action?.owners, task: action?.task }).toEqual({ owners, task })
})

test.each([
  ['ACTION-123: Ana to write', 'Ana to write'],
  ['ACTION-123 - Ana to write', 'Ana to write'],
  ['ACTION #3: Ana to write', 'Ana to write'],
  ['Action item: Ana to write', undefined],
  ['<b>Action item:</b> Ana to write', 'Ana to write'],
  ['[DROPPED] ACTION: Ana to write', undefined],
])('[A9] %s', (words, task) => {
  expect(charged(page(`<p>${words}</p>`))[0]?.task).toBe(task)
})

test.each([
  ['Minutes for 2011-7-26', '2011-07-26'],
  ['12 March 2021', '2021-03-12'],
  ['March 12th, 2021', '2021-03-12'],
  ['Tuesday, 12-Mar-2009', '2009-03-12'],
  ['2024年3月5日', '2024-03-05'],
  ['二〇二四年十二月三十一日', '2024-12-31'],
])('[A9] held on %s', (written, day) => {
  expect(minutesOf('x/index.html', `<h1>Group</h1><h2>${written}</h2><dl><dt>Present</dt><dd>Ana</dd></dl><p>hello</p>`).startsAt?.slice(0, 10)).toBe(day)
})

test('[A9] without a date in the text the path has it, else the log, which also tells the time', () => {
  const html = '<h1>Group</h1><dl><dt>Present</dt><dd>Ana</dd></dl>'
  const log = '[2020-01-14T17:05:12.762Z]\t<ana>\thello'
  expect([
    minutesOf('2020-01-14-group/index.html', html).startsAt,
    minutesOf('2020/01/14-minutes.html', html).startsAt,
    minutesOf('group/index.html', html, log).startsAt,
    minutesOf('2020-01-14/index.html', html, log).startsAt,
    minutesOf('2020-01-15/index.html', html, log).startsAt,
  ]).toEqual(['2020-01-14T00:00:00Z', '2020-01-14T00:00:00Z', '2020-01-14T17:05:12.000Z', '2020-01-14T17:05:12.000Z', '2020-01-15T00:00:00Z'])
})

test('[A9] what is no minutes, or has no date, is said; a file that was named is read all the same', () => {
  expect([
    said('site/index.html', '<h1>Our group</h1><p>We met on 2020-01-14.</p>', false),
    said('site/about.md', '# About\nWe meet weekly.', false),
    said('site/about.md', '# About\nWe meet weekly.', true),
    said('site/empty.txt', ' \n ', true),
    said('2020-01-15/minutes.md', '# Group\nDate: 2020-01-14\n\ntext', false),
  ]).toEqual(['not-minutes', 'date-missing', 'start-missing', 'empty', 'date-differs-from-name'])
})

test('[A9] damaged pages are read as far as they go: cut off, with letters lost, nested without end', { timeout: 60_000 }, () => {
  const damage = fc.tuple(fc.constantFrom(SCRIBE_PERL, SCRIBE_SINCE_2019), fc.nat(8000), fc.nat(40), fc.string({ maxLength: 6 }))
  fc.assert(
    fc.property(damage, ([text, at, length, instead]) => {
      for (const broken of [text.slice(0, at), text.slice(0, at) + instead + text.slice(at + length)]) readMinutes({ name: 'a/2020-01-01.html', text: broken, log: broken, isNamed: true })
      return true
    }),
    { numRuns: 60 },
  )
  const deep = minutesOf('2020-01-14/index.html', page(`<p>ACTION: Ana to write</p>${'<div><i>'.repeat(20_000)}deep`))
  expect(decided(deep).topics).toEqual([{ topic: 'Group', resolutions: [], actions: [{ task: 'Ana to write', owners: ['Ana'], dueOn: null, isDone: false }] }])
})
