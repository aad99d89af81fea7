import { z } from 'zod'
import { ROLES } from '../lib/roles.ts'
import { LanguageSchema } from './settings.ts'
import { IdSchema, InstantSchema, LineSchema } from './values.ts'

export const RoleSchema = z.enum(ROLES)

export const WorkspaceSchema = z.object({ id: IdSchema, name: LineSchema, language: LanguageSchema })
export type Workspace = z.infer<typeof WorkspaceSchema>

export const DepartmentSchema = z.object({ id: IdSchema, order: z.string(), name: LineSchema })
export type Department = z.infer<typeof DepartmentSchema>

/** A person who has joined. The session that proves it is the hub's alone and never in a document. */
export const PersonSchema = z.object({
  id: IdSchema,
  name: LineSchema,
  role: RoleSchema,
  departmentId: IdSchema.nullable(),
  joinedAt: InstantSchema,
})
export type Person = z.infer<typeof PersonSchema>

/**
 * One hub of the workspace, as it last said of itself but for `goneSince` and `notSavingSince`. Of those that host, the one with the greatest term counts (of
 * equal terms the greatest id): a hub that was away and still says it hosts is overruled by the one that took over.
 */
export const HostEntrySchema = z.object({
  /** The hub's id. */
  id: IdSchema,
  /** Whose machine it is, if it is known. */
  personId: IdSchema.nullable(),
  state: z.enum(['hosting', 'standby', 'left']),
  term: z.int().min(0),
  since: InstantSchema,
  /** Since when it has been away without a word, as the hub that hosts noted it; null while it is there, or left on purpose. */
  goneSince: InstantSchema.nullable().default(null),
  /** Since when its disk has refused, as the hub that hosts noted it: its copy ends there. Null once it is whole again. */
  notSavingSince: InstantSchema.nullable().default(null),
  /** Origins, best first. */
  addresses: z.array(z.string().max(300)).max(20),
  /** SHA-256 of its certificate; null without TLS. */
  fingerprint: z.string().max(200).nullable(),
})
export type HostEntry = z.infer<typeof HostEntrySchema>

/** A person whose machine may take over, with the secretary's consent; `order` as they are asked. */
export const StandInEntrySchema = z.object({
  /** The person's id. */
  id: IdSchema,
  order: z.string(),
  since: InstantSchema,
  /** Whether it may begin by itself when the host has vanished. */
  isAutomatic: z.boolean(),
})
export type StandInEntry = z.infer<typeof StandInEntrySchema>

export const TEMPLATES = ['blank', 'joint-consultation', 'follow-up'] as const
export const TemplateSchema = z.enum(TEMPLATES)
export type Template = z.infer<typeof TemplateSchema>

/** What of a meeting was last handed out for calendars. */
export const MeetingInvitationSchema = z.object({
  /** From 0; rises with each one that says something else. */
  sequence: z.int().min(0),
  title: LineSchema,
  startsAt: InstantSchema,
  place: LineSchema,
  minutes: z.int().min(0),
  /** It says that the meeting does not take place. */
  isCancelled: z.boolean().optional(),
  /** When the secretariat first took this very one, to send it out; absent if only others have. */
  takenAt: InstantSchema.optional(),
})
export type MeetingInvitation = z.infer<typeof MeetingInvitationSchema>

/** A meeting as the directory knows it; what is said in it is in the room `meeting/<id>`. */
export const MeetingEntrySchema = z.object({
  id: IdSchema,
  title: LineSchema,
  startsAt: InstantSchema,
  template: TemplateSchema,
  createdAt: InstantSchema,
  /** Null while the meeting is open. */
  closedAt: InstantSchema.nullable(),
  /** Path of the archive below the workspace's folder, `records/2026/20260305-<id>.sqlite`; null while open. */
  record: z.string().nullable(),
  /** Absent as long as none was asked for. */
  invitation: MeetingInvitationSchema.optional(),
})
export type MeetingEntry = z.infer<typeof MeetingEntrySchema>
