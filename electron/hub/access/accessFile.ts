import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { PersonSchema, RoleSchema } from '../../../shared/schema/directory.ts'
import { IdSchema, InstantSchema } from '../../../shared/schema/values.ts'
import { keepAside } from '../keepAside.ts'

const FORMAT = 1

const StoredInvitationSchema = z.object({
  hash: z.string(),
  role: RoleSchema,
  departmentId: IdSchema.nullable(),
  usesLeft: z.int().min(0),
  expiresAt: InstantSchema,
  /** The one that each start of the hub hands to its owner. */
  isFromStart: z.boolean(),
})
export type StoredInvitation = z.infer<typeof StoredInvitationSchema>

const AccessSchema = z.object({
  format: z.literal(FORMAT),
  people: z.array(PersonSchema),
  invitations: z.array(StoredInvitationSchema),
  sessions: z.array(z.object({ hash: z.string(), personId: IdSchema, createdAt: InstantSchema })),
})
/** Who may enter: people, and the hashes of the secrets that prove it. */
export type Access = z.infer<typeof AccessSchema>

export const NO_ACCESS: Access = { format: FORMAT, people: [], invitations: [], sessions: [] }

export type AccessFileError = { readonly kind: 'newer-format'; readonly path: string } | { readonly kind: 'damaged'; readonly path: string }

/**
 * A damaged file is an error, after a copy was kept: going on without it would lock everybody out.
 * @throws the system's error if the file is there and cannot be read.
 */
export async function readAccessFile(path: string): Promise<Result<Access, AccessFileError>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return ok(NO_ACCESS)
  const stored = parseJson(text)
  const format = z.object({ format: z.int() }).safeParse(stored)
  if (format.success && format.data.format > FORMAT) return err({ kind: 'newer-format', path })
  const access = AccessSchema.safeParse(stored)
  if (access.success) return ok(access.data)
  await keepAside(path)
  return err({ kind: 'damaged', path })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
