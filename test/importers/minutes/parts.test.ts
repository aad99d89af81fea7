import { expect, test } from 'vitest'
import { decodeText } from '../../../electron/importers/minutes/decodeText.ts'
import { fileKind, groupFiles } from '../../../electron/importers/minutes/groupFiles.ts'
import { NameBook, nameList } from '../../../electron/importers/minutes/nameList.ts'
import { readTranscripts } from '../../../electron/importers/minutes/readTranscripts.ts'
import { blocksText } from '../../../electron/importers/noteBlocks.ts'

/** 会议决定 in GB 18030. */
const GB = [0xbb, 0xe1, 0xd2, 0xe9, 0xbe, 0xf6, 0xb6, 0xa8]

test.each([
  ['UTF-8', Buffer.from('会议决定'), '会议决定'],
  ['UTF-8 with its mark', Buffer.from('\ufeff会议决定'), '会议决定'],
  ['UTF-16, little end first', Buffer.from('\ufeff会议', 'utf16le'), '会议'],
  ['UTF-16, big end first', Buffer.from('\ufeff会议', 'utf16le').swap16(), '会议'],
  ['GB 18030 that nothing names', Buffer.from(GB), '会议决定'],
  ['GB 2312 that the page names', Buffer.from([...Buffer.from('<meta charset="gb2312">'), ...GB]), '<meta charset="gb2312">会议决定'],
  ['Latin 1 that the page names', Buffer.from('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">Lindström', 'latin1'), '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">Lindström'],
  ['Windows 1252 that nothing names', Buffer.from([...Buffer.from('Lindstr'), 0xf6, ...Buffer.from('m, \u0093so\u0094 ', 'latin1')]), 'Lindström, “so” '],
  ['Windows 1252 with few accents', Buffer.from('Jörg Müller', 'latin1'), 'Jörg Müller'],
  ['UTF-8 although the page names another', Buffer.from('<meta charset="ascii-x">会议'), '<meta charset="ascii-x">会议'],
  ['line ends of other systems and control characters', Buffer.from(`a\r\nb\rc\u0000\u0007d${' '.repeat(300)}`), `a\nb\ncd${' '.repeat(300)}`],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 4, 5]), null],
])('[A9] bytes as text: %s', (_, bytes, text) => {
  expect(decodeText(bytes)).toBe(text)
})

test('[A9] lists of names: telephones and nobody are no names, commas in brackets do not separate', () => {
  expect(nameList('Ana Lima, Ben (Roads, Bridges) and Cem; and Dora, +1.617.555.aaaa, [IPcaller], none, -')).toEqual(['Ana Lima', 'Ben (Roads, Bridges) and Cem', 'Dora'])
  expect(nameList('王芳、张伟，李明（城管局、二科）；无')).toEqual(['王芳', '张伟', '李明（城管局、二科）'])
})

test('[A9] nicknames find the full name, unless two could be meant', () => {
  const book = new NameBook(['Kim Hamilton Duffy', 'Gregg Kellogg', 'Dave Longley', 'Dave Lehn', 'Niklas Lindström'], new Map([['azaroth', 'Rob Sanderson'], ['kimhd', 'kimhd']]))
  const called = ['kim', 'kimhd', 'gkellogg', 'Kellogg', 'dlongley', 'Dave', 'niklasl', 'lindstrom', 'azaroth', 'Sandro']
  expect(called.map((name) => book.find(name))).toEqual([
    'Kim Hamilton Duffy', 'Kim Hamilton Duffy', 'Gregg Kellogg', 'Gregg Kellogg', 'Dave Longley', undefined, 'Niklas Lindström', 'Niklas Lindström', 'Rob Sanderson', undefined,
  ])
})

test('[A9] files of one meeting belong together: minutes with their log, the same in several forms once', () => {
  const names = [
    'w/2020-01-14/index.html', 'w/2020-01-14/irc.log', 'w/2020-01-14/README.md', 'w/2020-01-14/audio.ogg',
    'w/flat/12-harbour-minutes.html', 'w/flat/12-harbour-irc', 'w/flat/19-harbour-irc.txt', 'w/only/irc.log', 'w/notes/tram.txt', 'w/notes/bus.txt', 'w/a.jsonl.gz', 'w/b.jsonl',
  ]
  const groups = groupFiles(names.filter((name) => fileKind(name) !== 'other').map((name) => ({ name })))
  const shown = groups.map((group) => (group.kind === 'minutes' ? [group.main.name, group.log?.name ?? null, ...group.doubles.map(({ name }) => name)] : group.files.map(({ name }) => name)))
  expect(shown).toEqual([
    ['w/2020-01-14/index.html', 'w/2020-01-14/irc.log', 'w/2020-01-14/README.md'],
    ['w/a.jsonl.gz', 'w/b.jsonl'],
    ['w/flat/12-harbour-minutes.html', 'w/flat/12-harbour-irc'],
    ['w/flat/19-harbour-irc.txt', null],
    ['w/notes/bus.txt', null],
    ['w/notes/tram.txt', null],
    ['w/only/irc.log', null],
  ])
})

const SEGMENT = { av_num: 1, highlights: [], agenda: '噪声', discussion: '摘要文字', context: [['上周', '三十七件。'], ['好']], speaker: [1, 2] }
const QMSUM = {
  topic_list: [{ topic: 'Petitions', relevant_text_span: [['1', '1']] }, { topic: 'Debate', relevant_text_span: [['2', '3']] }],
  general_query_list: [{ query: 'Summarize.', answer: 'They met.' }],
  meeting_transcripts: [
    { speaker: 'Chair', content: 'Order .' },
    { speaker: 'Ana', content: 'A {vocalsound} petition' },
    { speaker: 'Ben', content: 'No' },
    { speaker: 'Chair', content: 'Adjourned' },
  ],
}

test('[A9] transcripts: segments and their summary are one meeting, turns stand under their topic, a bad line is named', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['long', { id: '13', summary: '总结，如下' }],
    ['short', { ...SEGMENT, id: '13_0' }],
    ['short', { ...SEGMENT, id: '13_1', agenda: '对策' }],
    ['long', { id: '14', summary: '只有总结。' }],
    ['english', QMSUM],
    ['english', { other: 'thing' }],
  ]
  const lines = rows.map(([file, value], index) => ({ file, line: index + 1, text: JSON.stringify(value) }))
  const { transcripts, problems } = readTranscripts([...lines, { file: 'english', line: 7, text: '{"cut' }, { file: 'english', line: 8, text: '' }])
  const shown = transcripts.map(({ record, file, minutes: { title, people, about, topics } }) => ({
    record,
    file,
    title,
    people: people.map(({ name }) => name),
    about: blocksText(about),
    topics: topics.map(({ title: topic, notes }) => [topic, blocksText(notes)]),
  }))
  expect({ shown, problems }).toEqual({
    shown: [
      {
        record: 'qmsum/5', file: 'english', title: 'Petitions; Debate', people: ['Chair', 'Ana', 'Ben'], about: 'Summarize. They met.',
        topics: [['Before the first topic', 'Chair: Order .'], ['Petitions', 'Ana: A petition'], ['Debate', 'Ben: No\nChair: Adjourned']],
      },
      {
        record: 'vcsum/13', file: 'short', title: '噪声；对策', people: ['发言人1', '发言人2'], about: '摘要：总结，如下',
        topics: [['噪声', '摘要：摘要文字\n发言人1: 上周三十七件。\n发言人2: 好'], ['对策', '摘要：摘要文字\n发言人1: 上周三十七件。\n发言人2: 好']],
      },
      { record: 'vcsum/14', file: 'long', title: '只有总结', people: [], about: '摘要：只有总结。', topics: [['只有总结', '']] },
    ],
    problems: [{ file: 'english', line: 6, reason: 'unknown-shape' }, { file: 'english', line: 7, reason: 'not-json' }],
  })
})
