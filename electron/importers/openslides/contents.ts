import type { ResolutionOutcome } from '../../../shared/schema/meeting.ts'
import { htmlBlocks } from '../html/htmlBlocks.ts'
import { blocksText, paragraph, type NoteBlock } from '../noteBlocks.ts'
import type { AnyRow, KnownCollection, RowOf } from './readTables.ts'
import { instant, labelled, oneLine, participantName, rowsOf, section, type Source } from './Source.ts'
import { speakerBlocks, voteBlocks } from './votes.ts'

/** What stands behind an agenda item. */
export interface Content {
  readonly title: string
  readonly ask: string
  readonly notes: readonly NoteBlock[]
  readonly resolution: { readonly text: string; readonly outcome: ResolutionOutcome } | null
}

/** The object `topic/1`, or null if the file does not have it. Votes and speakers are part of its notes. */
export function readContent(source: Source, object: string): Content | null {
  const [collection = '', number] = object.split('/')
  const id = Number(number)
  const row = source.tables.all.get(collection)?.get(id)
  if (!row) return null
  const content = contentOf(source, collection, id, row)
  return { ...content, notes: [...content.notes, ...voteBlocks(source, object), ...speakerBlocks(source, object)] }
}

function contentOf(source: Source, collection: string, id: number, row: AnyRow): Content {
  const { tables, report } = source
  const motion = collection === 'motion' ? tables.rows('motion').get(id) : undefined
  if (motion) return motionContent(source, motion)
  const assignment = collection === 'assignment' ? tables.rows('assignment').get(id) : undefined
  if (assignment) return assignmentContent(source, assignment)
  const block = collection === 'motion_block' ? tables.rows('motion_block').get(id) : undefined
  if (block) return blockContent(source, block)
  const topic = collection === 'topic' ? tables.rows('topic').get(id) : undefined
  if (topic) {
    report.taken('topic', id)
    return { title: topic.title ?? '', ask: '', notes: htmlBlocks(topic.text ?? ''), resolution: null }
  }
  report.asText(collection, id, 'unknown-kind')
  return { title: titleOf(row) || `${collection}/${id}`, ask: '', notes: plainFields(row), resolution: null }
}

/** Decisions that the state of a motion says plainly; any other stays a word in the notes. */
const DECIDED: Readonly<Partial<Record<string, ResolutionOutcome>>> = { accepted: 'adopted', rejected: 'not-adopted' }

function motionContent(source: Source, motion: RowOf<'motion'>): Content {
  const { words, tables, report } = source
  report.asText('motion', motion.id, 'motion-as-agenda-item')
  const title = [motion.number, motion.title].filter((part) => part != null && part !== '').join(' ')
  const text = [...htmlBlocks(motion.text ?? ''), ...amendedParagraphs(motion)]
  const final = htmlBlocks(motion.modified_final_version ?? '')
  const state = named(source, 'motion_state', motion.state_id)
  const outcome = DECIDED[state.toLowerCase()]
  const recommendation = tables.rows('motion_state').get(motion.recommendation_id ?? 0)
  const lead = tables.rows('motion').get(motion.lead_motion_id ?? 0)
  const notes = [
    ...labelled(source, words.submitters, people(source, 'motion_submitter', motion.id)),
    ...labelled(source, words.supporters, people(source, 'motion_supporter', motion.id)),
    ...labelled(source, words.editors, people(source, 'motion_editor', motion.id)),
    ...labelled(source, words.spokespersons, people(source, 'motion_working_group_speaker', motion.id)),
    ...labelled(source, words.state, [state, plain(motion.state_extension)]),
    ...labelled(source, words.recommendation, [recommendation?.recommendation_label, plain(motion.recommendation_extension)]),
    ...labelled(source, words.category, [categoryName(source, motion.category_id)]),
    ...labelled(source, words.block, [tables.rows('motion_block').get(motion.block_id ?? 0)?.title]),
    ...labelled(source, words.amends, lead ? [[lead.number, lead.title].filter(Boolean).join(' ')] : []),
    ...labelled(source, words.created, [instant(motion.created)]),
    ...labelled(source, words.tags, tagNames(source, motion.tag_ids)),
    ...section(words.motionText, text),
    ...section(words.reason, htmlBlocks(motion.reason ?? '')),
    ...section(words.finalVersion, final),
    ...changeRecommendations(source, motion.id),
    ...comments(source, motion.id),
  ]
  const resolution = outcome ? { text: [title, blocksText(final.length > 0 ? final : text)].filter(Boolean).join('\n'), outcome } : null
  return { title, ask: `${words.decideMotion}${words.colon}${title}`, notes, resolution }
}

function amendedParagraphs(motion: RowOf<'motion'>): readonly NoteBlock[] {
  return Object.entries(motion.amendment_paragraphs ?? {}).flatMap(([place, html]) => [paragraph(`§ ${Number(place) + 1}`), ...htmlBlocks(html)])
}

function changeRecommendations(source: Source, motionId: number): readonly NoteBlock[] {
  const { words, report } = source
  return rowsOf(source, 'motion_change_recommendation', 'motion_id', motionId).flatMap((change) => {
    report.asText('motion_change_recommendation', change.id, change.internal === true ? 'was-not-public' : 'change-as-text')
    const lines = change.line_from == null ? '' : `${words.lines} ${change.line_from}–${change.line_to ?? change.line_from}`
    const details = [change.type, lines, change.rejected === true ? words.rejected : ''].filter((detail) => detail != null && detail !== '').join(words.comma)
    return section(`${words.changeRecommendation} (${details})`, htmlBlocks(change.text ?? ''))
  })
}

/** In OpenSlides only some groups read a comment; here everyone of the meeting does, so each is reported. */
function comments(source: Source, motionId: number): readonly NoteBlock[] {
  return rowsOf(source, 'motion_comment', 'motion_id', motionId).flatMap((comment) => {
    source.report.asText('motion_comment', comment.id, 'was-not-public')
    const name = named(source, 'motion_comment_section', comment.section_id)
    return section(`${source.words.comment}${name ? ` ${name}` : ''}`, htmlBlocks(comment.comment ?? ''))
  })
}

function assignmentContent(source: Source, assignment: RowOf<'assignment'>): Content {
  const { words, report } = source
  report.asText('assignment', assignment.id, 'election-as-agenda-item')
  const candidates = rowsOf(source, 'assignment_candidate', 'assignment_id', assignment.id).map((candidate) => {
    report.asText('assignment_candidate', candidate.id, 'election-as-agenda-item')
    return participantName(source, candidate.meeting_user_id)
  })
  const notes = [
    ...htmlBlocks(assignment.description ?? ''),
    ...labelled(source, words.openPosts, [assignment.open_posts == null ? '' : String(assignment.open_posts)]),
    ...labelled(source, words.phase, [assignment.phase]),
    ...labelled(source, words.candidates, candidates),
    ...labelled(source, words.tags, tagNames(source, assignment.tag_ids)),
  ]
  return { title: assignment.title ?? '', ask: `${words.holdElection}${words.colon}${assignment.open_posts ?? ''}`, notes, resolution: null }
}

function blockContent(source: Source, block: RowOf<'motion_block'>): Content {
  source.report.asText('motion_block', block.id, block.internal === true ? 'was-not-public' : 'block-as-agenda-item')
  const motions = rowsOf(source, 'motion', 'block_id', block.id).map(({ number, title }) => [number, title].filter(Boolean).join(' '))
  return { title: block.title ?? '', ask: '', notes: labelled(source, source.words.motions, motions), resolution: null }
}

function people(source: Source, collection: 'motion_submitter' | 'motion_supporter' | 'motion_editor' | 'motion_working_group_speaker', motionId: number): readonly string[] {
  return rowsOf(source, collection, 'motion_id', motionId).map((row) => {
    source.report.asText(collection, row.id, 'motion-as-agenda-item')
    return participantName(source, row.meeting_user_id)
  })
}

export function tagNames(source: Source, ids: readonly number[] | null | undefined): readonly string[] {
  return (ids ?? []).map((id) => named(source, 'tag', id))
}

/** The name of a record that becomes a word in somebody's notes. */
function named(source: Source, collection: Extract<KnownCollection, 'motion_state' | 'motion_comment_section' | 'tag'>, id: number | null | undefined): string {
  const row = source.tables.rows(collection).get(id ?? 0)
  if (row) source.report.asText(collection, row.id, 'name-as-text')
  return row?.name ?? ''
}

function categoryName(source: Source, id: number | null | undefined): string {
  const category = source.tables.rows('motion_category').get(id ?? 0)
  if (!category) return ''
  source.report.asText('motion_category', category.id, 'name-as-text')
  return [category.prefix, category.name].filter(Boolean).join(' ')
}

function plain(html: string | null | undefined): string {
  return oneLine(blocksText(htmlBlocks(html ?? '')))
}

/** Never taken over, whatever a version of the other system calls it: secrets and how to reach a person. */
const SECRET_FIELD = /password|token|secret|hash|e?mail|phone|saml|idp|url/i

export function titleOf(row: AnyRow): string {
  const value = row['title'] ?? row['name']
  return typeof value === 'string' ? oneLine(value) : ''
}

/** The words in a record of a kind we do not know. */
export function plainFields(row: AnyRow): readonly NoteBlock[] {
  return Object.entries(row).flatMap(([field, value]) =>
    typeof value === 'string' && value !== '' && !SECRET_FIELD.test(field) && !field.endsWith('_id') ? [paragraph(`${field}:`), ...htmlBlocks(value)] : [],
  )
}
