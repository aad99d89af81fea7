/** What the names of fields in the head of minutes mean, in the languages and habits that we know. */
export type Field =
  | 'title' | 'date' | 'place' | 'present' | 'regrets' | 'guests' | 'chair' | 'scribe' | 'organizer' | 'agenda' | 'recording' | 'topics' | 'resolutions' | 'actions'

const FIELD_WORDS: readonly (readonly [Field, RegExp])[] = [
  ['title', /^(?:meeting|title|会议名称|会议主题|名称|主题)$/i],
  ['date', /^(?:(?:meeting )?date|when|date and time|time|会议时间|会议日期|时间|日期|召开时间)$/i],
  ['place', /^(?:place|location|where|venue|会议地点|地点)$/i],
  ['present', /^(?:present|attendees?|participants?|attending|in attendance|attendance|who|出席|出席人员|出席人|参会|参会人员|参会人|参加人员|与会人员|与会者)$/i],
  ['regrets', /^(?:regrets?|absent|apologies|excused|缺席|请假|缺席人员|请假人员)$/i],
  ['guests', /^(?:guests?|observers?|列席|列席人员|列席人)$/i],
  ['chair', /^(?:chairs?|co-?chairs?|chaired by|moderator|facilitator|主持|主持人|会议主持)$/i],
  ['scribe', /^(?:scribes?|scribe\(s\)|scribenick|note ?takers?|minutes (?:by|taker)|secretary|recorder|记录|记录人|会议记录|记录员)$/i],
  ['organizer', /^(?:organi[sz]ers?)$/i],
  ['agenda', /^(?:agenda|议程)$/i],
  ['recording', /^(?:audio(?: log)?|video|recordings?|录音|录像)$/i],
  ['topics', /^(?:topics|contents?|table of contents|目录)$/i],
  ['resolutions', /^(?:(?:summary of )?(?:resolutions|decisions)(?: made| taken)?|决议|决定|会议决定|会议决议|决议事项|议定事项)$/i],
  ['actions', /^(?:(?:summary of )?(?:new )?(?:actions?|action items?|next steps|to-?dos?)|行动项|行动事项|待办|待办事项|后续工作|工作安排)$/i],
]

export function fieldOf(name: string): Field | null {
  const plain = withoutNumber(name).normalize('NFKC').replaceAll(/\s+/g, ' ').replace(/\s*:\s*$/, '').replaceAll('*', '').trim()
  return FIELD_WORDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

/** `Present: A, B` on a line of its own. */
export function fieldLine(text: string): { readonly name: string; readonly field: Field; readonly value: string } | null {
  const match = /^([\p{L}][\p{L}\p{N} ()-]{0,24})\s*[:：]\s*(.*)$/su.exec(text)
  if (!match) return null
  const [, name = '', value = ''] = match
  const field = fieldOf(name)
  return field ? { name: name.trim(), field, value: value.trim() } : null
}

/** `3. Action items` → `Action items` */
export function withoutNumber(heading: string): string {
  return heading.replace(/^\s*(?:\d{1,2}(?:\.\d{1,2})*[.、)]|[一二三四五六七八九十]{1,3}、)\s*/u, '')
}

/** Headings that order the page and are no topic of the meeting. */
export function isPageHeading(text: string): boolean {
  return /^(?:attendees?|attendance|participants|contents?:?|table of contents|meeting minutes|minutes|the minutes|会议纪要|会议记录|纪要|summary of issues|diagnostics.*|go back|目录|参会人员|与会人员|出席人员)$/i.test(
    withoutNumber(text).replaceAll(/\s+/g, ' ').trim(),
  )
}

/** A name or nickname of a program that takes part in chats, and repeats what people say. */
export function isBot(name: string): boolean {
  return /^(?:zakim|rrsagent|trackbot|ghurlbot|gb|github-bot|agendabot|xueyuanbot|voip[-\w]*|.*_?bot)$/i.test(name)
}

/** `[x] words`, as lists of things to do are ticked off. */
export function ticked(text: string): { readonly isTicked: boolean; readonly words: string } {
  const match = /^\[\s?(x?)\s?\]\s*(.*)$/is.exec(text)
  return match ? { isTicked: match[1] !== '', words: match[2] ?? '' } : { isTicked: false, words: text }
}

/** `<ana> words` as name and words. */
export function speakerOf(line: string): { readonly speaker: string; readonly words: string } {
  const match = /^<\s*([^<>]{1,60}?)\s*>\s*(.*)$/s.exec(line)
  return match ? { speaker: match[1] ?? '', words: match[2] ?? '' } : { speaker: '', words: line }
}

export type Statement =
  | { readonly kind: 'resolution'; readonly text: string; readonly isLoud: boolean }
  | { readonly kind: 'proposal'; readonly text: string; readonly isLoud: boolean }
  | { readonly kind: 'action'; readonly text: string; readonly isLoud: boolean; readonly state: string }

const RESOLUTION = /^(?:so\s+)?(RESOLUTION|RESOLVED|DECISION|DECIDED|AGREED|AGREEMENT|决议|决定|会议决定|会议决议|议定)(?:\s*#?\s*[\d.]{1,6})?\s*[:：]\s*(.+)$/isu
const PROPOSAL = /^(PROPOSAL|PROPOSED(?:\s+RESOLUTION)?|DRAFT RESOLUTION|STRAW\s?POLL|提议|建议决议)(?:\s*#?\s*[\d.]{1,6})?\s*[:：]\s*(.+)$/isu
const ACTION =
  /^(?:\[([a-z ]{3,12})\]\s*)?(ACTION(?:[ -]ITEM)?|TODO|行动项|行动|待办|待办事项)(?:\s*(?:#|-)?\s*\d{1,6})?\s*[:：]\s*(.+)$/isu
const OPEN_ACTION = /^(?:\[([a-z ]{3,12})\]\s*)?(ACTION)\s*-\s*\d{1,6}\s*(?:[-–—.]\s*)?(.+)$/su

/**
 * What a line resolves, proposes or charges somebody with, by the word it begins with. `isLoud` if that word is in
 * capitals or Chinese, as scribes write what counts: `Resolved: …` within talk may only be how somebody speaks.
 */
export function readStatement(line: string): Statement | null {
  const { speaker, words } = speakerOf(line)
  if (isBot(speaker)) return null
  const { isTicked, words: unticked } = ticked(words.replace(/^[-*•]\s+/, '').trim())
  const text = unticked
  const resolution = RESOLUTION.exec(text)
  if (resolution) return { kind: 'resolution', text: clean(resolution[2]), isLoud: isLoud(resolution[1]) }
  const proposal = PROPOSAL.exec(text)
  if (proposal) return { kind: 'proposal', text: clean(proposal[2]), isLoud: isLoud(proposal[1]) }
  const action = ACTION.exec(text) ?? OPEN_ACTION.exec(text)
  if (action) return { kind: 'action', text: clean(action[3]), isLoud: isLoud(action[2]), state: isTicked ? 'done' : (action[1] ?? '').toLowerCase() }
  return null
}

function isLoud(word = ''): boolean {
  return word === word.toUpperCase()
}

function clean(text = ''): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** For comparing two tellings of the same: letters and digits alone. */
export function sameWords(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
