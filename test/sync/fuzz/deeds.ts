import * as Y from 'yjs'
import { advanceAction, draftAction, editAction, removeAction } from '../../../shared/model/actions.ts'
import { addAgendaItem, editAgendaItem, endAgendaItem, moveAgendaItem, openAgendaItem, removeAgendaItem, reopenAgendaItem } from '../../../shared/model/agenda.ts'
import { recordAttendance, removeAttendance } from '../../../shared/model/attendance.ts'
import { addColumn, editIssue, moveIssue, raiseIssue, removeColumn, removeIssue } from '../../../shared/model/issues.ts'
import { noteBody } from '../../../shared/model/notes.ts'
import { draftResolution, editResolution, removeResolution } from '../../../shared/model/resolutions.ts'
import { ActionEventKindSchema } from '../../../shared/schema/action.ts'
import { below, pick } from '../../support/seeded.ts'
import type { SimPeer } from './SimPeer.ts'

export type Random = () => number
export type Deed = (peer: SimPeer, random: Random) => unknown

const WORDS = ['噪声', 'noise ', '😀', '二环路', 'sign', '。']

function anyId(list: readonly { readonly id: string }[], random: Random): string {
  return list.length === 0 ? 'none' : pick(random, list).id
}

function retyped(text: string, random: Random): string {
  const letters = [...text]
  letters.splice(below(random, letters.length + 1), below(random, 3), pick(random, WORDS))
  return letters.join('')
}

/** Place and length of a letter. Half of a pair of surrogates is none: Yjs replaces both halves where somebody comes between. */
function someLetter(text: Y.XmlText, random: Random): [index: number, length: number] {
  const letters = [...(text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')]
  const chosen = below(random, letters.length)
  return [letters.slice(0, chosen).join('').length, letters[chosen]?.length ?? 0]
}

/** Types, deletes, breaks paragraphs and makes words bold, as an editor bound to the notes does. */
const writeNotes: Deed = ({ meeting, doc, context }, random) => {
  const body = noteBody(meeting, anyId(meeting.agenda.list(), random))
  if (!body) return
  doc.transact(() => {
    const paragraph = body.length > 0 ? body.get(below(random, body.length)) : undefined
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
    const kind = below(random, 6)
    if (!(text instanceof Y.XmlText) || kind === 0) {
      const fresh = new Y.XmlElement('paragraph')
      fresh.insert(0, [new Y.XmlText(pick(random, WORDS))])
      body.insert(below(random, body.length + 1), [fresh])
    } else if (kind === 1 && body.length > 1) body.delete(below(random, body.length), 1)
    else if (kind === 2 && text.length > 0) text.delete(...someLetter(text, random))
    else if (kind === 3 && text.length > 0) text.format(...someLetter(text, random), random() < 0.6 ? { bold: {} } : { bold: null })
    else text.insert(text.length === 0 ? 0 : someLetter(text, random)[0], pick(random, WORDS))
  }, context)
}

const takeBack: Deed = ({ undo }, random) => (random() < 0.6 ? undo.undo() : undo.redo())

/** What a secretary does: everything. The lead of a department's issue stays, so that nobody is refused by surprise. */
const SECRETARY: readonly Deed[] = [
  ({ meeting, context }, random) => addAgendaItem(meeting, { title: pick(random, WORDS) }, context),
  ({ meeting, context }, random) => editAgendaItem(meeting, anyId(meeting.agenda.list(), random), { ask: retyped(meeting.agenda.list().at(-1)?.ask ?? '', random) }, context),
  ({ meeting, context }, random) => moveAgendaItem(meeting, anyId(meeting.agenda.list(), random), below(random, 5), context),
  ({ meeting, context }, random) => removeAgendaItem(meeting, anyId(meeting.agenda.list(), random), context),
  ({ meeting, context }, random) => openAgendaItem(meeting, anyId(meeting.agenda.list(), random), context),
  ({ meeting, context }, random) => endAgendaItem(meeting, anyId(meeting.agenda.list(), random), { kind: pick(random, ['resolved', 'shelved', 'withdrawn'] as const) }, context),
  ({ meeting, context }, random) => reopenAgendaItem(meeting, anyId(meeting.agenda.list(), random), context),
  ({ meeting, context }, random) => (random() < 0.5 ? addColumn(meeting, pick(random, WORDS), context) : removeColumn(meeting, anyId(meeting.columns.list(), random), context)),
  ({ meeting, context }, random) => draftResolution(meeting, { itemId: anyId(meeting.agenda.list(), random), text: pick(random, WORDS) }, context),
  ({ meeting, context }, random) => editResolution(meeting, anyId(meeting.resolutions.list(), random), { text: retyped(meeting.resolutions.list().at(-1)?.text ?? 'x', random) }, context),
  ({ meeting, context }, random) => removeResolution(meeting, anyId(meeting.resolutions.list(), random), context),
  ({ meeting, context }, random) => removeIssue(meeting, anyId(meeting.issues.list(), random), context),
  ({ meeting, context }, random) => removeAction(meeting, anyId(meeting.actions.list(), random), context),
  ({ meeting, context }, random) => moveIssue(meeting, anyId(meeting.issues.list(), random), anyId(meeting.columns.list(), random), below(random, 4), context),
  ({ meeting, context }, random) => editIssue(meeting, anyId(meeting.issues.list(), random), { agendaItemIds: [anyId(meeting.agenda.list(), random)] }, context),
  ({ meeting, context }, random) => advanceAction(meeting, anyId(meeting.actions.list(), random), pick(random, ActionEventKindSchema.options), context),
  ({ meeting, context }) => recordAttendance(meeting, { id: context.actor.personId, name: '王', role: context.actor.role, departmentId: null }, 'present', context),
  writeNotes,
  writeNotes,
  takeBack,
]

/** What a delegate does: notes, and the issues and actions of the own department. */
const DELEGATE: readonly Deed[] = [
  ({ meeting, context }, random) =>
    raiseIssue(meeting, { title: pick(random, WORDS), detail: pick(random, WORDS), columnId: anyId(meeting.columns.list(), random), leadDepartmentId: context.actor.departmentId }, context),
  ({ meeting, context }, random) => editIssue(meeting, ownIssue({ meeting, context }, random), { title: pick(random, WORDS) }, context),
  ({ meeting, context }, random) => editIssue(meeting, ownIssue({ meeting, context }, random), { detail: retyped(meeting.issues.list().at(-1)?.detail ?? '', random) }, context),
  ({ meeting, context }, random) => editIssue(meeting, ownIssue({ meeting, context }, random), { agendaItemIds: [anyId(meeting.agenda.list(), random)] }, context),
  ({ meeting, context }, random) => moveIssue(meeting, ownIssue({ meeting, context }, random), anyId(meeting.columns.list(), random), below(random, 4), context),
  ({ meeting, context }, random) => removeIssue(meeting, ownIssue({ meeting, context }, random), context),
  ({ meeting, context }, random) =>
    draftAction(meeting, { task: pick(random, WORDS), leadDepartmentId: context.actor.departmentId, dueOn: '2026-04-01', closingCriterion: 'c', evidenceKinds: ['photo'] }, context),
  ({ meeting, context }, random) => editAction(meeting, ownAction({ meeting, context }, random), { supportingDepartmentIds: [pick(random, ['d8', 'd9'])] }, context),
  ({ meeting, context }, random) => advanceAction(meeting, ownAction({ meeting, context }, random), pick(random, ActionEventKindSchema.options), context),
  ({ meeting, context }, random) => {
    const { personId, role, departmentId } = context.actor
    return random() < 0.8 ? recordAttendance(meeting, { id: personId, name: '李', role, departmentId }, pick(random, ['present', 'leave'] as const), context) : removeAttendance(meeting, personId, context)
  },
  writeNotes,
  writeNotes,
  takeBack,
]

const ownIssue = ({ meeting, context }: Pick<SimPeer, 'meeting' | 'context'>, random: Random): string =>
  anyId(meeting.issues.list().filter(({ leadDepartmentId }) => leadDepartmentId === context.actor.departmentId), random)
const ownAction = ({ meeting, context }: Pick<SimPeer, 'meeting' | 'context'>, random: Random): string =>
  anyId(meeting.actions.list().filter(({ leadDepartmentId }) => leadDepartmentId === context.actor.departmentId), random)

/** One random thing that somebody of this role may do. Commands refuse what cannot be; that is part of the run. */
export function honestDeed(peer: SimPeer, random: Random): void {
  const { role } = peer.person
  if (role === 'secretary' || role === 'chair') pick(random, SECRETARY)(peer, random)
  else if (role === 'delegate') pick(random, DELEGATE)(peer, random)
  else if (role === 'coordinator') pick(random, [writeNotes, writeNotes, takeBack])(peer, random)
}
