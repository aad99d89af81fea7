import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { IdSchema, InstantSchema } from '../../../shared/schema/values.ts'
import type { Access } from './accessFile.ts'

export const StandInSchema = z.object({
  personId: IdSchema,
  since: InstantSchema,
  /** Whether the person's desktop may begin by itself when the host has vanished, or only at a click. */
  isAutomatic: z.boolean(),
})
/** Somebody whose desktop may take the hub over, with the secretary's consent. */
export type StandIn = z.infer<typeof StandInSchema>

/**
 * What lets several hubs keep one access file: every record has a stamp that rises with each change (a Lamport clock),
 * and what was ended is remembered, so that a copy that has not heard of it does not bring it back.
 */
export const ReplicaSchema = z.object({
  /** Null until the first start with a directory. `keyNumber` rises when the key is replaced. */
  workspace: z.object({ id: IdSchema, key: z.string(), keyNumber: z.int() }).nullable(),
  /** This copy of the workspace. `mode`: whether it serves the workspace, or only keeps up with the hub that does. */
  hub: z.object({ id: IdSchema, mode: z.enum(['hosting', 'standby']), term: z.int().min(0) }).nullable(),
  /** In the order in which they are asked. */
  standIns: z.array(StandInSchema),
  clock: z.int(),
  stamps: z.record(z.string(), z.int()),
  ended: z.array(z.object({ key: z.string(), at: InstantSchema })),
})
export type Replica = z.infer<typeof ReplicaSchema>
export type WorkspaceKey = NonNullable<Replica['workspace']>
export type OwnHub = NonNullable<Replica['hub']>

export const NO_REPLICA: Replica = { workspace: null, hub: null, standIns: [], clock: 0, stamps: {}, ended: [] }

/** What of it two hubs tell each other; the key proves who they are and never travels. */
export const SHARED_REPLICA = { standIns: true, clock: true, stamps: true, ended: true } as const
export type SharedAccess = Pick<Access, 'people' | 'invitations' | 'sessions'> & Pick<Replica, keyof typeof SHARED_REPLICA>

const STAND_INS = 'stand-ins'
/** Longer than any session or invitation that could come back from an old copy should matter. */
const REMEMBER_ENDED_MS = 400 * 24 * 3_600_000

export function newKey(): string {
  return randomBytes(32).toString('base64url')
}

export function sharedAccess({ people, invitations, sessions, replica }: Access): SharedAccess {
  const { standIns, clock, stamps, ended } = replica
  return { people, invitations, sessions, standIns, clock, stamps, ended }
}

/** Stamps every record in which `draft` differs from `before`, and notes which are gone. Call once per change. */
export function stampChanges(before: Access, draft: Access, at: string): void {
  const known = recordsOf(before)
  const now = recordsOf(draft)
  const { replica } = draft
  const stamp = replica.clock + 1
  for (const [key, record] of now) {
    if (JSON.stringify(known.get(key)) === JSON.stringify(record)) continue
    replica.stamps[key] = stamp
    replica.clock = stamp
  }
  for (const key of known.keys()) {
    if (now.has(key)) continue
    delete replica.stamps[key]
    replica.ended.push({ key, at })
  }
  const forgetBefore = Date.parse(at) - REMEMBER_ENDED_MS
  replica.ended = replica.ended.filter((ended) => Date.parse(ended.at) > forgetBefore)
}

/**
 * Both sides' access as one; the same whoever merges with whom, and however often. Of two versions of a record the one
 * changed later (by stamp) counts. What either side ended, revoked or used up is over.
 */
export function mergeAccess(own: Access, theirs: SharedAccess): Access {
  const endedKeys = new Map([...own.replica.ended, ...theirs.ended].toSorted((a, b) => compare(b.at, a.at)).map((ended) => [ended.key, ended]))
  const sides: Sides = { own: own.replica.stamps, theirs: theirs.stamps, ended: new Set(endedKeys.keys()) }
  const ownStandIns = own.replica.stamps[STAND_INS] ?? 0
  const theirStandIns = theirs.stamps[STAND_INS] ?? 0
  return {
    ...own,
    people: mergeList(own.people, theirs.people, personKey, sides),
    invitations: mergeList(own.invitations, theirs.invitations, secretKey, sides).map((merged) => leastUses(merged, [own.invitations, theirs.invitations])),
    sessions: mergeList(own.sessions, theirs.sessions, secretKey, sides),
    replica: {
      workspace: own.replica.workspace,
      hub: own.replica.hub,
      standIns: isLater([theirStandIns, theirs.standIns], [ownStandIns, own.replica.standIns]) ? [...theirs.standIns] : own.replica.standIns,
      clock: Math.max(own.replica.clock, theirs.clock),
      stamps: mergeStamps(sides),
      ended: [...endedKeys.values()].toSorted((a, b) => compare(a.key, b.key)),
    },
  }
}

/** True if `a` holds something that `b` does not know yet. */
export function differs(a: Access, b: Access): boolean {
  return JSON.stringify(sharedAccess(a)) !== JSON.stringify(sharedAccess(b))
}

interface Sides {
  readonly own: Readonly<Record<string, number>>
  readonly theirs: Readonly<Record<string, number>>
  readonly ended: ReadonlySet<string>
}

function recordsOf({ people, invitations, sessions, replica }: Access): Map<string, unknown> {
  return new Map<string, unknown>([
    ...people.map((person) => [personKey(person), person] as const),
    ...invitations.map((invitation) => [secretKey(invitation), invitation] as const),
    ...sessions.map((session) => [secretKey(session), session] as const),
    [STAND_INS, replica.standIns] as const,
  ])
}

function personKey({ id }: { readonly id: string }): string {
  return `person/${id}`
}

/** By the hash, which no two of them share. */
function secretKey({ hash }: { readonly hash: string }): string {
  return `secret/${hash}`
}

function mergeList<T>(own: readonly T[], theirs: readonly T[], keyOf: (record: T) => string, { own: ownStamps, theirs: theirStamps, ended }: Sides): T[] {
  const merged = new Map(own.map((record) => [keyOf(record), record]))
  for (const record of theirs) {
    const key = keyOf(record)
    const known = merged.get(key)
    if (known === undefined || isLater([theirStamps[key] ?? 0, record], [ownStamps[key] ?? 0, known])) merged.set(key, record)
  }
  return [...merged].filter(([key]) => !ended.has(key)).toSorted(([a], [b]) => compare(a, b)).map(([, record]) => record)
}

/** Equal stamps mean two changes at once: any order will do that is the same on both sides. */
function isLater(a: readonly [stamp: number, value: unknown], b: readonly [stamp: number, value: unknown]): boolean {
  return a[0] === b[0] ? compare(JSON.stringify(a[1]), JSON.stringify(b[1])) > 0 : a[0] > b[0]
}

type Invitation = Access['invitations'][number]

function leastUses(merged: Invitation, versions: readonly (readonly Invitation[])[]): Invitation {
  const all = versions.flatMap((list) => list.filter(({ hash }) => hash === merged.hash))
  return { ...merged, usesLeft: Math.min(...all.map(({ usesLeft }) => usesLeft)) }
}

function mergeStamps({ own, theirs, ended }: Sides): Record<string, number> {
  const keys = [...new Set([...Object.keys(own), ...Object.keys(theirs)])].filter((key) => !ended.has(key)).toSorted()
  return Object.fromEntries(keys.map((key) => [key, Math.max(own[key] ?? 0, theirs[key] ?? 0)]))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
