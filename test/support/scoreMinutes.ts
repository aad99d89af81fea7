import { readFileSync } from 'node:fs'
import { openMinuteFiles, type MinuteFile } from '../../electron/cli/minuteFiles.ts'
import { decodeText } from '../../electron/importers/minutes/decodeText.ts'
import { groupFiles } from '../../electron/importers/minutes/groupFiles.ts'
import type { Minutes } from '../../electron/importers/minutes/Minutes.ts'
import { readMinutes } from '../../electron/importers/minutes/readMinutes.ts'
import { sameWords } from '../../electron/importers/minutes/words.ts'

/** One meeting as its published summary and its highlighted lines tell it. */
interface Gold {
  readonly file: string
  readonly date: string
  readonly title: string | null
  readonly present: readonly string[]
  readonly topics: readonly string[]
  readonly resolutions: readonly string[]
  readonly actions: readonly string[]
  readonly body_resolutions: readonly string[]
  readonly body_actions: readonly string[]
}

export interface Score {
  readonly wanted: number
  readonly found: number
  readonly invented: readonly string[]
  readonly missed: readonly string[]
}

export interface CorpusScore {
  readonly meetings: number
  readonly unread: readonly string[]
  readonly wrongDates: readonly string[]
  readonly resolutions: Score
  readonly actions: Score
  readonly topics: Score
  readonly people: Score
}

/**
 * What the importer finds in a corpus of published minutes, against its gold file: the union of what the summaries and
 * the highlighted lines say. Texts are compared by their letters and digits.
 * @param from `pages` reads the HTML beside its log; `logs` gives the importer the raw logs alone.
 * @param change what is done to every text before it is read.
 */
export async function scoreMinutes(tar: string, goldFile: string, from: 'pages' | 'logs', change: (text: string) => string = (text) => text): Promise<CorpusScore> {
  const gold = JSON.parse(readFileSync(goldFile, 'utf8')) as readonly Gold[]
  const opened = await openMinuteFiles(tar)
  if (!opened.ok) throw new Error(`cannot read ${tar}`)
  try {
    const read = await readAll(opened.value.files.filter(({ name }) => from === 'pages' || name.endsWith('irc.log')), change)
    const pairs = gold.map((meeting) => ({ meeting, minutes: read.get(meeting.file.slice(0, meeting.file.lastIndexOf('/'))) }))
    const told = pairs.flatMap(({ meeting, minutes }) => (minutes ? [{ meeting, minutes }] : []))
    const score = (wanted: (meeting: Gold) => readonly string[], found: (minutes: Minutes) => readonly string[], isAsked: (meeting: Gold) => boolean = () => true): Score =>
      sum(pairs.filter(({ meeting }) => isAsked(meeting)).map(({ meeting, minutes }) => compare(meeting.file, wanted(meeting), minutes ? found(minutes) : [])))
    return {
      meetings: gold.length,
      unread: pairs.filter(({ minutes }) => !minutes).map(({ meeting }) => meeting.file),
      wrongDates: told.filter(({ meeting, minutes }) => minutes.startsAt?.slice(0, 10) !== padded(meeting.date)).map(({ meeting, minutes }) => `${meeting.file}: ${minutes.startsAt}`),
      resolutions: score(({ resolutions, body_resolutions: body }) => [...resolutions, ...body.map(bare)], ({ topics }) => topics.flatMap(({ resolutions }) => resolutions)),
      actions: score(({ actions, body_actions: body }) => [...actions, ...body.map(bare)], ({ topics }) => topics.flatMap(({ actions }) => actions.map(({ task }) => task))),
      // Early summaries list no topics though the text has them: those meetings say nothing either way.
      topics: score(({ topics }) => topics, ({ topics }) => topics.map(({ title }) => title).filter((title) => title !== 'Before the first topic'), ({ topics }) => topics.length > 0),
      people: score(({ present }) => present, ({ people }) => people.filter(({ status }) => status === 'present').map(({ name }) => name)),
    }
  } finally {
    await opened.value.close()
  }
}

async function readAll(files: readonly MinuteFile[], change: (text: string) => string): Promise<ReadonlyMap<string, Minutes>> {
  const read = new Map<string, Minutes>()
  for (const group of groupFiles(files)) {
    if (group.kind !== 'minutes') continue
    const { main, log } = group
    const [text, logText] = [decodeText(await main.read()), log && decodeText(await log.read())]
    const minutes = readMinutes({ name: main.name, text: change(text ?? ''), log: logText, isNamed: false })
    // Without the tar file's own name and the page's.
    if (minutes.ok) read.set(main.name.split('/').slice(1, -1).join('/'), minutes.value.minutes)
  }
  return read
}

function compare(file: string, wanted: readonly string[], found: readonly string[]): Score {
  const [want, have] = [new Map(wanted.map((text) => [sameWords(text), text])), new Map(found.map((text) => [sameWords(text), text]))]
  const missed = [...want].filter(([key]) => !have.has(key)).map(([, text]) => `${file}: ${text}`)
  const invented = [...have].filter(([key]) => !want.has(key)).map(([, text]) => `${file}: ${text}`)
  return { wanted: want.size, found: want.size - missed.length, invented, missed }
}

function sum(scores: readonly Score[]): Score {
  return {
    wanted: scores.reduce((all, { wanted }) => all + wanted, 0),
    found: scores.reduce((all, { found }) => all + found, 0),
    invented: scores.flatMap(({ invented }) => invented),
    missed: scores.flatMap(({ missed }) => missed),
  }
}

export function recall({ wanted, found }: Score): number {
  return wanted === 0 ? 1 : found / wanted
}

export function precision({ found, invented }: Score): number {
  return found + invented.length === 0 ? 1 : found / (found + invented.length)
}

/** `RESOLUTION: Drop it` → `Drop it` */
function bare(line: string): string {
  return line.replace(/^[A-Z]+:\s*/, '')
}

/** The corpus writes `2011-7-26` too. */
function padded(date: string): string {
  return date.split('-').map((part) => part.padStart(2, '0')).join('-')
}
