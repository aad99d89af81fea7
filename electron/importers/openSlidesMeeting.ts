import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { UsualAttendance } from '../../shared/schema/attendance.ts'
import type { Language } from '../../shared/schema/settings.ts'
import { ImportReport, type ImportedItem, type ImportedMeeting, type ImportedPerson, type ReportRow } from './importedMeeting.ts'
import { paragraph, type NoteBlock } from './noteBlocks.ts'
import { readContent, tagNames } from './openslides/contents.ts'
import { otherCards, reportRest } from './openslides/leftovers.ts'
import { readTables, type OpenSlidesError, type RowOf } from './openslides/readTables.ts'
import { instant, labelled, oneLine, rowsOf, userName, type Source } from './openslides/Source.ts'
import { WORDS } from './openslides/words.ts'

export interface OpenSlidesOptions {
  /** One meeting of the file; without it all of them. */
  readonly meetingId?: number | undefined
  /** Of the words between the file's own texts. */
  readonly language: Language
}

export interface OpenSlidesImport {
  readonly meetings: readonly ImportedMeeting[]
  readonly report: readonly ReportRow[]
}

/**
 * [F9] Reads an OpenSlides 4 export. What has no place here is kept as text and reported; passwords, personal notes and
 * how to reach people are never taken over. The same bytes always give the same result.
 */
export function openSlidesMeeting(bytes: Uint8Array, { meetingId, language }: OpenSlidesOptions): Result<OpenSlidesImport, OpenSlidesError> {
  const read = readTables(bytes)
  if (!read.ok) return read
  const tables = read.value
  const known = [...tables.rows('meeting').keys()].toSorted((a, b) => a - b)
  if (meetingId !== undefined && !known.includes(meetingId)) return err({ kind: 'meeting-unknown', id: meetingId, known })
  const wanted = meetingId === undefined ? known : [meetingId]
  const report = new ImportReport()
  const meetings = wanted.flatMap((id) => {
    const meeting = tables.rows('meeting').get(id)
    return meeting ? [readMeeting({ tables, meetingId: id, words: WORDS[language], report, indexes: new Map() }, meeting)] : []
  })
  reportRest(tables, wanted, report)
  return ok({ meetings, report: report.rows() })
}

function readMeeting(source: Source, meeting: RowOf<'meeting'>): ImportedMeeting {
  const { report } = source
  const startsAt = instant(meeting.start_time)
  report.taken('meeting', meeting.id)
  if (startsAt === null) report.leftOut('meeting', meeting.id, 'start-missing')
  report.leftOut('meeting', meeting.id, 'settings')
  const agenda = agendaInOrder(source).map(({ item, parent }) => readItem(source, item, parent))
  return {
    source: `meeting/${meeting.id}`,
    title: oneLine(meeting.name ?? '') || `OpenSlides ${meeting.id}`,
    startsAt,
    place: oneLine(meeting.location ?? ''),
    departments: readDepartments(source),
    people: readPeople(source),
    agenda,
    // After everything else: what those have not used stands on cards.
    cards: otherCards(source, meeting),
  }
}

interface PlacedItem {
  readonly item: RowOf<'agenda_item'>
  readonly parent: RowOf<'agenda_item'> | null
}

/** Parents before their children, by weight. Items of a broken tree (a parent that is missing, a ring) stand at the top. */
function agendaInOrder(source: Source): readonly PlacedItem[] {
  const items = rowsOf(source, 'agenda_item', 'meeting_id', source.meetingId)
  const known = new Set(items.map(({ id }) => id))
  const placed = new Map<number, PlacedItem>()
  // A pile instead of recursion: a chain of thousands must not overflow the stack.
  const pile: PlacedItem[] = []
  const place = (roots: readonly PlacedItem[]): void => {
    pile.push(...roots.toReversed())
    for (let next = pile.pop(); next; next = pile.pop()) {
      if (placed.has(next.item.id)) continue
      placed.set(next.item.id, next)
      const parent = next.item
      pile.push(...rowsOf(source, 'agenda_item', 'parent_id', parent.id).map((item) => ({ item, parent })).toReversed())
    }
  }
  place(items.filter((item) => !known.has(item.parent_id ?? 0)).map((item) => ({ item, parent: null })))
  for (const item of items) {
    if (placed.has(item.id)) continue
    source.report.asText('agenda_item', item.id, 'tree-broken')
    place([{ item, parent: null }])
  }
  return [...placed.values()]
}

function readItem(source: Source, item: RowOf<'agenda_item'>, parent: RowOf<'agenda_item'> | null): ImportedItem {
  const { words, report } = source
  report.taken('agenda_item', item.id)
  const object = item.content_object_id ?? ''
  const content = object === '' ? null : readContent(source, object)
  if (!content) report.asText('agenda_item', item.id, 'content-missing')
  if (parent) report.asText('agenda_item', item.id, 'place-in-tree-as-text')
  const isPublic = item.type == null || item.type === 'common'
  if (!isPublic) report.asText('agenda_item', item.id, 'was-not-public')
  const title = [item.item_number, content?.title].filter((part) => part != null && part !== '').join(' ') || object || `agenda_item/${item.id}`
  const minutes = Math.round(item.duration ?? 0)
  const isTooLong = minutes > MAX_MINUTES || minutes < 0
  if (isTooLong) report.asText('agenda_item', item.id, 'duration-as-text')
  if (oneLine(title) !== title) report.asText('agenda_item', item.id, 'title-shortened')
  if (item.closed === true && !content?.resolution) report.asText('agenda_item', item.id, 'closed-without-decision')
  const notes: readonly NoteBlock[] = [
    ...(oneLine(title) === title ? [] : [paragraph(title)]),
    ...(isPublic ? [] : [paragraph(words.internalItem, 'italic')]),
    ...labelled(source, words.partOf, parent ? [titleOfItem(source, parent)] : []),
    ...labelled(source, words.minutes, isTooLong ? [String(item.duration)] : []),
    ...labelled(source, words.tags, tagNames(source, item.tag_ids)),
    ...labelled(source, words.comment, [item.comment]),
    ...(content?.notes ?? []),
  ]
  return {
    source: `agenda_item/${item.id}`,
    title: oneLine(title),
    ask: content?.ask ?? '',
    minutesAllotted: Math.min(Math.max(0, minutes), MAX_MINUTES),
    isClosed: item.closed === true,
    resolution: content?.resolution ?? null,
    notes,
  }
}

const MAX_MINUTES = 600

function titleOfItem(source: Source, item: RowOf<'agenda_item'>): string {
  const [collection = '', id] = (item.content_object_id ?? '').split('/')
  const row = source.tables.all.get(collection)?.get(Number(id))
  return [item.item_number, row?.['number'], row?.['title'] ?? row?.['name']].filter((part) => typeof part === 'string' && part !== '').join(' ')
}

/** Structure levels are records, or in earlier versions a word at the person. */
function readDepartments(source: Source): ImportedMeeting['departments'] {
  const levels = rowsOf(source, 'structure_level', 'meeting_id', source.meetingId).map(({ id, name }) => {
    source.report.taken('structure_level', id)
    return { key: `structure_level/${id}`, name: oneLine(name ?? '') || `structure_level/${id}` }
  })
  const words = rowsOf(source, 'meeting_user', 'meeting_id', source.meetingId).flatMap(({ structure_level }) => oneLine(structure_level ?? '') || [])
  return [...levels, ...[...new Set(words)].map((name) => ({ key: name, name }))]
}

function readPeople(source: Source): readonly ImportedPerson[] {
  const { report, tables } = source
  const speakerIds = new Set(rowsOf(source, 'speaker', 'meeting_id', source.meetingId).flatMap(({ begin_time, meeting_user_id }) => (begin_time == null ? [] : [meeting_user_id])))
  const levels = new Set(rowsOf(source, 'structure_level', 'meeting_id', source.meetingId).map(({ id }) => id))
  return rowsOf(source, 'meeting_user', 'meeting_id', source.meetingId).map((meetingUser) => {
    const { id, user_id, structure_level_ids } = meetingUser
    report.taken('meeting_user', id)
    if (user_id != null) report.taken('user', user_id)
    if (!tables.rows('user').has(user_id ?? 0)) report.asText('meeting_user', id, 'person-missing')
    if (meetingUser.comment != null && meetingUser.comment !== '') report.leftOut('meeting_user', id, 'comment-on-a-person')
    const own = (structure_level_ids ?? []).filter((level) => levels.has(level))
    if (own.length > 1) report.asText('meeting_user', id, 'several-departments')
    const [first] = own
    return {
      source: `meeting_user/${id}`,
      name: userName(source, user_id),
      departmentKey: first === undefined ? oneLine(meetingUser.structure_level ?? '') || null : `structure_level/${first}`,
      status: attendanceOf(source, user_id, speakerIds.has(id)),
    }
  })
}

/** Present by the other system's own mark or by having spoken. */
function attendanceOf({ tables, meetingId }: Source, userId: number | null | undefined, hasSpoken: boolean): UsualAttendance {
  const isMarked = tables.rows('user').get(userId ?? 0)?.is_present_in_meeting_ids?.includes(meetingId) === true
  return isMarked || hasSpoken ? 'present' : 'leave'
}
