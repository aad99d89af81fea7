import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Language } from '../../shared/schema/settings.ts'
import { sample } from './samples.ts'

/** A meeting that was held, from a published transcript. */
export interface RealMeeting {
  readonly id: string
  readonly language: Language
  readonly topics: readonly string[]
  readonly speakers: readonly string[]
  /** In the order they were spoken; `topic` is an index. */
  readonly turns: readonly { readonly speaker: string; readonly topic: number; readonly text: string }[]
}

interface VcsumSegment {
  readonly id: string
  readonly agenda: string
  /** Numbers: the corpus hides names. */
  readonly speaker: readonly number[]
  readonly context: readonly (readonly string[])[]
}

/** Chinese round tables of VCSum: the segments of one long id are one meeting, their headlines its agenda. Null if absent. */
export function chineseMeetings(): readonly RealMeeting[] | null {
  const segments = readLines<VcsumSegment>('meetings_zh/vcsum_short_dev.jsonl.gz')
  if (!segments) return null
  const byMeeting = new Map<string, VcsumSegment[]>()
  for (const segment of segments) {
    const id = segment.id.split('_')[0] ?? ''
    byMeeting.set(id, [...(byMeeting.get(id) ?? []), segment])
  }
  return [...byMeeting].map(([id, parts]) => ({
    id,
    language: 'zh-CN',
    topics: parts.map(({ agenda }) => agenda),
    speakers: [...new Set(parts.flatMap(({ speaker }) => speaker))].map(speakerName),
    turns: parts.flatMap(({ context, speaker }, topic) => context.map((sentences, index) => ({ speaker: speakerName(speaker[index]), topic, text: sentences.join('') }))),
  }))
}

function speakerName(number: number | undefined): string {
  return `发言人${number ?? ''}`
}

interface QmsumMeeting {
  readonly topic_list: readonly { readonly topic: string; readonly relevant_text_span: readonly (readonly [string, string])[] }[]
  readonly meeting_transcripts: readonly { readonly speaker: string; readonly content: string }[]
}

/** Committees of two parliaments from QMSum; a turn outside every topic belongs to the one before it. Null if absent. */
export function englishMeetings(): readonly RealMeeting[] | null {
  return (
    readLines<QmsumMeeting>('meetings_en/qmsum_committee_dev.jsonl.gz')?.map(({ topic_list, meeting_transcripts }, index): RealMeeting => {
      const topics = topic_list.map(({ topic }) => topic)
      const topicAt = (turn: number): number =>
        topic_list.findLastIndex(({ relevant_text_span }) => relevant_text_span.some(([from]) => Number(from) <= turn))
      return {
        id: `committee-${index + 1}`,
        language: 'en',
        topics,
        speakers: [...new Set(meeting_transcripts.map(({ speaker }) => speaker))],
        turns: meeting_transcripts.map(({ speaker, content }, turn) => ({ speaker, topic: Math.max(0, topicAt(turn)), text: content.replaceAll(/\s+/g, ' ').trim() })),
      }
    }) ?? null
  )
}

/**
 * The text in the pieces in which people type it: a word with its space, or a few characters. A mark of punctuation or a
 * space is always the last of its piece, so that who types after one never cuts a piece in two.
 */
export function piecesOf(text: string, language: Language): readonly string[] {
  if (language === 'en') return text.match(/\S+ ?/g) ?? []
  return text.match(/[^，。？！、；：\s]{1,4}[，。？！、；：\s]?|[，。？！、；：\s]/gu) ?? []
}

/** Where pieces end within a text. */
export const SEAMS: Readonly<Record<Language, RegExp>> = { en: / /, 'zh-CN': /[，。？！、；：\s]/ }

/** The lines come from a published file of known form: see its description in the sample folder. */
export function readLines<T>(path: string): readonly T[] | null {
  const file = sample(path)
  if (file === null) return null
  const text = gunzipSync(readFileSync(file)).toString('utf8')
  return text.split('\n').flatMap((line): T[] => (line === '' ? [] : [JSON.parse(line) as T]))
}
