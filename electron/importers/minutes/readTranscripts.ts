import { z } from 'zod'
import { paragraph, type NoteBlock } from '../noteBlocks.ts'
import type { Minutes, MinutesTopic } from './Minutes.ts'

export interface TranscriptLine {
  /** Name of the file and number of the line, from 1. */
  readonly file: string
  readonly line: number
  readonly text: string
}

export interface Transcript {
  /** What the corpus calls the meeting; with the file it tells it from all others. */
  readonly record: string
  /** The file and line that it begins in. */
  readonly file: string
  readonly line: number
  readonly minutes: Minutes
}

export interface TranscriptProblem {
  readonly file: string
  readonly line: number
  readonly reason: 'not-json' | 'unknown-shape'
}

const SegmentSchema = z.object({
  id: z.string(),
  agenda: z.string(),
  discussion: z.string().optional(),
  context: z.array(z.array(z.string())),
  speaker: z.array(z.union([z.number(), z.string()])),
})
const SummarySchema = z.object({ id: z.string(), summary: z.string() })
const QmsumSchema = z.object({
  topic_list: z.array(z.object({ topic: z.string(), relevant_text_span: z.array(z.tuple([z.coerce.number(), z.coerce.number()])) })).default([]),
  general_query_list: z.array(z.object({ query: z.string(), answer: z.string() })).default([]),
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
})
type Segment = z.infer<typeof SegmentSchema>
type Qmsum = z.infer<typeof QmsumSchema>

interface VcsumMeeting {
  readonly at: TranscriptLine
  readonly segments: Segment[]
  summary: string
}

/**
 * Meetings of the corpora VCSum and QMSum. Of VCSum the segments `13_0`, `13_1` and the summary `13` are one meeting,
 * also over several files; of QMSum every line is one. A line that is neither is a problem, and the others go on.
 */
export function readTranscripts(lines: Iterable<TranscriptLine>): { readonly transcripts: readonly Transcript[]; readonly problems: readonly TranscriptProblem[] } {
  const transcripts: Transcript[] = []
  const problems: TranscriptProblem[] = []
  const vcsum = new Map<string, VcsumMeeting>()
  for (const at of lines) {
    const { file, line, text } = at
    if (text.trim() === '') continue
    const value = parseJson(text)
    if (value === undefined) {
      problems.push({ file, line, reason: 'not-json' })
      continue
    }
    const qmsum = QmsumSchema.safeParse(value)
    if (qmsum.success) transcripts.push({ record: `qmsum/${line}`, file, line, minutes: qmsumMinutes(qmsum.data) })
    else if (!addVcsum(vcsum, at, value)) problems.push({ file, line, reason: 'unknown-shape' })
  }
  for (const [id, meeting] of vcsum) transcripts.push({ record: `vcsum/${id}`, file: meeting.at.file, line: meeting.at.line, minutes: vcsumMinutes(meeting) })
  return { transcripts, problems }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function addVcsum(meetings: Map<string, VcsumMeeting>, at: TranscriptLine, value: unknown): boolean {
  const segment = SegmentSchema.safeParse(value)
  const summary = segment.success ? null : SummarySchema.safeParse(value)
  const found = segment.success ? segment.data : summary?.data
  if (!found) return false
  const id = found.id.split('_')[0] ?? found.id
  const known = meetings.get(id)
  // A meeting's home is the file with what was said, not the one that only sums it up.
  const meeting = known && (known.segments.length > 0 || !segment.success) ? known : { at, segments: [], summary: known?.summary ?? '' }
  meetings.set(id, meeting)
  if (segment.success) meeting.segments.push(segment.data)
  else meeting.summary = summary?.data?.summary ?? ''
  return true
}

function vcsumMinutes({ segments, summary }: VcsumMeeting): Minutes {
  const topics = segments.map(({ agenda, discussion = '', context, speaker }): MinutesTopic => {
    const said = context.map((sentences, turn) => spoken(speakerName(speaker[turn]), sentences.join('')))
    return topicOf(agenda, [...(discussion === '' ? [] : [paragraph(`摘要：${discussion}`, 'italic')]), ...said])
  })
  const title = summed(segments.map(({ agenda }) => agenda), '；') || shortened(summary.split(/[，。；]/u)[0] ?? '')
  const names = [...new Set(segments.flatMap(({ speaker }) => speaker.map(speakerName)))]
  const about = summary === '' ? [] : [paragraph(`摘要：${summary}`, 'italic')]
  return minutesOf(title, names, about, topics.length > 0 ? topics : [topicOf(title, [])])
}

function speakerName(speaker: number | string | undefined): string {
  return typeof speaker === 'string' ? speaker : `发言人${speaker ?? ''}`
}

function qmsumMinutes({ topic_list: list, general_query_list: queries, meeting_transcripts: turns }: Qmsum): Minutes {
  const starts = list.flatMap(({ relevant_text_span: spans }, topic) => spans.map(([from]) => ({ from, topic }))).toSorted((a, b) => a.from - b.from)
  const notes = list.map((): NoteBlock[] => [])
  const before: NoteBlock[] = []
  for (const [turn, { speaker, content }] of turns.entries()) {
    // What lies between two topics belongs to the one before.
    const topic = starts.findLast(({ from }) => from <= turn)?.topic
    ;(topic === undefined ? before : (notes[topic] ?? before)).push(spoken(speaker, content.replaceAll(/\{\w{1,20}\}/g, ' ')))
  }
  const title = summed(list.map(({ topic }) => topic), '; ') || 'Transcript'
  const topics = list.map(({ topic }, index) => topicOf(topic, notes[index] ?? []))
  const opening = before.length > 0 ? [topicOf(list.length > 0 ? 'Before the first topic' : title, before)] : []
  const about = queries.map(({ query, answer }) => paragraph(`${query} ${answer}`, 'italic'))
  return minutesOf(title, [...new Set(turns.map(({ speaker }) => speaker))], about, [...opening, ...topics])
}

function spoken(speaker: string, words: string): NoteBlock {
  return { kind: 'paragraph', runs: [{ text: speaker, marks: ['bold'] }, { text: `: ${words.replaceAll(/\s+/g, ' ').trim()}`, marks: [] }] }
}

function topicOf(title: string, notes: readonly NoteBlock[]): MinutesTopic {
  return { title, notes, resolutions: [], actions: [] }
}

function minutesOf(title: string, names: readonly string[], about: readonly NoteBlock[], topics: readonly MinutesTopic[]): Minutes {
  return { title, startsAt: null, place: '', people: names.map((name) => ({ name, department: null, role: 'delegate', status: 'present' })), about, topics }
}

/** These meetings have no names: what they were about has to do. */
function summed(topics: readonly string[], separator: string): string {
  return shortened(topics.join(separator))
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119).toWellFormed().trimEnd()}…`
}
