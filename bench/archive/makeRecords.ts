import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildRecord, factsAt, heldFacts, namedBy, recordName } from '../../electron/hub/archive/buildRecord.ts'
import { SignedLedger } from '../../electron/hub/archive/ledger/SignedLedger.ts'
import { openSqlite } from '../../electron/hub/sqlite.ts'
import { PRESENT_FORMAT } from '../../shared/archive/formats.ts'
import { assert } from '../../shared/lib/assert.ts'
import { MeetingSnapshotSchema, type MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import { seeded } from '../../test/support/seeded.ts'
import { someText, type Corpus } from './corpus.ts'

const FIRST_YEAR = 2014
const YEARS = 13
const DEPARTMENTS = Array.from({ length: 12 }, (_, index) => ({ id: `d${index}`, order: `a${index}`, name: `第${index + 1}单位` }))
/** 100 rows: the meeting, its attendance, and these. */
const ROWS = { agenda: 12, notes: 12, issues: 25, resolutions: 20, actions: 20, attendance: 10 }
export const ROWS_OF_MEETING = 100

/**
 * Records of meetings over 13 years as a hub leaves them, in a ledger that is signed at the end. Only the documents they
 * were edited in are missing, which nobody searches.
 */
export async function makeRecords(dataDir: string, corpus: Corpus, meetings: number, onProgress: (done: number) => void): Promise<void> {
  const engine = await openSqlite()
  const ledger = await SignedLedger.open({ ledgerDir: join(dataDir, 'ledger'), report: () => undefined })
  for (let number = 0; number < meetings; number++) {
    const snapshot = someMeeting(corpus, number, meetings)
    const bytes = buildRecord(engine, { snapshot, state: new Uint8Array([0, 0]) }, new Date('2026-11-01T00:00:00Z'))
    const { year, name } = recordName(namedBy(snapshot))
    const path = `records/${year}/${name}.sqlite`
    mkdirSync(dirname(join(dataDir, path)), { recursive: true })
    writeFileSync(join(dataDir, path), bytes)
    const meta = { writtenAt: '', appVersion: '', isTextRepaired: false, origin: 'meeting' as const, source: null, supersedes: null, contentDigest: null }
    const entered = await ledger.append(factsAt(path, heldFacts({ snapshot, meta, format: PRESENT_FORMAT }, bytes)))
    assert(entered.ok, 'nobody else writes the ledger')
    onProgress(number + 1)
  }
  await ledger.signIfNeeded()
}

function list<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** Sections that these meetings have nothing in. */
const NOTHING_ELSE = Object.fromEntries(Object.keys(MeetingSnapshotSchema.shape).map((section) => [section, []])) as unknown as MeetingSnapshot

/** The same for the same numbers. */
export function someMeeting(corpus: Corpus, number: number, all: number): MeetingSnapshot {
  const random = seeded(number + 1)
  const text = (): string => someText(corpus, random)
  const day = new Date(Date.UTC(FIRST_YEAR, 0, 1) + Math.floor((number / all) * YEARS * 365) * 86_400_000).toISOString().slice(0, 10)
  const at = `${day}T09:00:00+08:00`
  const department = (index: number): string => `d${(number + index) % DEPARTMENTS.length}`
  return {
    ...NOTHING_ELSE,
    info: { id: `m${number}`, schemaVersion: 1, title: `第${number + 1}次综合会商`, startsAt: at, place: '', template: 'blank', currentItemId: null, closedAt: at },
    departments: DEPARTMENTS,
    attendance: list(ROWS.attendance, (index) => ({ id: `p${index}`, name: `与会${number % 97}-${index}`, role: 'delegate' as const, departmentId: department(index), status: 'present' as const, proxyForDepartmentId: null, at })),
    agenda: list(ROWS.agenda, (index) => ({ id: `a${index}`, order: `a${index}`, title: text().slice(0, 60), ask: '', minutesAllotted: 10, presenterDepartmentId: department(index), status: 'resolved' as const, nextOn: null })),
    notes: list(ROWS.notes, (index) => ({ id: `a${index}`, text: text(), html: '' })),
    issues: list(ROWS.issues, (index) => ({ id: `i${index}`, order: `a${index}`, columnId: 'c', title: text().slice(0, 60), detail: '', priority: 'low' as const, leadDepartmentId: null, agendaItemIds: [] })),
    resolutions: list(ROWS.resolutions, (index) => ({ id: `r${index}`, order: `a${index}`, itemId: `a${index % ROWS.agenda}`, text: text(), outcome: 'adopted' as const, needsFollowUp: false })),
    actions: list(ROWS.actions, (index) => ({ id: `x${index}`, order: `a${index}`, task: text(), itemId: null, resolutionId: null, leadDepartmentId: department(index), supportingDepartmentIds: [], dueOn: null, closingCriterion: '', evidenceKinds: [], status: 'complete' as const })),
    skipped: {},
  }
}
