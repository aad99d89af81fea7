import { z } from 'zod'
import { MeetingEntrySchema, PersonSchema, RoleSchema, TemplateSchema } from './schema/directory.ts'
import { BallotPaperSchema } from './schema/round.ts'
import { LanguageSchema } from './schema/settings.ts'
import { BodySchema } from './schema/body.ts'
import { IdSchema, InstantSchema, LineSchema } from './schema/values.ts'

const name = LineSchema.trim().min(1).max(200)

/** What a session is used from, as the client says; nothing is allowed or refused by it. */
export const ClientKindSchema = z.enum(['desktop', 'browser', 'other'])
export type ClientKind = z.infer<typeof ClientKindSchema>

/**
 * The hub's HTTP API: bodies and answers. `docs/protocol.md` describes it for scripts; it only ever grows. Every answer
 * that is no success is `{ "error": kind, "message": plain words }` with a fitting status.
 */
export const JoinRequestSchema = z.object({ invite: z.string().min(1).max(2048), name, client: ClientKindSchema.default('other') })
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
  /** Set if the invitation lets somebody in once more who has joined before, on another machine. */
  person: z.object({ name: z.string() }).nullable().default(null),
})
export type InvitationCheck = z.infer<typeof InvitationCheckAnswerSchema>

/** `PATCH /api/workspace` */
export const WorkspaceChangesSchema = z.object({ name: name.optional(), language: LanguageSchema.optional() })

/** `POST /api/departments`, `PATCH /api/departments/ID` */
export const DepartmentRequestSchema = z.object({ name })
/** The answer to a change that has nothing to tell: `{}`. */
export const DoneSchema = z.object({})
export const CreatedSchema = z.object({ id: IdSchema })

/** Why a hub may know less than its clients. `journal-cut`, `journal-damaged`: found when a room was loaded. */
export const RecoveryCauseSchema = z.enum(['restored', 'taken-over', 'unclean-end', 'journal-cut', 'journal-damaged'])
export type RecoveryCause = z.infer<typeof RecoveryCauseSchema>
/** `GET /api/recovery`: until when clients may bring what others wrote; both null while they may not. */
export const RecoveryAnswerSchema = z.object({ until: z.iso.datetime({ offset: true }).nullable(), because: RecoveryCauseSchema.nullable() })
export type RecoveryAnswer = z.infer<typeof RecoveryAnswerSchema>

/** `PATCH /api/people/ID` */
export const PersonChangesSchema = z.object({ name: name.optional(), role: RoleSchema.optional(), departmentId: IdSchema.nullable().optional() })

/** `POST /api/invitations`. `uses`: how many people may join with it, 1 unless said. `expiresInHours`: 72 unless said. */
export const InvitationRequestSchema = z.object({
  role: RoleSchema,
  departmentId: IdSchema.nullable().optional(),
  uses: z.int().min(1).max(1000).default(1),
  expiresInHours: z.number().positive().max(24 * 365).default(72),
})
/**
 * `link` carries code and fingerprint in its fragment. `addresses`: every origin by which others may reach the hub.
 * `fingerprint`: see `lib/fingerprint.ts`; `certificateHash`: SHA-256 of the certificate as browsers show it; both null
 * where the hub does not encrypt.
 */
export const InvitationAnswerSchema = z.object({
  invite: z.string(),
  link: z.string(),
  addresses: z.array(z.string()).default([]),
  fingerprint: z.string().nullable().default(null),
  certificateHash: z.string().nullable().default(null),
})

/** Where the desktop's own pages are from. Hubs take them besides their own: no other program's page has this origin. */
export const DESKTOP_ORIGIN = 'app://huishang'

/** `GET /api/invitations`, newest first. What an invitation is worth now; never its code, which nobody has any more. */
export const InvitationStateSchema = z.enum(['open', 'used', 'expired', 'revoked'])
export type InvitationState = z.infer<typeof InvitationStateSchema>
export const InvitationLineSchema = z.object({
  id: IdSchema,
  state: InvitationStateSchema,
  role: RoleSchema,
  departmentId: IdSchema.nullable(),
  /** Whom it lets in once more; null if it makes new people. */
  personId: IdSchema.nullable(),
  uses: z.int(),
  usesLeft: z.int(),
  /** Null of one made before the hub kept it. */
  createdAt: InstantSchema.nullable(),
  /** Person; null for the hub itself, which makes one at every start. */
  createdBy: IdSchema.nullable(),
  expiresAt: InstantSchema,
})
export type InvitationLine = z.infer<typeof InvitationLineSchema>
export const InvitationListSchema = z.object({ invitations: z.array(InvitationLineSchema) })

/** `POST /api/people/ID/invitations`: lets this person in once more, on another machine. 24 hours unless said. */
export const ReturnInvitationRequestSchema = z.object({ expiresInHours: z.number().positive().max(24 * 30).default(24) })

/** `GET /api/sessions`, last seen first: everybody's for the secretary, one's own for everybody else. */
export const SessionLineSchema = z.object({
  id: IdSchema,
  personId: IdSchema,
  client: ClientKindSchema,
  createdAt: InstantSchema,
  /** To the minute while the hub runs, to the hour or two over its restarts. */
  lastSeenAt: InstantSchema,
  /** Heard of within the last minute. */
  isActive: z.boolean(),
  /** True of the session that asks. */
  isCurrent: z.boolean(),
})
export type SessionLine = z.infer<typeof SessionLineSchema>
export const SessionListSchema = z.object({ sessions: z.array(SessionLineSchema) })

/** `DELETE /api/people/ID/sessions`: how many ended. */
export const SessionsEndedSchema = z.object({ ended: z.int() })

/** `GET /api/rooms/ROOM/history?section=…&record=…`, newest first. */
export const HistoryEntrySchema = z.object({
  /** `hub:` for what the hub wrote itself. */
  personId: z.string(),
  section: z.string(),
  recordId: z.string(),
  change: z.enum(['created', 'replaced', 'changed', 'removed']),
  fields: z.array(z.string()),
  from: InstantSchema,
  to: InstantSchema,
})
export type HistoryEntry = z.infer<typeof HistoryEntrySchema>
export const HistoryAnswerSchema = z.object({ entries: z.array(HistoryEntrySchema) })

const bodyFields = z.object({ ...BodySchema.omit({ id: true, order: true }).shape, name, memberDepartmentIds: z.array(IdSchema).max(500) })

/** `POST /api/bodies`: the quorum is a share with its operator; without members nobody asks for one. */
export const BodyRequestSchema = bodyFields.refine(({ quorumNumerator, quorumDenominator }) => quorumNumerator <= quorumDenominator, {
  path: ['quorumNumerator'],
  error: 'must not be greater than quorumDenominator',
})

/** `PATCH /api/bodies/ID`; meetings that there are keep the rules that they began with. */
export const BodyChangesSchema = bodyFields.partial()

/** `POST /api/meetings`: with a `bodyId` the meeting begins with that body's rules. */
export const MeetingRequestSchema = z.object({ title: name, startsAt: InstantSchema, template: TemplateSchema.default('blank'), bodyId: IdSchema.nullable().default(null) })
export const MeetingCreatedSchema = z.object({ id: IdSchema, room: z.string() })

/** `POST /api/meetings/ID/projector` */
export const ProjectorCodeSchema = z.object({ code: z.string() })

/** `GET /api/meetings` */
/** The bytes of a paper are on the hub. */
export const PaperKeptSchema = z.object({ sha256: z.string(), bytes: z.int() })

export const MeetingListSchema = z.object({ meetings: z.array(MeetingEntrySchema) })

/** `POST /api/meetings/ID/close`: 200 with the archive's path below the workspace's folder, or 409 with what is open. */
export const ClosedSchema = z.object({ archive: z.string() })
export const OpenMattersSchema = z.object({
  error: z.literal('meeting-open'),
  message: z.string(),
  open: z.array(z.object({ kind: z.string(), id: IdSchema, title: z.string(), gaps: z.array(z.string()).optional() })),
})

/** `POST /api/meetings/ID/rounds`: opens a silent round on an agenda item. */
export const RoundRequestSchema = z.object({ itemId: IdSchema })
/** `number`: from 1, by item; a round that was voided gives its number to the next. */
export const RoundOpenedSchema = z.object({ id: IdSchema, number: z.int() })

/** A sealed ballot, told to nobody but the department that gave it. */
export const SealedBallotSchema = BallotPaperSchema.extend({
  castAt: InstantSchema,
  /** Person. */
  castBy: IdSchema,
  /** How often the department has given one in this round, 1 for the first: another machine's replaces and does not add. */
  version: z.int().min(1),
})
export type SealedBallot = z.infer<typeof SealedBallotSchema>

/** `PUT /api/rounds/ID/ballot` (body: a `BallotPaper`): what the hub has on its disk now. */
export const BallotCastSchema = z.object({ ballot: SealedBallotSchema })
/** `GET /api/rounds/ID/ballot`: that of the department that asks; null before its first. */
export const OwnBallotSchema = z.object({ ballot: SealedBallotSchema.nullable() })
/** More of the refusal `ballot-invalid`: which field, `scores.3.optionId`. */
export const BallotRefusalSchema = z.object({ field: z.string() })

/** `GET /api/archives`, newest first; `GET /api/archives/FILE` gives the bytes (FILE is `<year>/<name>.sqlite`). */
export const ArchiveListSchema = z.object({
  archives: z.array(
    z.object({
      file: z.string(),
      meetingId: IdSchema,
      title: z.string(),
      startsAt: InstantSchema,
      closedAt: InstantSchema,
      /** Name of the body that met, see `bodyOf`; a hub or a kept list from before it was told says nothing. */
      body: z.string().default(''),
      size: z.int(),
      /** Held in the workspace, imported from another program's file, or taken over as an archive from elsewhere. */
      origin: z.enum(['meeting', 'imported', 'foreign']).default('meeting'),
      /** Of a foreign one: its file's name there, when it was taken, and whose ledger proved it. */
      source: z.object({ name: z.string(), takenAt: z.string(), ledger: z.object({ name: z.string(), key: z.string() }).nullable() }).nullable().default(null),
    }),
  ),
  /** Files in the folder that could not be read, with the reason. */
  damaged: z.array(z.object({ file: z.string(), reason: z.string() })),
})
export type ArchiveList = z.infer<typeof ArchiveListSchema>

/** `POST /api/archives/import`: an archive from elsewhere, in base64, with what was exported beside it. */
export const ImportArchiveRequestSchema = z.object({
  /** Of the file; only ever shown. */
  name: z.string().max(255),
  file: z.string(),
  proof: z.object({ entry: z.string(), proof: z.string(), checkpoint: z.string() }).nullable().default(null),
})

/** Its answer. `key` and `root` are the short forms that minutes print; `isOwn`: this workspace's own ledger proves it. */
export const ImportedArchiveSchema = z.object({
  /** Below the workspace's folder. */
  archive: z.string(),
  meetingId: IdSchema,
  title: z.string(),
  heldOn: z.string(),
  sha256: z.string(),
  origin: z.enum(['meeting', 'imported', 'foreign']),
  /** The very file was here; nothing was changed. */
  alreadyImported: z.boolean(),
  /** Null if it came without proof. */
  ledger: z.object({ name: z.string(), key: z.string(), root: z.string(), treeSize: z.int(), isOwn: z.boolean() }).nullable(),
})
export type ImportedArchive = z.infer<typeof ImportedArchiveSchema>

/** More of the refusal `archive-refused`: why, as `huishang import archive` says it, and where it is kept below the workspace's folder. */
export const ArchiveRefusalSchema = z.object({ reason: z.string(), quarantined: z.string() })

/**
 * What is wrong with the records: a file is not what its entry says, is not there, or has no entry; the ledger
 * contradicts itself or what was signed of it, is shorter than was signed, or a signature is not its key's.
 */
export const RecordProblemSchema = z.object({
  /** Below the workspace's folder. */
  path: z.string(),
  kind: z.enum(['changed', 'missing', 'unlisted', 'ledger-broken', 'ledger-truncated', 'signature-invalid']),
})
export type RecordProblem = z.infer<typeof RecordProblemSchema>

/** A problem as the hub tells it: `acknowledged` says who knows of it since when and why it is so. It is a problem all the same. */
export const ToldProblemSchema = RecordProblemSchema.extend({
  acknowledged: z.object({ reason: z.string(), name: z.string(), at: InstantSchema }).nullable().default(null),
})
export type ToldProblem = z.infer<typeof ToldProblemSchema>

/** `POST /api/ledger/acknowledgements`: the person who asks knows of this problem. */
export const AcknowledgeRequestSchema = RecordProblemSchema.extend({ reason: z.string().trim().min(1).max(500) })

/**
 * `GET /api/archives/FILE/beyond`: what was written of the meeting on another hub and is not in this archive. `recorded`:
 * as the archive has it, `written`: as it was written; null where it is not there.
 */
export const WrittenBeyondSchema = z.object({
  changes: z.array(
    z.object({
      section: z.string(),
      recordId: z.string(),
      title: z.string(),
      kind: z.enum(['added', 'changed', 'removed']),
      fields: z.array(z.object({ field: z.string(), recorded: z.string().nullable(), written: z.string().nullable() })),
      /** `at`: when they last changed the record; null if that is not known. */
      by: z.array(z.object({ personId: z.string(), at: InstantSchema.nullable() })),
    }),
  ),
})
export type WrittenBeyond = z.infer<typeof WrittenBeyondSchema>

/** `GET /api/ledger/checkpoint`: what was signed last of the ledger of records. `docs/ledger-format.md` has the forms. */
export const LedgerCheckpointSchema = z.object({
  /** The signed note with everybody's co-signatures; null if nothing was signed yet. */
  note: z.string().nullable(),
  /** Of the ledger's key, 32 bytes in base64; null if it has none. */
  publicKey: z.string().nullable(),
  /** What guards the key on the hub: the system's keychain, the file's permissions, or it cannot sign. */
  protection: z.enum(['secret-store', 'file', 'none']),
  /** Lines that are not signed yet. */
  unsigned: z.int(),
  /** What the hub itself found wrong since it started. */
  problems: z.array(ToldProblemSchema),
})
export type LedgerCheckpoint = z.infer<typeof LedgerCheckpointSchema>

/** `GET /api/ledger/consistency?from=…&to=…`: hashes in base64, by RFC 6962. */
export const ConsistencyAnswerSchema = z.object({ proof: z.array(z.string()) })

/** `GET /api/ledger/entries/MEETING`: the lines of a meeting's records, each with the proof that it is under the checkpoint. */
export const LedgerEntriesSchema = z.object({
  note: z.string(),
  entries: z.array(z.object({ line: z.string(), index: z.int(), proof: z.array(z.string()) })),
})

/** `POST /api/ledger/cosignatures`: what this device signed of the checkpoint of that size. */
export const CosignRequestSchema = z.object({ size: z.int().min(1), publicKey: z.base64().length(44), signature: z.string().max(400) })

/** `POST /api/hosting/stand-ins`: all of them, in the order in which they are asked. */
export const StandInsRequestSchema = z.object({
  standIns: z.array(z.object({ personId: IdSchema, isAutomatic: z.boolean().default(false) })).max(20),
})

/** `GET /api/hosting/key`, for stand-ins alone: what proves to the other hubs that one is of this workspace. */
export const HubKeyAnswerSchema = z.object({ workspaceId: IdSchema, key: z.string(), keyNumber: z.int(), personId: IdSchema })
export type HubKeyAnswer = z.infer<typeof HubKeyAnswerSchema>

/**
 * `POST /api/hosting/proof`, no token: whether there is a hub here that knows a session, without saying which token.
 * `session` is the SHA-256 of the token's SHA-256, base64url both times. The answer's `proof` is the HMAC-SHA-256 of
 * `hostProofText` in base64url; its key is the text of the token's SHA-256.
 */
export const HostProofRequestSchema = z.object({ session: z.string().regex(/^[\w-]{43}$/), nonce: z.string().min(16).max(128) })
export const HostProofAnswerSchema = z.object({
  hubId: IdSchema,
  mode: z.enum(['hosting', 'standby']),
  term: z.int(),
  proof: z.string(),
})
export type HostProofAnswer = z.infer<typeof HostProofAnswerSchema>

export function hostProofText({ hubId, mode, term }: Omit<HostProofAnswer, 'proof'>, nonce: string): string {
  return JSON.stringify(['huishang-host-1', hubId, mode, term, nonce])
}

export const ApiErrorSchema = z.object({ error: z.string(), message: z.string() })
