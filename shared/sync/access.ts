import type { Role } from '../lib/roles.ts'
import type { FieldChange, TouchedRecord } from './check/TouchedRecord.ts'

/**
 * How far a role's right to write in a section reaches: every record; records of the own department (and new ones for
 * it); the record of oneself; or none.
 */
export type Reach = 'any' | 'own-department' | 'own-record' | 'none'

export type ReachByRole = Readonly<Record<Role, Reach>>

/** Whose a record is, found in the hub's own view of it, never in what an update says about it. */
export type OwnedBy =
  /** The department that this field names. */
  | { readonly department: string }
  /** The department of the record that this field names, in another section. */
  | { readonly through: string; readonly section: string }
  /** The person whose id the record has. */
  | 'person'

export interface SectionPolicy {
  readonly reach: ReachByRole
  /** Of sections that reach own-department or own-record. */
  readonly ownedBy?: OwnedBy
  /**
   * Who may put in, replace or take away whole records, if not everyone who may write in them: those who may in that
   * section; `hub`: nobody but the hub.
   */
  readonly recordsBy?: string
  /** Records are never changed, replaced or taken away; a new one names its author in the field `by`. */
  readonly isAppendOnly?: true
  /** Fields are written into (text), never put in, replaced or taken away, once the record is there. */
  readonly isContentOnly?: true
  /** Fields that the hub alone writes. */
  readonly hubFields?: readonly string[]
  /** Fields that say who the writer is, where the reach is own-record. */
  readonly selfFields?: { readonly role: string; readonly department: string }
  /** Fields that people are given by whoever may write every record: of one's own they are left alone, or emptied. */
  readonly givenFields?: readonly string[]
  /** Where the reach is own-department: new records also by whoever holds a proxy for it, for the item that these links end at. */
  readonly byProxy?: readonly ItemLink[]
}

/** A field that names a record, and the sections that may hold it. The last one's `itemId` is the agenda item. */
export interface ItemLink {
  readonly field: string
  readonly sections: readonly string[]
}

const TO_SUBJECT: ItemLink = { field: 'subjectId', sections: ['options', 'resolutions'] }

const SECRETARIAT: ReachByRole = { secretary: 'any', chair: 'any', delegate: 'none', coordinator: 'none', observer: 'none' }
const STAFF: ReachByRole = { secretary: 'any', chair: 'any', delegate: 'none', coordinator: 'any', observer: 'none' }
const DEPARTMENTS: ReachByRole = { ...STAFF, delegate: 'own-department' }
const PARTICIPANTS: ReachByRole = { ...STAFF, delegate: 'any' }
/** Who speaks for a department; the secretariat takes down what is said in the room. */
const VOICES: ReachByRole = { ...SECRETARIAT, delegate: 'own-department' }
const THEMSELVES: ReachByRole = { ...SECRETARIAT, delegate: 'own-record', coordinator: 'own-record' }
const EVERYBODY: ReachByRole = { secretary: 'any', chair: 'any', delegate: 'any', coordinator: 'any', observer: 'any' }
const HUB_ONLY: ReachByRole = { secretary: 'none', chair: 'none', delegate: 'none', coordinator: 'none', observer: 'none' }

/**
 * Who may write what: room kind → section (a root of the room's document) → rules. The screen disables by it, the hub
 * refuses by it. What has no reach changes through the API.
 */
export const WRITE_POLICY = {
  directory: {
    workspace: { reach: HUB_ONLY },
    departments: { reach: HUB_ONLY },
    bodies: { reach: HUB_ONLY },
    people: { reach: HUB_ONLY },
    meetings: { reach: HUB_ONLY },
    hosts: { reach: HUB_ONLY },
    standIns: { reach: HUB_ONLY },
  },
  pool: {
    submissions: { reach: VOICES, ownedBy: { department: 'departmentId' } },
    submissionEvents: { reach: VOICES, ownedBy: { through: 'submissionId', section: 'submissions' }, isAppendOnly: true },
    screenings: { reach: SECRETARIAT, isAppendOnly: true },
    papers: { reach: VOICES, ownedBy: { department: 'departmentId' }, isAppendOnly: true },
  },
  meeting: {
    info: { reach: SECRETARIAT, recordsBy: 'hub', hubFields: ['id', 'schemaVersion', 'template', 'closedAt'] },
    bodies: { reach: SECRETARIAT },
    attendance: { reach: THEMSELVES, ownedBy: 'person', selfFields: { role: 'role', department: 'departmentId' }, givenFields: ['proxyForDepartmentId'] },
    itemAttendance: { reach: SECRETARIAT, isAppendOnly: true },
    agenda: { reach: SECRETARIAT },
    agendaEvents: { reach: SECRETARIAT, isAppendOnly: true },
    dossiers: { reach: SECRETARIAT },
    papers: { reach: DEPARTMENTS, ownedBy: { department: 'departmentId' }, isAppendOnly: true },
    stageEvents: { reach: SECRETARIAT, isAppendOnly: true },
    clockEvents: { reach: SECRETARIAT, isAppendOnly: true },
    speakerRequests: { reach: DEPARTMENTS, ownedBy: { department: 'departmentId' }, isAppendOnly: true },
    floorEvents: { reach: SECRETARIAT, isAppendOnly: true },
    notes: { reach: PARTICIPANTS, recordsBy: 'agenda', isContentOnly: true },
    columns: { reach: STAFF },
    issues: { reach: DEPARTMENTS, ownedBy: { department: 'leadDepartmentId' } },
    options: { reach: SECRETARIAT },
    gates: { reach: SECRETARIAT },
    gateVerdicts: { reach: SECRETARIAT, isAppendOnly: true },
    criteria: { reach: SECRETARIAT },
    itemRules: { reach: SECRETARIAT },
    // M13: sealed ballots are no document's; the hub writes them when they are revealed.
    rounds: { reach: HUB_ONLY },
    ballots: { reach: HUB_ONLY },
    positions: { reach: VOICES, ownedBy: { department: 'departmentId' }, isAppendOnly: true, byProxy: [TO_SUBJECT] },
    conditionEvents: { reach: VOICES, ownedBy: { through: 'positionId', section: 'positions' }, isAppendOnly: true, byProxy: [{ field: 'positionId', sections: ['positions'] }, TO_SUBJECT] },
    positionAnswers: { reach: PARTICIPANTS, isAppendOnly: true },
    resolutions: { reach: SECRETARIAT },
    adoptions: { reach: SECRETARIAT, isAppendOnly: true },
    countersignRequests: { reach: SECRETARIAT, isAppendOnly: true },
    countersigns: {
      reach: VOICES,
      ownedBy: { department: 'departmentId' },
      isAppendOnly: true,
      byProxy: [{ field: 'requestId', sections: ['countersignRequests'] }, { field: 'resolutionId', sections: ['resolutions'] }],
    },
    actions: { reach: DEPARTMENTS, ownedBy: { department: 'leadDepartmentId' } },
    actionEvents: { reach: DEPARTMENTS, ownedBy: { through: 'actionId', section: 'actions' }, isAppendOnly: true },
    projector: { reach: SECRETARIAT },
  },
} as const satisfies Record<string, Record<string, SectionPolicy>>

export type RoomKind = keyof typeof WRITE_POLICY
export type Section<K extends RoomKind> = keyof (typeof WRITE_POLICY)[K] & string

/**
 * Who is sent what: room kind → role. `own-department`: rooms of one's own department. All of a room or nothing of it:
 * what somebody may not read is in a room that they may not read.
 */
export const READ_POLICY = {
  directory: EVERYBODY,
  pool: { secretary: 'any', chair: 'any', delegate: 'own-department', coordinator: 'own-department', observer: 'none' },
  meeting: EVERYBODY,
} as const satisfies Record<RoomKind, ReachByRole>

/** A room as far as it decides who may read it. */
export type ReadRoom = { readonly kind: 'directory' | 'meeting' } | { readonly kind: 'pool'; readonly departmentId: string }

export interface Writer {
  readonly personId: string
  readonly role: Role
  readonly departmentId: string | null
}

/** Whom a record belongs to. A new record belongs to its author's department and to the author. */
export interface Owner {
  readonly departmentId?: string | null
  readonly personId?: string
  /** The agenda item that the record is about, for what proxies may write. */
  readonly itemId?: string
}

/** Whether the writer stands in for a department at an agenda item, now. */
export type HoldsProxy = (departmentId: string, itemId: string) => boolean

const NO_PROXY: HoldsProxy = () => false

/** The plain fields of a record as the hub's document has it, or undefined if it has none. */
export type ReadRecord = (section: string, recordId: string) => ReadonlyMap<string, unknown> | undefined

export type Judgement = 'allowed' | { readonly reason: 'write-refused'; readonly about: string }

/** The roots that documents of this kind have. */
export function sectionsOf(kind: RoomKind): ReadonlySet<string> {
  return new Set(Object.keys(WRITE_POLICY[kind]))
}

/** True if the room, its history and its papers are sent to this person, as their role and department are now. */
export function mayRead({ role, departmentId }: Pick<Writer, 'role' | 'departmentId'>, room: ReadRoom): boolean {
  const reach = READ_POLICY[room.kind][role]
  if (reach === 'own-department') return room.kind === 'pool' && departmentId === room.departmentId
  return reach === 'any'
}

/** True if `writer` may write the record of `owner` in that section; without an owner, whether any record at all. */
export function mayWrite<K extends RoomKind>(room: K, section: Section<K>, writer: Writer, owner?: Owner, holdsProxy: HoldsProxy = NO_PROXY): boolean {
  const { reach: reaches, byProxy } = WRITE_POLICY[room][section] as SectionPolicy
  const reach = reaches[writer.role]
  if (reach === 'any') return true
  if (reach === 'none') return false
  if (owner === undefined) return true
  if (reach === 'own-record') return owner.personId === writer.personId
  if (writer.departmentId !== null && owner.departmentId === writer.departmentId) return true
  const { departmentId, itemId } = owner
  return byProxy !== undefined && typeof departmentId === 'string' && itemId !== undefined && holdsProxy(departmentId, itemId)
}

/** True if the writer's role may write anything at all in a room of this kind. */
export function mayWriteSomewhere(room: RoomKind, writer: Writer): boolean {
  return Object.values<SectionPolicy>(WRITE_POLICY[room]).some(({ reach }) => reach[writer.role] !== 'none')
}

/**
 * Whether the writer may do all of what one update of theirs does. `about` names the first record that they may not
 * write. Nothing touched is allowed to all who may write somewhere: what they edited may be gone by now.
 */
export function judgeTouched(kind: RoomKind, writer: Writer, touched: readonly TouchedRecord[], readRecord: ReadRecord, holdsProxy: HoldsProxy = NO_PROXY): Judgement {
  if (touched.length === 0 && !mayWriteSomewhere(kind, writer)) return { reason: 'write-refused', about: kind }
  const policies: Readonly<Record<string, SectionPolicy | undefined>> = WRITE_POLICY[kind]
  const refused = touched.find((record) => !mayTouch(record, { policies, writer, touched, readRecord, holdsProxy }))
  return refused ? { reason: 'write-refused', about: subject(refused) } : 'allowed'
}

/** What is judged together: one writer's records of one update. */
interface Case {
  readonly policies: Readonly<Record<string, SectionPolicy | undefined>>
  readonly writer: Writer
  readonly touched: readonly TouchedRecord[]
  readonly readRecord: ReadRecord
  readonly holdsProxy: HoldsProxy
}

function mayTouch(record: TouchedRecord, { policies, writer, ...rest }: Case): boolean {
  const policy = Object.hasOwn(policies, record.section) ? policies[record.section] : undefined
  if (!policy || policy.reach[writer.role] === 'none') return false
  const { recordsBy, isAppendOnly, isContentOnly, hubFields } = policy
  if (recordsBy !== undefined && record.change !== 'changed' && policies[recordsBy]?.reach[writer.role] !== 'any') return false
  if (isAppendOnly && (record.change !== 'created' || setTo(record, 'by') !== writer.personId)) return false
  if (isContentOnly && record.change === 'changed' && [...record.fields.values()].some(({ kind }) => kind !== 'edited')) return false
  if (hubFields?.some((field) => record.fields.has(field))) return false
  const judged = { policies, writer, ...rest }
  return policy.reach[writer.role] === 'any' || mayTouchOwn(policy, record, judged) || mayTouchByProxy(policy, record, judged)
}

/** Where the reach ends at what is one's own: it must be so before the update and after it. */
function mayTouchOwn({ ownedBy, selfFields, givenFields }: SectionPolicy, record: TouchedRecord, judged: Case): boolean {
  const { personId, role, departmentId } = judged.writer
  if (ownedBy === undefined) return false
  if (ownedBy === 'person') {
    if (record.recordId !== personId || givenFields?.some((field) => !isLeftEmpty(record, field))) return false
    return selfFields === undefined || (keeps(record, selfFields.role, role) && keeps(record, selfFields.department, departmentId))
  }
  if (departmentId === null) return false
  if ('through' in ownedBy) return isLinkedGone(record, ownedBy, judged) || departmentOfLinked(record, ownedBy, judged) === departmentId
  const before = judged.readRecord(record.section, record.recordId)
  if (before && before.get(ownedBy.department) !== departmentId) return false
  if (record.change === 'removed') return true
  if (record.change === 'changed') return before !== undefined && keeps(record, ownedBy.department, departmentId)
  return setTo(record, ownedBy.department) === departmentId
}

/**
 * Who stands in for a department speaks for it on the item that the new record is about: as the hub knows that item, not
 * as the record says, which must say the same.
 */
function mayTouchByProxy({ ownedBy, byProxy }: SectionPolicy, record: TouchedRecord, judged: Case): boolean {
  if (byProxy === undefined || typeof ownedBy !== 'object' || record.change !== 'created') return false
  const departmentId = 'department' in ownedBy ? setTo(record, ownedBy.department) : departmentOfLinked(record, ownedBy, judged)
  const itemId = linkedItem(record, byProxy, judged)
  if (typeof departmentId !== 'string' || typeof itemId !== 'string' || !keeps(record, 'itemId', itemId)) return false
  return judged.holdsProxy(departmentId, itemId)
}

function linkedItem(record: TouchedRecord, links: readonly ItemLink[], { readRecord }: Case): unknown {
  let read = (field: string): unknown => setTo(record, field)
  for (const { field, sections } of links) {
    const id = read(field)
    const linked = typeof id === 'string' ? sections.map((section) => readRecord(section, id)).find((fields) => fields !== undefined) : undefined
    if (!linked) return undefined
    read = (name) => linked.get(name)
  }
  return read('itemId')
}

/**
 * Somebody took away what the new record is about, while its author was offline: it has no effect, and is no reason to
 * refuse all the rest that the author did meanwhile.
 */
function isLinkedGone(record: TouchedRecord, { through, section }: { readonly through: string; readonly section: string }, { readRecord, touched }: Case): boolean {
  const linked = setTo(record, through)
  if (typeof linked !== 'string' || readRecord(section, linked)) return false
  return !touched.some((other) => other.section === section && other.recordId === linked && other.change === 'created')
}

/** Of the record that a new one hangs on, in the hub's view; or in the update's, where it comes with it. */
function departmentOfLinked(record: TouchedRecord, { through, section }: { readonly through: string; readonly section: string }, judged: Case): unknown {
  const ownedBy = judged.policies[section]?.ownedBy
  const linked = setTo(record, through)
  if (typeof linked !== 'string' || typeof ownedBy !== 'object' || !('department' in ownedBy)) return undefined
  const before = judged.readRecord(section, linked)
  if (before) return before.get(ownedBy.department)
  const fresh = judged.touched.find((other) => other.section === section && other.recordId === linked && other.change === 'created')
  return fresh && setTo(fresh, ownedBy.department)
}

/** The value that the update gives a field, or undefined. */
function setTo({ fields }: TouchedRecord, field: string): unknown {
  const change: FieldChange | undefined = fields.get(field)
  return change?.kind === 'set' ? change.value : undefined
}

/** True if the update leaves a field alone, or sets it to what it has to be. */
function keeps(record: TouchedRecord, field: string, value: unknown): boolean {
  return !record.fields.has(field) || setTo(record, field) === value
}

/** True if the update leaves a field alone, or empties it. Not if it puts in what the check can't read: a text reads as a value. */
function isLeftEmpty(record: TouchedRecord, field: string): boolean {
  const change = record.fields.get(field)
  return change === undefined || change.kind === 'removed' || (change.kind === 'set' && change.value === null)
}

/** Ids that no record of ours could have are left out: they would end in a close frame that holds 123 bytes. */
function subject({ section, recordId }: TouchedRecord): string {
  return /^[A-Za-z0-9_-]{1,64}$/.test(recordId) ? `${section}/${recordId}` : section
}

/** What a role may ask of the hub's API. */
export const API_POLICY = {
  'edit-workspace': ['secretary'],
  'invite-people': ['secretary'],
  /** Those of others; one's own everybody may see and end. */
  'end-sessions': ['secretary'],
  'edit-departments': ['secretary'],
  'edit-people': ['secretary'],
  'edit-bodies': ['secretary'],
  /** After a restore, see `docs/backup-format.md`. */
  'end-recovery': ['secretary'],
  'see-metrics': ['secretary'],
  'import-archive': ['secretary'],
  'acknowledge-problem': ['secretary'],
  'create-meeting': ['secretary', 'chair'],
  'name-stand-ins': ['secretary'],
  'add-papers': ['secretary', 'chair', 'delegate'],
  'close-meeting': ['secretary', 'chair'],
  /** Open, reveal and void silent rounds. */
  'run-rounds': ['secretary', 'chair'],
  /** For the own department or one that they stand in for: nobody else's, whatever the role. */
  'cast-ballot': ['delegate'],
  /** Show frames of a meeting on a big screen. */
  'project': ['secretary', 'chair'],
} as const satisfies Record<string, readonly Role[]>

export type ApiRight = keyof typeof API_POLICY

export function mayAsk(right: ApiRight, role: Role): boolean {
  return (API_POLICY[right] as readonly Role[]).includes(role)
}
