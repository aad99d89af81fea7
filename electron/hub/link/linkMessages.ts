import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { z } from 'zod'
import { IdSchema, InstantSchema } from '../../../shared/schema/values.ts'
import { MOST_PAPER_BYTES } from '../../../shared/schema/submission.ts'
import { SharedAccessSchema } from '../access/accessFile.ts'

export const LINK_VERSION = 2
const nonce = z.string().regex(/^[\w.-]{32,128}$/)
const proof = z.string().max(64)

/** `POST /link`: the caller's first word; nothing about either side is known yet. */
export const CallSchema = z.object({ version: z.int(), workspaceId: IdSchema, hubId: IdSchema, nonce })
/** Its answer. The caller then opens a WebSocket at the same address with its own proof. */
export const CallAnswerSchema = z.object({ hubId: IdSchema, nonce, proof })

/** How a hub stands. Of several that host, the one with the greatest term goes on; of equal terms, the greatest id. */
export const StandingSchema = z.object({ hubId: IdSchema, mode: z.enum(['hosting', 'standby']), term: z.int().min(0) })
export type Standing = z.infer<typeof StandingSchema>

const roomName = z.string().max(200)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const ClaimsSchema = z.array(z.tuple([z.int().min(0), z.string().max(64)]))
const HistoryEntrySchema = z.object({
  personId: z.string().max(64),
  section: z.string().max(200),
  recordId: z.string().max(1_000),
  change: z.enum(['created', 'replaced', 'changed', 'removed']),
  fields: z.array(z.string()),
  from: InstantSchema,
  to: InstantSchema,
})
const ArchiveFileSchema = z.object({ file: z.string().regex(/^\d{4}\/[\w-]+\.sqlite$/), sha256: digest, size: z.int() })
export type ArchiveFile = z.infer<typeof ArchiveFileSchema>

const ARCHIVE_MESSAGES = [
  z.object({ type: z.literal('archives'), files: z.array(ArchiveFileSchema) }),
  z.object({ type: z.literal('archive-wanted'), file: ArchiveFileSchema }),
] as const
export type ArchiveMessage = z.infer<(typeof ARCHIVE_MESSAGES)[number]>

const PAPER_MESSAGES = [
  /** Papers whose bytes are here. */
  z.object({ type: z.literal('papers'), files: z.array(z.object({ sha256: digest, bytes: z.int().min(1).max(MOST_PAPER_BYTES) })) }),
  /** One part, answered by a frame or by `paper-gone`. */
  z.object({ type: z.literal('paper-wanted'), sha256: digest, from: z.int().min(0).max(MOST_PAPER_BYTES) }),
  z.object({ type: z.literal('paper-gone'), sha256: digest }),
  /** All of it came, and it is not what its name says. */
  z.object({ type: z.literal('paper-spoilt'), sha256: digest }),
] as const
export type PaperMessage = z.infer<(typeof PAPER_MESSAGES)[number]>

/** What linked hubs tell each other besides the rooms' own messages. */
export const LinkMessageSchema = z.discriminatedUnion('type', [
  /**
   * `isSaving`: false while its disk refuses. Nothing else moves on such a link; once it takes things again, another link
   * begins. `lacksPapers`: its disk has no room for papers that the other has; all else goes on.
   */
  z.object({ type: z.literal('standing'), standing: StandingSchema, isSaving: z.boolean().default(true), lacksPapers: z.boolean().optional() }),
  z.object({ type: z.literal('access'), access: SharedAccessSchema }),
  /** Opens a room on the link: whose the client ids in it are, before any update that uses them; a digest of its history. */
  z.object({ type: z.literal('room'), room: roomName, claims: ClaimsSchema, history: digest }),
  z.object({ type: z.literal('claims'), room: roomName, claims: ClaimsSchema }),
  z.object({ type: z.literal('history'), room: roomName, entries: z.array(HistoryEntrySchema) }),
  /** The room will not change any more and is the same on both sides once both have said so. */
  z.object({ type: z.literal('done'), room: roomName }),
  ...ARCHIVE_MESSAGES,
  ...PAPER_MESSAGES,
  /** Answered by `kept` when everything sent before is on the disk; with `papers`, also all papers that were told of. */
  z.object({ type: z.literal('keep'), mark: z.int(), papers: z.boolean().optional() }),
  z.object({ type: z.literal('kept'), mark: z.int() }),
])
export type LinkMessage = z.infer<typeof LinkMessageSchema>

const ROOM_FRAME = 0
const ARCHIVE_FRAME = 1
const PAPER_FRAME = 2

/** Bytes of a paper that begin at `from`. */
export interface PaperPart {
  readonly sha256: string
  readonly from: number
  readonly bytes: Uint8Array
}

export type LinkFrame =
  | { readonly kind: 'room'; readonly room: string; readonly message: Uint8Array }
  | { readonly kind: 'archive'; readonly sha256: string; readonly bytes: Uint8Array }
  | { readonly kind: 'paper'; readonly part: PaperPart }

/** One plain y-websocket message of a room. */
export function frameRoom(room: string, message: Uint8Array): Uint8Array {
  return frame(ROOM_FRAME, room, message)
}

export function frameArchive(sha256: string, bytes: Uint8Array): Uint8Array {
  return frame(ARCHIVE_FRAME, sha256, bytes)
}

export function framePaper({ sha256, from, bytes }: PaperPart): Uint8Array {
  return frame(PAPER_FRAME, `${sha256} ${from}`, bytes)
}

/** @throws Error if the bytes are no frame. */
export function readFrame(bytes: Uint8Array): LinkFrame {
  const decoder = decoding.createDecoder(bytes)
  const kind = decoding.readVarUint(decoder)
  const name = decoding.readVarString(decoder)
  const rest = decoding.readTailAsUint8Array(decoder)
  if (kind === ROOM_FRAME) return { kind: 'room', room: name, message: rest }
  if (kind === ARCHIVE_FRAME) return { kind: 'archive', sha256: name, bytes: rest }
  const [sha256 = '', from = ''] = name.split(' ')
  if (kind === PAPER_FRAME) return { kind: 'paper', part: { sha256, from: Number(from), bytes: rest } }
  throw new Error('unknown frame')
}

function frame(kind: number, name: string, rest: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarString(encoder, name)
  encoding.writeUint8Array(encoder, rest)
  return encoding.toUint8Array(encoder)
}
