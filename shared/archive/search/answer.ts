import { z } from 'zod'
import { DaySchema, IdSchema } from '../../schema/values.ts'

/**
 * What a row of the archive is: `submission` what an item came with, `option` what it is decided between and by which
 * criteria, `position` also an answer to one, `dissent` [M7] a position that opposes. Its place in this list is its number in the
 * catalogue, so new ones go to the end, 16 at most.
 */
export const SEARCH_KINDS = ['meeting', 'agenda-item', 'note', 'issue', 'resolution', 'action', 'attendance', 'submission', 'option', 'ballot', 'position', 'dissent', 'countersign'] as const
export const SearchKindSchema = z.enum(SEARCH_KINDS)
export type SearchKind = z.infer<typeof SearchKindSchema>

const CountSchema = (most: number) => z.union([z.int(), z.string().regex(/^\d{1,9}$/).transform(Number)]).pipe(z.int().max(most))

/** The same for the command, `GET /api/search` and a screen; numbers and kinds may come as the text of an address. */
export const SearchRequestSchema = z.object({
  /** Terms that must all occur, separated by spaces; `"…"` for one with spaces. Empty finds everything. */
  q: z.string().max(500),
  limit: CountSchema(1_000).default(20),
  offset: CountSchema(1_000_000).default(0),
  /** One of these kinds; several with commas between them in an address. None means all. */
  kind: z.union([z.array(SearchKindSchema), z.string().transform((list) => list.split(',')).pipe(z.array(SearchKindSchema))]).default([]),
  /** Days of the meeting, both included. */
  from: DaySchema.optional(),
  to: DaySchema.optional(),
  /** Name of the body that met, see `bodyName`. */
  body: z.string().max(500).optional(),
  /** Id or name of a department that the row is about. */
  department: z.string().max(500).optional(),
  order: z.enum(['newest', 'relevance']).default('newest'),
})
export type SearchRequest = z.infer<typeof SearchRequestSchema>

export const SearchHitSchema = z.object({
  meetingId: IdSchema,
  /** Its title. */
  meeting: z.string(),
  heldOn: DaySchema,
  kind: SearchKindSchema,
  /** Id of the record: of the meeting, the agenda item (also of a note), the person, or of what was found itself. */
  ref: z.string(),
  /** Of a text of more than 4,000 characters, the part around the first hit. */
  text: z.string(),
  /** Plain text on one line around the first hit. */
  snippet: z.string(),
  /** What of `snippet` was found, in 16-bit units. */
  highlights: z.array(z.tuple([z.int(), z.int()]).readonly()),
  /** The record's file below the workspace's folder. */
  path: z.string(),
  /** The agenda item it belongs to. */
  itemId: z.string().nullable(),
  /** Name of the department it is about; of several, the leading one. */
  department: z.string().nullable(),
  body: z.string(),
  /** `path` of the record that corrects the one it is in, if there is one. */
  supersededBy: z.string().nullable(),
})
export type SearchHit = z.infer<typeof SearchHitSchema>

export const SearchAnswerSchema = z.object({
  /** Of all hits, however few are in `hits`. */
  total: z.int(),
  hits: z.array(SearchHitSchema),
  counts: z.object({
    byKind: z.partialRecord(SearchKindSchema, z.int()),
    byYear: z.record(z.string(), z.int()),
    /** All hits of each record that one of `hits` is in, by its `path`: a meeting that was corrected has several. */
    byMeeting: z.record(z.string(), z.int()),
  }),
  /** False while part of the catalogue is being built: a slower search of the records answers for it, which may have to stop early. */
  isComplete: z.boolean(),
})
export type SearchAnswer = z.infer<typeof SearchAnswerSchema>
