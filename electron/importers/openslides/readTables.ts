import { z } from 'zod'
import { err, ok, type Result } from '../../../shared/lib/result.ts'

export type OpenSlidesError =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'not-openslides' }
  | { readonly kind: 'no-meeting' }
  | { readonly kind: 'meeting-unknown'; readonly id: number; readonly known: readonly number[] }
  /** `where` names the record and field, `agenda_item/3 weight`. */
  | { readonly kind: 'damaged'; readonly where: string }

const text = z.string().nullish()
const ref = z.int().nullish()
const refs = z.array(z.int()).nullish()
/** Decimals come as strings, `"2.000000"`. */
const decimal = z.union([z.string().regex(/^-?\d+(?:\.\d+)?$/), z.number()]).nullish()
/** Seconds since 1970 or ISO 8601, by version. */
const time = z.union([z.int(), z.string()]).nullish()
/** `topic/1` */
const generic = z.string().regex(/^[a-z_]+\/\d+$/).nullish()
const id = z.int().min(1)

/** The fields we read, by collection; every record keeps its others. */
const SCHEMAS = {
  meeting: z.looseObject({ id, name: text, description: text, welcome_title: text, welcome_text: text, location: text, start_time: time, end_time: time }),
  user: z.looseObject({ id, username: text, title: text, first_name: text, last_name: text, is_present_in_meeting_ids: refs }),
  meeting_user: z.looseObject({ id, user_id: ref, meeting_id: ref, number: text, about_me: text, comment: text, vote_weight: decimal, structure_level_ids: refs, structure_level: text }),
  structure_level: z.looseObject({ id, meeting_id: ref, name: text }),
  agenda_item: z.looseObject({
    id, meeting_id: ref, item_number: text, comment: text, closed: z.boolean().nullish(), type: text, duration: z.number().nullish(),
    weight: z.number().nullish(), parent_id: ref, content_object_id: generic, tag_ids: refs,
  }),
  topic: z.looseObject({ id, meeting_id: ref, title: text, text }),
  motion: z.looseObject({
    id, meeting_id: ref, number: text, title: text, text, reason: text, modified_final_version: text, amendment_paragraphs: z.record(z.string(), z.string()).nullish(),
    state_id: ref, state_extension: text, recommendation_id: ref, recommendation_extension: text, category_id: ref, block_id: ref, lead_motion_id: ref, created: time, tag_ids: refs,
  }),
  motion_state: z.looseObject({ id, meeting_id: ref, name: text, recommendation_label: text }),
  motion_category: z.looseObject({ id, meeting_id: ref, name: text, prefix: text }),
  motion_block: z.looseObject({ id, meeting_id: ref, title: text, internal: z.boolean().nullish() }),
  motion_submitter: z.looseObject({ id, meeting_id: ref, motion_id: ref, meeting_user_id: ref, weight: z.number().nullish() }),
  motion_supporter: z.looseObject({ id, meeting_id: ref, motion_id: ref, meeting_user_id: ref }),
  motion_editor: z.looseObject({ id, meeting_id: ref, motion_id: ref, meeting_user_id: ref }),
  motion_working_group_speaker: z.looseObject({ id, meeting_id: ref, motion_id: ref, meeting_user_id: ref }),
  motion_comment: z.looseObject({ id, meeting_id: ref, motion_id: ref, section_id: ref, comment: text }),
  motion_comment_section: z.looseObject({ id, meeting_id: ref, name: text }),
  motion_change_recommendation: z.looseObject({ id, meeting_id: ref, motion_id: ref, type: text, text, line_from: ref, line_to: ref, internal: z.boolean().nullish(), rejected: z.boolean().nullish() }),
  assignment: z.looseObject({ id, meeting_id: ref, title: text, description: text, open_posts: ref, phase: text, tag_ids: refs }),
  assignment_candidate: z.looseObject({ id, meeting_id: ref, assignment_id: ref, meeting_user_id: ref, weight: z.number().nullish() }),
  list_of_speakers: z.looseObject({ id, meeting_id: ref, content_object_id: generic, closed: z.boolean().nullish() }),
  speaker: z.looseObject({
    id, meeting_id: ref, list_of_speakers_id: ref, meeting_user_id: ref, weight: z.number().nullish(), begin_time: time, end_time: time,
    speech_state: text, note: text, point_of_order: z.boolean().nullish(),
  }),
  poll: z.looseObject({
    id, meeting_id: ref, title: text, description: text, type: text, state: text, content_object_id: generic, global_option_id: ref,
    votesvalid: decimal, votesinvalid: decimal, votescast: decimal,
  }),
  option: z.looseObject({ id, meeting_id: ref, poll_id: ref, content_object_id: generic, text, yes: decimal, no: decimal, abstain: decimal, weight: z.number().nullish() }),
  vote: z.looseObject({ id, meeting_id: ref, option_id: ref, user_id: ref, value: text, weight: decimal }),
  tag: z.looseObject({ id, meeting_id: ref, name: text }),
  projector_message: z.looseObject({ id, meeting_id: ref, message: text }),
} as const

export type KnownCollection = keyof typeof SCHEMAS
export type RowOf<K extends KnownCollection> = z.infer<(typeof SCHEMAS)[K]>
export type AnyRow = { readonly id: number } & Readonly<Record<string, unknown>>

export interface Tables {
  /** Rows of a collection we know, by id; empty if the file has none. */
  rows<K extends KnownCollection>(collection: K): ReadonlyMap<number, RowOf<K>>
  /** Every collection of the file. */
  readonly all: ReadonlyMap<string, ReadonlyMap<number, AnyRow>>
}

/**
 * Reads an OpenSlides 4 export: collections as objects keyed by id. Strict about the fields we use: a file that is
 * damaged in one of them is not imported by half.
 */
export function readTables(bytes: Uint8Array): Result<Tables, OpenSlidesError> {
  const parsed = parseJson(bytes)
  if (parsed === undefined) return err({ kind: 'not-json' })
  if (!isObject(parsed)) return err({ kind: 'not-openslides' })
  if (!('meeting' in parsed)) return err({ kind: 'user' in parsed && 'organization' in parsed ? 'no-meeting' : 'not-openslides' })
  const all = new Map<string, ReadonlyMap<number, AnyRow>>()
  const known = new Map<string, ReadonlyMap<number, unknown>>()
  for (const [collection, records] of Object.entries(parsed)) {
    if (collection.startsWith('_')) continue
    const read = readCollection(collection, records)
    if (!read.ok) return collection === 'meeting' && !isObject(records) ? err({ kind: 'not-openslides' }) : read
    all.set(collection, read.value)
    known.set(collection, read.value)
  }
  if ((all.get('meeting')?.size ?? 0) === 0) return err({ kind: 'no-meeting' })
  // The rows were parsed by the collection's own schema, which is what the map's key says.
  return ok({ all, rows: <K extends KnownCollection>(collection: K) => (known.get(collection) ?? new Map()) as ReadonlyMap<number, RowOf<K>> })
}

function readCollection(collection: string, records: unknown): Result<ReadonlyMap<number, AnyRow>, OpenSlidesError> {
  if (!isObject(records)) return err({ kind: 'damaged', where: collection })
  const schema = Object.hasOwn(SCHEMAS, collection) ? SCHEMAS[collection as KnownCollection] : z.looseObject({ id })
  const rows = new Map<number, AnyRow>()
  for (const [key, record] of Object.entries(records)) {
    const row = schema.safeParse(record)
    if (!row.success) return err({ kind: 'damaged', where: `${collection}/${key} ${String(row.error.issues[0]?.path[0] ?? '')}`.trim() })
    if (String(row.data.id) !== key) return err({ kind: 'damaged', where: `${collection}/${key} id` })
    rows.set(row.data.id, row.data)
  }
  return ok(rows)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
