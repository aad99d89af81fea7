import type { Role } from '../lib/roles.ts'

/**
 * How far a role's right to write in a section reaches: every record; records of the own department (and new ones for
 * it); the record of oneself; or none.
 */
export type Reach = 'any' | 'own-department' | 'own-record' | 'none'

type Row = Readonly<Record<Role, Reach>>

const SECRETARIAT: Row = { secretary: 'any', chair: 'any', delegate: 'none', coordinator: 'none', observer: 'none' }
const HUB_ONLY: Row = { secretary: 'none', chair: 'none', delegate: 'none', coordinator: 'none', observer: 'none' }

/**
 * Who may write what: room kind → section (a root of the room's document) → role. The screen disables by it, the hub
 * refuses by it. Everyone of the workspace may read. Sections marked hub-only change through the API.
 */
export const WRITE_POLICY = {
  directory: {
    workspace: HUB_ONLY,
    departments: HUB_ONLY,
    people: HUB_ONLY,
    meetings: HUB_ONLY,
  },
  meeting: {
    info: SECRETARIAT,
    attendance: { secretary: 'any', chair: 'any', delegate: 'own-record', coordinator: 'own-record', observer: 'none' },
    agenda: SECRETARIAT,
    agendaEvents: SECRETARIAT,
    notes: { secretary: 'any', chair: 'any', delegate: 'any', coordinator: 'any', observer: 'none' },
    columns: { secretary: 'any', chair: 'any', delegate: 'none', coordinator: 'any', observer: 'none' },
    issues: { secretary: 'any', chair: 'any', delegate: 'own-department', coordinator: 'any', observer: 'none' },
    resolutions: SECRETARIAT,
    actions: { secretary: 'any', chair: 'any', delegate: 'own-department', coordinator: 'any', observer: 'none' },
    actionEvents: { secretary: 'any', chair: 'any', delegate: 'own-department', coordinator: 'any', observer: 'none' },
  },
} as const satisfies Record<string, Record<string, Row>>

export type RoomKind = keyof typeof WRITE_POLICY
export type Section<K extends RoomKind> = keyof (typeof WRITE_POLICY)[K] & string

export interface Writer {
  readonly personId: string
  readonly role: Role
  readonly departmentId: string | null
}

/** Whom a record belongs to. A new record belongs to its author's department and to the author. */
export interface Owner {
  readonly departmentId?: string | null
  readonly personId?: string
}

/** True if `writer` may write the record of `owner` in that section; without an owner, whether any record at all. */
export function mayWrite<K extends RoomKind>(room: K, section: Section<K>, writer: Writer, owner?: Owner): boolean {
  const row = WRITE_POLICY[room][section] as Row
  const reach = row[writer.role]
  if (reach === 'any') return true
  if (reach === 'none') return false
  if (owner === undefined) return true
  if (reach === 'own-record') return owner.personId === writer.personId
  return writer.departmentId !== null && owner.departmentId === writer.departmentId
}

/** True if the writer's role may write anything at all in a room of this kind. */
export function mayWriteSomewhere(room: RoomKind, writer: Writer): boolean {
  return Object.values<Row>(WRITE_POLICY[room]).some((row) => row[writer.role] !== 'none')
}

/** What a role may ask of the hub's API. */
export const API_POLICY = {
  'edit-workspace': ['secretary'],
  'invite-people': ['secretary'],
  /** Those of others; one's own everybody may see and end. */
  'end-sessions': ['secretary'],
  'edit-departments': ['secretary'],
  'edit-people': ['secretary'],
  'create-meeting': ['secretary', 'chair'],
  'close-meeting': ['secretary', 'chair'],
} as const satisfies Record<string, readonly Role[]>

export type ApiRight = keyof typeof API_POLICY

export function mayAsk(right: ApiRight, role: Role): boolean {
  return (API_POLICY[right] as readonly Role[]).includes(role)
}
