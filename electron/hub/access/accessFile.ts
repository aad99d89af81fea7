import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ClientKindSchema } from '../../../shared/api.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { PersonSchema, RoleSchema } from '../../../shared/schema/directory.ts'
import { IdSchema, InstantSchema } from '../../../shared/schema/values.ts'
import { keepAside } from '../keepAside.ts'
import { NO_REPLICA, ReplicaSchema, SHARED_REPLICA } from './replica.ts'

/** 2: invitations and sessions have names that are not their secrets, so that they can be listed and revoked. */
const FORMAT = 2

const StoredInvitationSchema = z.object({
  id: IdSchema,
  hash: z.string(),
  role: RoleSchema,
  departmentId: IdSchema.nullable(),
  /** Set if it lets this person in once more, on another machine; role and department are then the person's. */
  personId: IdSchema.nullable(),
  uses: z.int().min(1),
  usesLeft: z.int().min(0),
  /** Null of an invitation made before the hub kept it. */
  createdAt: InstantSchema.nullable(),
  /** Person; null for the hub itself. */
  createdBy: IdSchema.nullable(),
  expiresAt: InstantSchema,
  revokedAt: InstantSchema.nullable(),
  /** The one that each start of the hub hands to its owner. */
  isFromStart: z.boolean(),
})
export type StoredInvitation = z.infer<typeof StoredInvitationSchema>

const StoredSessionSchema = z.object({
  id: IdSchema,
  hash: z.string(),
  personId: IdSchema,
  createdAt: InstantSchema,
  /** Lags behind by an hour or so: see `AccessStore`. */
  lastSeenAt: InstantSchema,
  client: ClientKindSchema,
})
export type StoredSession = z.infer<typeof StoredSessionSchema>

const AccessSchema = z.object({
  format: z.literal(FORMAT),
  people: z.array(PersonSchema),
  invitations: z.array(StoredInvitationSchema),
  sessions: z.array(StoredSessionSchema),
  /** Absent in files of before there could be several hubs. */
  replica: ReplicaSchema.default(NO_REPLICA),
})
/** Who may enter: people, and the hashes of the secrets that prove it. */
export type Access = z.infer<typeof AccessSchema>

const FirstFormatSchema = z.object({
  format: z.literal(1),
  people: z.array(PersonSchema),
  invitations: z.array(StoredInvitationSchema.pick({ hash: true, role: true, departmentId: true, usesLeft: true, expiresAt: true, isFromStart: true })),
  sessions: z.array(StoredSessionSchema.pick({ hash: true, personId: true, createdAt: true })),
})

/** What hubs of one workspace tell each other of it. */
export const SharedAccessSchema = AccessSchema.pick({ people: true, invitations: true, sessions: true }).extend(ReplicaSchema.pick(SHARED_REPLICA).shape)

export const NO_ACCESS: Access = { format: FORMAT, people: [], invitations: [], sessions: [], replica: NO_REPLICA }

export type AccessFileError = { readonly kind: 'newer-format'; readonly path: string } | { readonly kind: 'damaged'; readonly path: string }

export interface ReadOptions {
  readonly path: string
  readonly newId: () => string
  /** Instant that counts as the last sign of sessions of an older format. */
  readonly now: string
}

/**
 * A damaged file is an error, after a copy was kept: going on without it would lock everybody out.
 * @throws the system's error if the file is there and cannot be read.
 */
export async function readAccessFile({ path, newId, now }: ReadOptions): Promise<Result<Access, AccessFileError>> {
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
  const first = FirstFormatSchema.safeParse(stored)
  if (first.success) return ok(fromFirstFormat(first.data, newId, now))
  await keepAside(path)
  return err({ kind: 'damaged', path })
}

function fromFirstFormat(first: z.infer<typeof FirstFormatSchema>, newId: () => string, now: string): Access {
  return {
    format: FORMAT,
    people: first.people,
    invitations: first.invitations.map((invitation) => ({
      ...invitation,
      id: newId(),
      personId: null,
      uses: Math.max(1, invitation.usesLeft),
      createdAt: null,
      createdBy: null,
      revokedAt: null,
    })),
    sessions: first.sessions.map((session) => ({ ...session, id: newId(), lastSeenAt: now, client: 'other' })),
    replica: NO_REPLICA,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
