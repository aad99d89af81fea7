import { htmlBlocks } from '../html/htmlBlocks.ts'
import { paragraph, type NoteBlock } from '../noteBlocks.ts'
import type { RowOf } from './readTables.ts'
import { instant, labelled, number, oneLine, participantName, rowsOf, userName, type Source } from './Source.ts'

/** The votes on an object (`motion/1`) as text: we keep no ballots of our own yet. */
export function voteBlocks(source: Source, object: string): readonly NoteBlock[] {
  return rowsOf(source, 'poll', 'content_object_id', object).flatMap((poll) => pollBlocks(source, poll))
}

function pollBlocks(source: Source, poll: RowOf<'poll'>): readonly NoteBlock[] {
  const { words, report } = source
  report.asText('poll', poll.id, 'vote-as-text')
  const totals = [counted(words.valid, poll.votesvalid), counted(words.invalid, poll.votesinvalid), counted(words.cast, poll.votescast)]
  const options = rowsOf(source, 'option', 'poll_id', poll.id)
  const general = source.tables.rows('option').get(poll.global_option_id ?? 0)
  const name = [`${words.vote}${words.colon}${poll.title ?? ''}`.trim(), poll.state].filter(Boolean).join(words.comma)
  return [
    paragraph(name, 'bold'),
    ...htmlBlocks(poll.description ?? ''),
    ...options.map((option) => optionLine(source, poll, option, optionName(source, option))),
    ...(general ? [optionLine(source, poll, general, words.general)] : []),
    ...labelled(source, words.vote, totals),
  ]
}

function optionLine(source: Source, poll: RowOf<'poll'>, option: RowOf<'option'>, name: string): NoteBlock {
  const { words, report } = source
  report.asText('option', option.id, 'vote-as-text')
  const counts = [counted(words.yes, option.yes), counted(words.no, option.no), counted(words.abstain, option.abstain)].filter(Boolean).join(words.comma)
  const votes = rowsOf(source, 'vote', 'option_id', option.id).map((vote) => {
    report.asText('vote', vote.id, 'vote-as-text')
    // Only who voted by name is named; tokens of secret votes are never read.
    return poll.type === 'named' && vote.user_id != null ? `${userName(source, vote.user_id)} ${vote.value ?? ''} ${number(vote.weight)}`.trim() : ''
  })
  const named = votes.filter(Boolean).join(words.comma)
  return paragraph([name, counts].filter(Boolean).join(words.colon) + (named ? ` (${named})` : ''))
}

function optionName(source: Source, option: RowOf<'option'>): string {
  const [collection, id] = (option.content_object_id ?? '').split('/')
  if (collection === 'user') return userName(source, Number(id))
  if (collection === 'meeting_user') return participantName(source, Number(id))
  if (collection === 'motion') return oneLine(source.tables.rows('motion').get(Number(id))?.title ?? '')
  return oneLine(option.text ?? option.content_object_id ?? '')
}

function counted(label: string, decimal: string | number | null | undefined): string {
  return decimal == null ? '' : `${label} ${number(decimal)}`
}

/** Who spoke to an object, in order, with the times of those who did. */
export function speakerBlocks(source: Source, object: string): readonly NoteBlock[] {
  const { words, report } = source
  const lists = rowsOf(source, 'list_of_speakers', 'content_object_id', object)
  for (const { id } of lists) report.taken('list_of_speakers', id)
  const speakers = lists.flatMap(({ id }) => rowsOf(source, 'speaker', 'list_of_speakers_id', id))
  const lines = speakers.map((speaker) => {
    report.asText('speaker', speaker.id, 'speaker-as-text')
    const times = [instant(speaker.begin_time), instant(speaker.end_time)].filter((moment) => moment !== null).join(' – ')
    const details = [times, speaker.speech_state, speaker.point_of_order === true ? words.pointOfOrder : '', speaker.note].filter((detail) => detail != null && detail !== '')
    return `${participantName(source, speaker.meeting_user_id)}${details.length > 0 ? ` (${details.join(words.comma)})` : ''}`
  })
  return labelled(source, words.speakers, lines)
}
