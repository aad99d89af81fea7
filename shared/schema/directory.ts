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

export const TEMPLATES = ['blank', 'joint-consultation', 'follow-up'] as const
export const TemplateSchema = z.enum(TEMPLATES)
export type Template = z.infer<typeof TemplateSchema>

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
})
export type MeetingEntry = z.infer<typeof MeetingEntrySchema>
