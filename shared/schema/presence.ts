import { z } from 'zod'
import { IdSchema, LineSchema } from './values.ts'

/** What a participant says about where it is. It comes from strangers: parse it before showing it. */
export const PresenceSchema = z.object({
  person: z.object({ id: IdSchema, name: LineSchema, departmentId: IdSchema.nullable() }),
  /** Screen, and the record looked at, if any. */
  at: z.object({ screen: z.string().max(40), recordId: IdSchema.nullable() }).optional(),
  /** Field being edited, `<section>/<record>/<key>`, so that others see it marked. */
  editing: z.string().max(200).nullable().optional(),
})
export type Presence = z.infer<typeof PresenceSchema>
