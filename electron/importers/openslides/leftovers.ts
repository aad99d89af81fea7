import { htmlBlocks } from '../html/htmlBlocks.ts'
import { blocksText, type NoteBlock } from '../noteBlocks.ts'
import type { ImportReport } from '../importedMeeting.ts'
import { plainFields, readContent, titleOf } from './contents.ts'
import type { AnyRow, RowOf, Tables } from './readTables.ts'
import { instant, labelled, number, oneLine, participantName, rowsOf, type Source } from './Source.ts'

interface Card {
  readonly title: string
  readonly detail: string
}

/** Kinds that say nothing people wrote for others, or that nobody but their author may read. */
const LEFT_OUT: Readonly<Partial<Record<string, string>>> = {
  personal_note: 'personal',
  chat_group: 'conversation', chat_message: 'conversation', notification: 'conversation',
  group: 'permissions', point_of_order_category: 'settings', motion_workflow: 'settings', motion_state: 'settings', motion_comment_section: 'settings',
  motion_category: 'unused-name', tag: 'unused-name', structure_level: 'unused-name', structure_level_list_of_speakers: 'settings',
  projector: 'presentation', projection: 'presentation', projector_countdown: 'presentation',
  mediafile: 'files-not-in-export', meeting_mediafile: 'files-not-in-export',
  organization: 'settings', organization_tag: 'settings', committee: 'settings', theme: 'settings', gender: 'settings', import_preview: 'settings', action_worker: 'settings',
  history_entry: 'history', history_position: 'history',
  user: 'not-a-participant',
}

/** Objects that may stand on an agenda; those that do not become cards of their own. */
const DISCUSSED = ['topic', 'motion', 'assignment', 'motion_block'] as const

/** What of this meeting stands in no agenda item, as cards for the board. Call it after the agenda was read. */
export function otherCards(source: Source, meeting: RowOf<'meeting'>): readonly Card[] {
  const unplaced = DISCUSSED.flatMap((collection) =>
    rowsOf(source, collection, 'meeting_id', source.meetingId).flatMap(({ id }): Card[] => {
      if (source.report.isAccountedFor(collection, id)) return []
      const content = readContent(source, `${collection}/${id}`)
      source.report.asText(collection, id, 'not-on-the-agenda')
      return content ? cards(oneLine(content.title) || `${collection}/${id}`, blocksText(content.notes)) : []
    }),
  )
  return [...cards(source.words.about, blocksText(aboutMeeting(source, meeting))), ...unplaced, ...cards(source.words.otherContent, blocksText(unknownContent(source)))]
}

function aboutMeeting(source: Source, meeting: RowOf<'meeting'>): readonly NoteBlock[] {
  const { words, report } = source
  const messages = rowsOf(source, 'projector_message', 'meeting_id', source.meetingId).flatMap(({ id, message }) => {
    report.asText('projector_message', id, 'message-as-text')
    return labelled(source, words.message, [blocksText(htmlBlocks(message ?? ''))])
  })
  const end = instant(meeting.end_time)
  if (end !== null) report.asText('meeting', meeting.id, 'end-as-text')
  if (meeting.description || meeting.welcome_text) report.asText('meeting', meeting.id, 'description-as-text')
  const blocks = [
    ...htmlBlocks(meeting.description ?? ''),
    ...labelled(source, words.ends, [end]),
    ...htmlBlocks(meeting.welcome_title ?? ''),
    ...htmlBlocks(meeting.welcome_text ?? ''),
    ...messages,
    ...participants(source),
  ]
  return blocks
}

/** What people said about themselves, and numbers that matter to a vote. */
function participants(source: Source): readonly NoteBlock[] {
  const { words, tables, report } = source
  return rowsOf(source, 'meeting_user', 'meeting_id', source.meetingId).flatMap((person) => {
    const departments = (person.structure_level_ids ?? []).map((id) => tables.rows('structure_level').get(id)?.name)
    const details = [
      person.number ? `${words.number} ${person.number}` : '',
      person.vote_weight != null && Number(person.vote_weight) !== 1 ? `${words.weight} ${number(person.vote_weight)}` : '',
      ...(departments.length > 1 ? departments : []),
      blocksText(htmlBlocks(person.about_me ?? '')),
    ].filter((detail) => detail != null && detail !== '')
    if (details.length > 0) report.asText('meeting_user', person.id, 'details-as-text')
    return labelled(source, participantName(source, person.id), details)
  })
}

/** Words of records that nothing refers to, and of kinds we do not know. */
function unknownContent(source: Source): readonly NoteBlock[] {
  const blocks: NoteBlock[] = []
  for (const [collection, rows] of source.tables.all) {
    if (Object.hasOwn(LEFT_OUT, collection)) continue
    for (const row of rows.values()) {
      if (row['meeting_id'] !== source.meetingId || source.report.isAccountedFor(collection, row.id)) continue
      const words = plainFields(row)
      if (words.length === 0) source.report.leftOut(collection, row.id, 'no-words')
      else {
        source.report.asText(collection, row.id, 'unknown-kind')
        blocks.push({ kind: 'paragraph', runs: [{ text: titleOf(row) || `${collection}/${row.id}`, marks: [] }] }, ...words)
      }
    }
  }
  return blocks
}

/** Says of every other record of the file why nothing of it was taken over. Secrets are named, never read. */
export function reportRest(tables: Tables, meetingIds: readonly number[], report: ImportReport): void {
  for (const [collection, rows] of tables.all)
    for (const row of rows.values()) {
      if (isElsewhere(collection, row, meetingIds)) continue
      if (collection === 'user') reportSecrets(row, report)
      if (!report.isAccountedFor(collection, row.id)) report.leftOut(collection, row.id, (Object.hasOwn(LEFT_OUT, collection) && LEFT_OUT[collection]) || 'no-words')
    }
}

function isElsewhere(collection: string, row: AnyRow, meetingIds: readonly number[]): boolean {
  const meetingId = collection === 'meeting' ? row.id : row['meeting_id']
  return typeof meetingId === 'number' && !meetingIds.includes(meetingId)
}

function reportSecrets(user: AnyRow, report: ImportReport): void {
  const has = (...fields: readonly string[]): boolean => fields.some((field) => user[field] != null && user[field] !== '')
  const isTaken = report.isAccountedFor('user', user.id)
  if (has('password', 'default_password')) report.leftOut('user', user.id, 'password')
  if (has('email', 'saml_id', 'idp_id', 'member_number', 'external_id')) report.leftOut('user', user.id, 'contact-details')
  if (!isTaken) report.leftOut('user', user.id, 'not-a-participant')
}

/** A card's text has a limit; what is longer goes on to the next card. */
function cards(title: string, text: string): Card[] {
  const parts: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = Math.min(at + MAX_DETAIL, text.length)
    const cut = end < text.length && text.slice(end - 1, end + 1).codePointAt(0) !== text.charCodeAt(end - 1) ? end - 1 : end
    parts.push(text.slice(at, cut))
    at = cut
  }
  return parts.map((detail, index) => ({ title: index === 0 ? title : oneLine(`${title.slice(0, 480)} (${index + 1})`), detail }))
}

const MAX_DETAIL = 90_000
