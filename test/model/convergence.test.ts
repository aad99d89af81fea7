import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { advanceAction, draftAction, editAction } from '../../shared/model/actions.ts'
import { addAgendaItem, editAgendaItem, endAgendaItem, moveAgendaItem, openAgendaItem, removeAgendaItem, reopenAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { addColumn, editIssue, moveIssue, raiseIssue, removeColumn, removeIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { draftResolution, editResolution } from '../../shared/model/resolutions.ts'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import { createUndo } from '../../shared/model/undo.ts'
import { ActionEventKindSchema } from '../../shared/schema/action.ts'
import { MeetingSnapshotSchema } from '../../shared/schema/snapshot.ts'
import { below, pick, seeded } from '../support/seeded.ts'
import { contextOf, copyOf, exchange, startMeeting } from '../support/startMeeting.ts'

interface Replica {
  readonly meeting: MeetingDocument
  readonly context: CommandContext
  readonly undo: Y.UndoManager
  /** Updates on their way to this replica, delivered in any order, some twice. */
  readonly inbox: Uint8Array[]
}

type Random = () => number

const WORDS = ['噪声', 'noise ', '😀', '二环路', 'sign', '。']

/** One random thing that a person may do. Commands refuse what cannot be; that is part of the run. */
const deeds: readonly ((replica: Replica, random: Random) => unknown)[] = [
  ({ meeting, context }, random) => addAgendaItem(meeting, { title: pick(random, WORDS) }, context),
  ({ meeting, context }, random) => editAgendaItem(meeting, anyId(meeting.agenda.list(), random), { ask: retyped(meeting.agenda.list().at(-1)?.ask ?? '', random) }, context),
  ({ meeting, context }, random) => moveAgendaItem(meeting, anyId(meeting.agenda.list(), random), below(random, 5), context),
  ({ meeting, context }, random) => removeAgendaItem(meeting, anyId(meeting.agenda.list(), random), context),
  ({ meeting, context }, random) => openAgendaItem(meeting, anyId(meeting.agenda.list(), random), context),
  ({ meeting, context }, random) => endAgendaItem(meeting, anyId(meeting.agenda.list(), random), { kind: pick(random, ['resolved', 'shelved', 'withdrawn'] as const) }, context),
  ({ meeting, context }, random) => reopenAgendaItem(meeting, anyId(meeting.agenda.list(), random), context),
  ({ meeting, context }, random) => raiseIssue(meeting, { title: pick(random, WORDS), columnId: anyId(meeting.columns.list(), random) }, context),
  ({ meeting, context }, random) => editIssue(meeting, anyId(meeting.issues.list(), random), { agendaItemIds: [anyId(meeting.agenda.list(), random)] }, context),
  ({ meeting, context }, random) => moveIssue(meeting, anyId(meeting.issues.list(), random), anyId(meeting.columns.list(), random), below(random, 4), context),
  ({ meeting, context }, random) => removeIssue(meeting, anyId(meeting.issues.list(), random), context),
  ({ meeting, context }, random) => (random() < 0.5 ? addColumn(meeting, pick(random, WORDS), context) : removeColumn(meeting, anyId(meeting.columns.list(), random), context)),
  ({ meeting, context }, random) => draftResolution(meeting, { itemId: anyId(meeting.agenda.list(), random), text: pick(random, WORDS) }, context),
  ({ meeting, context }, random) => editResolution(meeting, anyId(meeting.resolutions.list(), random), { text: retyped(meeting.resolutions.list().at(-1)?.text ?? 'x', random) }, context),
  ({ meeting, context }, random) => draftAction(meeting, { task: pick(random, WORDS), leadDepartmentId: 'd1', dueOn: '2026-04-01', closingCriterion: 'c', evidenceKinds: ['photo'] }, context),
  ({ meeting, context }, random) => editAction(meeting, anyId(meeting.actions.list(), random), { supportingDepartmentIds: [pick(random, ['d2', 'd3'])] }, context),
  ({ meeting, context }, random) => advanceAction(meeting, anyId(meeting.actions.list(), random), pick(random, ActionEventKindSchema.options), context),
  ({ meeting, context }, random) => recordAttendance(meeting, { id: context.actor.personId, name: '王', role: 'delegate', departmentId: null }, pick(random, ['present', 'leave'] as const), context),
  ({ undo }, random) => (random() < 0.5 ? undo.undo() : undo.redo()),
]

function anyId(list: readonly { readonly id: string }[], random: Random): string {
  return list.length === 0 ? 'none' : pick(random, list).id
}

function retyped(text: string, random: Random): string {
  const letters = [...text]
  letters.splice(below(random, letters.length + 1), below(random, 3), pick(random, WORDS))
  return letters.join('')
}

function startReplicas(count: number): Replica[] {
  const origin = startMeeting('joint-consultation', 'zh-CN')
  const replicas = Array.from({ length: count }, (_, index): Replica => {
    const meeting = copyOf(origin)
    meeting.doc.clientID = index + 1
    const context = contextOf(`p${index}`, { lateBySeconds: index * 30 })
    return { meeting, context, undo: createUndo(meeting, context), inbox: [] }
  })
  for (const replica of replicas)
    replica.meeting.doc.on('update', (update: Uint8Array, source: unknown) => {
      if (source !== 'network') for (const other of replicas) if (other !== replica) other.inbox.push(update)
    })
  return replicas
}

function deliverOne({ meeting, inbox }: Replica, random: Random): void {
  const index = below(random, inbox.length)
  const [update] = random() < 0.1 ? inbox.slice(index, index + 1) : inbox.splice(index, 1)
  if (update) Y.applyUpdate(meeting.doc, update, 'network')
}

/** 1107 once left a record without its `order`: one person undid a move that another had made at the same time. */
const SEEDS = [...Array.from({ length: 30 }, (_, seed) => seed + 1), 1107]

test.each(SEEDS)('[M4] seed %i: whatever people do, however late it arrives, all replicas end the same', (seed) => {
  const random = seeded(seed)
  const replicas = startReplicas(2 + (seed % 3))
  for (let step = 0; step < 120; step++) {
    const replica = pick(random, replicas)
    if (random() < 0.5) pick(random, deeds)(replica, random)
    else deliverOne(replica, random)
  }
  exchange(...replicas.map(({ meeting }) => meeting))
  const [first, ...others] = replicas.map(({ meeting }) => takeSnapshot(meeting, []))
  expect(others).toEqual(others.map(() => first))
  // Caches must hold what a fresh reader sees, and no command may have stored what readers skip.
  const fresh = replicas.map(({ meeting }) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(meeting.doc))
    return takeSnapshot(openMeetingDocument(doc), [])
  })
  expect(fresh).toEqual(fresh.map(() => first))
  expect({ skipped: first?.skipped, fits: MeetingSnapshotSchema.safeParse(first).success }).toEqual({ skipped: {}, fits: true })
})
