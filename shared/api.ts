import { z } from 'zod'
import { MeetingEntrySchema, PersonSchema, RoleSchema, TemplateSchema } from './schema/directory.ts'
import { LanguageSchema } from './schema/settings.ts'
import { IdSchema, InstantSchema, LineSchema } from './schema/values.ts'

const name = LineSchema.trim().min(1).max(200)

/**
 * The hub's HTTP API: bodies and answers. `docs/protocol.md` describes it for scripts; it only ever grows. Every answer
 * that is no success is `{ "error": kind, "message": plain words }` with a fitting status.
 */
export const JoinRequestSchema = z.object({ invite: z.string().min(1).max(2048), name })
export const JoinedPersonSchema = PersonSchema.pick({ id: true, name: true, role: true, departmentId: true })
export const JoinAnswerSchema = z.object({ token: z.string(), person: JoinedPersonSchema })
export type JoinAnswer = z.infer<typeof JoinAnswerSchema>
export type JoinedPerson = z.infer<typeof JoinedPersonSchema>

/** `GET /api/session`: who the token belongs to. */
export const SessionAnswerSchema = z.object({ person: JoinedPersonSchema })

/** `POST /api/invitations/check`: what an invitation offers, before it is used. No token needed. */
export const InvitationCheckRequestSchema = z.object({ invite: z.string().min(1).max(2048) })
export const InvitationCheckAnswerSchema = z.object({
  workspace: z.object({ name: z.string(), language: LanguageSchema }),
  role: RoleSchema,
  department: z.string().nullable(),
  /** True if the workspace has nobody yet: the person who joins sets it up. */
  isFirst: z.boolean(),
})
export type InvitationCheck = z.infer<typeof InvitationCheckAnswerSchema>

/** `PATCH /api/workspace` */
export const WorkspaceChangesSchema = z.object({ name: name.optional(), language: LanguageSchema.optional() })

/** `POST /api/departments`, `PATCH /api/departments/ID` */
export const DepartmentRequestSchema = z.object({ name })
/** The answer to a change that has nothing to tell: `{}`. */
export const DoneSchema = z.object({})
export const CreatedSchema = z.object({ id: IdSchema })

/** `PATCH /api/people/ID` */
export const PersonChangesSchema = z.object({ name: name.optional(), role: RoleSchema.optional(), departmentId: IdSchema.nullable().optional() })

/** `POST /api/invitations`. `uses`: how many people may join with it, 1 unless said. `expiresInHours`: 72 unless said. */
export const InvitationRequestSchema = z.object({
  role: RoleSchema,
  departmentId: IdSchema.nullable().optional(),
  uses: z.int().min(1).max(1000).default(1),
  expiresInHours: z.number().positive().max(24 * 365).default(72),
})
export const InvitationAnswerSchema = z.object({ invite: z.string(), link: z.string() })

/** `POST /api/meetings` */
export const MeetingRequestSchema = z.object({ title: name, startsAt: InstantSchema, template: TemplateSchema.default('blank') })
export const MeetingCreatedSchema = z.object({ id: IdSchema, room: z.string() })

/** `GET /api/meetings` */
export const MeetingListSchema = z.object({ meetings: z.array(MeetingEntrySchema) })

/** `POST /api/meetings/ID/close`: 200 with the archive's path below the workspace's folder, or 409 with what is open. */
export const ClosedSchema = z.object({ archive: z.string() })
export const OpenMattersSchema = z.object({
  error: z.literal('meeting-open'),
  message: z.string(),
  open: z.array(z.object({ kind: z.string(), id: IdSchema, title: z.string(), gaps: z.array(z.string()).optional() })),
})

/** `GET /api/archives`, newest first; `GET /api/archives/FILE` gives the bytes (FILE is `<year>/<name>.sqlite`). */
export const ArchiveListSchema = z.object({
  archives: z.array(
    z.object({ file: z.string(), meetingId: IdSchema, title: z.string(), startsAt: InstantSchema, closedAt: InstantSchema, size: z.int() }),
  ),
  /** Files in the folder that could not be read, with the reason. */
  damaged: z.array(z.object({ file: z.string(), reason: z.string() })),
})
export type ArchiveList = z.infer<typeof ArchiveListSchema>

export const ApiErrorSchema = z.object({ error: z.string(), message: z.string() })
