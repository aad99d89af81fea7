import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ROLES, type Role } from '../../shared/lib/roles.ts'
import { advanceAction, draftAction, editAction, removeAction } from '../../shared/model/actions.ts'
import { addAgendaItem, editAgendaItem, endAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance, recordProxy, recordProxyAtItem, removeAttendance } from '../../shared/model/attendance.ts'
import { addColumn, editColumn, editIssue, moveIssue, raiseIssue, removeIssue } from '../../shared/model/issues.ts'
import { MEETING_SECTIONS, openMeetingDocument, transact, type MeetingSection } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution, editResolution } from '../../shared/model/resolutions.ts'
import { mayWrite, WRITE_POLICY, type HoldsProxy, type Owner, type SectionPolicy } from '../../shared/sync/access.ts'
import { closeReason, closeSubject } from '../../shared/sync/protocol.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { connect, type Connected } from './connect.ts'
import { CONSULTATION_CONTROLS, setConsultation } from './consultationControls.ts'
import { anybody, noDepartment, otherDepartment, ownDepartment, type Control, type Scene } from './Control.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

const giveAway = (scene: Scene): readonly Owner[] => [...ownDepartment(scene), ...otherDepartment(scene)]
const letGo = (scene: Scene): readonly Owner[] => [...ownDepartment(scene), ...noDepartment()]

const CONTROLS: readonly Control[] = [
  { section: 'info', name: 'rename the meeting', owners: anybody, use: ({ meeting, context }) => transact(meeting, context, () => meeting.info.patch(meeting.info.list()[0]?.id ?? '', { title: '改名' })) },
  { section: 'attendance', name: 'sign in', owners: ({ self }) => [{ personId: self.personId }], use: ({ meeting, context, scene: { self } }) => must(recordAttendance(meeting, { ...self, id: self.personId }, 'present', context)) },
  { section: 'attendance', name: 'sign another in', owners: ({ other }) => [{ personId: other.personId }], use: ({ meeting, context, scene: { other } }) => must(recordAttendance(meeting, { ...other, id: other.personId }, 'leave', context)) },
  { section: 'attendance', name: 'take back another’s', owners: ({ other }) => [{ personId: other.personId }], use: ({ meeting, context, scene: { other } }) => must(removeAttendance(meeting, other.personId, context)) },
  { section: 'agenda', name: 'add an item', owners: anybody, use: ({ meeting, context }) => must(addAgendaItem(meeting, { title: '新议题' }, context)) },
  { section: 'agenda', name: 'edit an item', owners: anybody, use: ({ meeting, context, scene }) => must(editAgendaItem(meeting, scene.itemId, { ask: '请定' }, context)) },
  { section: 'agendaEvents', name: 'end an item', owners: anybody, use: ({ meeting, context, scene }) => must(endAgendaItem(meeting, scene.itemId, { kind: 'resolved' }, context)) },
  { section: 'notes', name: 'write notes', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => noteBody(meeting, scene.itemId)?.insert(0, [new Y.XmlElement('paragraph')])) },
  { section: 'columns', name: 'add a column', owners: anybody, use: ({ meeting, context }) => must(addColumn(meeting, '新栏目', context)) },
  { section: 'columns', name: 'limit a column', owners: anybody, use: ({ meeting, context, scene }) => must(editColumn(meeting, scene.columnId, { limit: 9 }, context)) },
  { section: 'issues', name: 'add a card for my department', owners: ownDepartment, use: ({ meeting, context, scene }) => must(raiseIssue(meeting, { title: '新', columnId: scene.columnId, leadDepartmentId: scene.self.departmentId }, context)) },
  { section: 'issues', name: 'add a card for nobody', owners: noDepartment, use: ({ meeting, context, scene }) => must(raiseIssue(meeting, { title: '新', columnId: scene.columnId }, context)) },
  { section: 'issues', name: 'add a card for another', owners: otherDepartment, use: ({ meeting, context, scene }) => must(raiseIssue(meeting, { title: '新', columnId: scene.columnId, leadDepartmentId: scene.other.departmentId }, context)) },
  { section: 'issues', name: 'edit my department’s card', owners: ownDepartment, use: ({ meeting, context, scene }) => must(editIssue(meeting, scene.issues[0], { detail: '详情', agendaItemIds: [scene.itemId] }, context)) },
  { section: 'issues', name: 'edit another’s card', owners: otherDepartment, use: ({ meeting, context, scene }) => must(editIssue(meeting, scene.issues[1], { priority: 'high' }, context)) },
  { section: 'issues', name: 'edit nobody’s card', owners: noDepartment, use: ({ meeting, context, scene }) => must(editIssue(meeting, scene.issues[2], { title: '改' }, context)) },
  { section: 'issues', name: 'move my department’s card', owners: ownDepartment, use: ({ meeting, context, scene }) => must(moveIssue(meeting, scene.issues[0], scene.columnId, 2, context)) },
  { section: 'issues', name: 'move another’s card', owners: otherDepartment, use: ({ meeting, context, scene }) => must(moveIssue(meeting, scene.issues[1], scene.columnId, 0, context)) },
  { section: 'issues', name: 'give my department’s card to another', owners: giveAway, use: ({ meeting, context, scene }) => must(editIssue(meeting, scene.issues[0], { leadDepartmentId: scene.other.departmentId }, context)) },
  { section: 'issues', name: 'give my department’s card to nobody', owners: letGo, use: ({ meeting, context, scene }) => must(editIssue(meeting, scene.issues[0], { leadDepartmentId: null }, context)) },
  { section: 'issues', name: 'take another’s card', owners: giveAway, use: ({ meeting, context, scene }) => must(editIssue(meeting, scene.issues[1], { leadDepartmentId: scene.self.departmentId }, context)) },
  { section: 'issues', name: 'delete my department’s card', owners: ownDepartment, use: ({ meeting, context, scene }) => must(removeIssue(meeting, scene.issues[0], context)) },
  { section: 'issues', name: 'delete another’s card', owners: otherDepartment, use: ({ meeting, context, scene }) => must(removeIssue(meeting, scene.issues[1], context)) },
  { section: 'resolutions', name: 'add a resolution', owners: anybody, use: ({ meeting, context, scene }) => must(draftResolution(meeting, { itemId: scene.itemId, text: '议定' }, context)) },
  { section: 'resolutions', name: 'edit a resolution', owners: anybody, use: ({ meeting, context, scene }) => must(editResolution(meeting, scene.resolutionId, { text: '改过' }, context)) },
  { section: 'actions', name: 'add an action for my department', owners: ownDepartment, use: ({ meeting, context, scene }) => must(draftAction(meeting, { task: '做', leadDepartmentId: scene.self.departmentId }, context)) },
  { section: 'actions', name: 'add an action for nobody', owners: noDepartment, use: ({ meeting, context }) => must(draftAction(meeting, { task: '做' }, context)) },
  { section: 'actions', name: 'edit my department’s action', owners: ownDepartment, use: ({ meeting, context, scene }) => must(editAction(meeting, scene.actions[0], { task: '改做', evidenceKinds: ['photo'], dueOn: '2026-04-30' }, context)) },
  { section: 'actions', name: 'edit another’s action', owners: otherDepartment, use: ({ meeting, context, scene }) => must(editAction(meeting, scene.actions[1], { closingCriterion: '标准' }, context)) },
  { section: 'actions', name: 'edit nobody’s action', owners: noDepartment, use: ({ meeting, context, scene }) => must(editAction(meeting, scene.actions[2], { task: '改做' }, context)) },
  { section: 'actions', name: 'give my department’s action to another', owners: giveAway, use: ({ meeting, context, scene }) => must(editAction(meeting, scene.actions[0], { leadDepartmentId: scene.other.departmentId }, context)) },
  { section: 'actions', name: 'delete my department’s action', owners: ownDepartment, use: ({ meeting, context, scene }) => must(removeAction(meeting, scene.actions[0], context)) },
  { section: 'actions', name: 'delete another’s action', owners: otherDepartment, use: ({ meeting, context, scene }) => must(removeAction(meeting, scene.actions[1], context)) },
  { section: 'actionEvents', name: 'withdraw my department’s action', owners: ownDepartment, use: ({ meeting, context, scene }) => must(advanceAction(meeting, scene.actions[0], 'withdrawn', context)) },
  { section: 'actionEvents', name: 'withdraw another’s action', owners: otherDepartment, use: ({ meeting, context, scene }) => must(advanceAction(meeting, scene.actions[1], 'withdrawn', context)) },
  ...CONSULTATION_CONTROLS,
]

test('[H2] the controls below cover every section of a meeting', () => {
  expect(new Set(CONTROLS.map(({ section }) => section))).toEqual(new Set(MEETING_SECTIONS))
})

test.each(ROLES)('[H2] a control is offered exactly if the hub takes what it does: %s', async (role) => {
  const { outcomes, expected } = await tryAll(await setStage(role))
  expect(outcomes).toEqual(expected)
})

test.each(['for the meeting', 'for the item'] as const)('[H2][C2] and so it is for a delegate who stands in for another department, %s', async (reach) => {
  const stage = await setStage('delegate')
  const { scene, witness, secretaryId } = stage
  const meeting = openMeetingDocument(witness.doc)
  const context = { ...contextOf(secretaryId), newId: () => crypto.randomUUID() }
  const self = { ...scene.self, id: scene.self.personId }
  if (reach === 'for the meeting') must(recordProxy(meeting, self, scene.other.departmentId ?? '', context))
  else {
    must(recordAttendance(meeting, self, 'present', context))
    must(recordProxyAtItem(meeting, { itemId: scene.itemId, personId: self.id, departmentId: scene.other.departmentId ?? '' }, context))
  }
  const { outcomes, expected } = await tryAll(stage, (departmentId, itemId) => departmentId === scene.other.departmentId && itemId === scene.itemId)
  expect(outcomes).toEqual(expected)
  expect(Object.keys(outcomes).filter((name) => name.includes('another') && outcomes[name] === 'taken')).toEqual(['state another’s position', 'settle another’s condition', 'countersign for another'])
})

/** What the hub does with each control, and what the screen expects it to do. */
async function tryAll(stage: Stage, holdsProxy?: HoldsProxy): Promise<Readonly<Record<'outcomes' | 'expected', Readonly<Record<string, unknown>>>>> {
  const outcomes: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const control of CONTROLS) {
    const isOffered = control.owners(stage.scene).every((owner) => mayWrite('meeting', control.section, stage.scene.self, owner, holdsProxy))
    expected[control.name] = isOffered ? 'taken' : { refused: 'write-refused', section: control.section }
    outcomes[control.name] = await tryOne(control, stage)
  }
  return { outcomes, expected }
}

test('[H2][H4] another role and another department count in connections that are open', async () => {
  const { url, room, scene, token, secretary, witness } = await setStage('observer')
  const client = await joined(url, room, token)
  const meeting = openMeetingDocument(client.doc)
  const context = contextOf(scene.self.personId)
  await request(url, 'PATCH', `/api/people/${scene.self.personId}`, secretary, { role: 'delegate' })
  must(editIssue(meeting, scene.issues[0], { title: '升任之后' }, context))
  await eventually(() => expect(titleOf(witness, scene.issues[0])).toBe('升任之后'))
  await request(url, 'PATCH', `/api/people/${scene.self.personId}`, secretary, { departmentId: scene.other.departmentId })
  must(editIssue(meeting, scene.issues[1], { title: '调任之后' }, context))
  await eventually(() => expect(titleOf(witness, scene.issues[1])).toBe('调任之后'))
  expect(client.closeCodes).toEqual([])
  must(editIssue(meeting, scene.issues[0], { title: '不再归我' }, context))
  await eventually(() => expect(client.closeCodes.map(closeReason)).toEqual(['write-refused']))
  expect(titleOf(witness, scene.issues[0])).toBe('升任之后')
})

interface Stage {
  readonly url: string
  readonly room: string
  readonly scene: Scene
  readonly token: string
  readonly secretary: string
  readonly secretaryId: string
  /** The secretary's own replica: what the hub takes arrives there. */
  readonly witness: Connected
}

async function setStage(role: Role): Promise<Stage> {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '秘书')
  const [own = '', others = ''] = await Promise.all(['甲局', '乙局'].map(async (name) => String((await request(url, 'POST', '/api/departments', secretary.token, { name })).json['id'])))
  const person = await joinAs(url, secretary.token, role, '本人', own)
  const other = await joinAs(url, secretary.token, 'delegate', '别人', others)
  const { room } = await newMeeting(url, secretary.token)
  const witness = await joined(url, room, secretary.token)
  const meeting = openMeetingDocument(witness.doc)
  const context = contextOf(secretary.person.id)
  const itemId = must(addAgendaItem(meeting, { title: '议题' }, context))
  const columnId = must(addColumn(meeting, '在办', context))
  const resolutionId = must(draftResolution(meeting, { itemId, text: '议定事项' }, context))
  const issue = (leadDepartmentId: string | null) => must(raiseIssue(meeting, { title: '卡', columnId, leadDepartmentId }, context))
  const action = (leadDepartmentId: string | null) => must(draftAction(meeting, { task: '事', leadDepartmentId }, context))
  const writer = ({ id, ...rest }: typeof person.person) => ({ personId: id, ...rest })
  must(recordAttendance(meeting, { ...other.person }, 'present', context))
  const scene: Scene = {
    self: writer(person.person), other: writer(other.person), itemId, columnId, resolutionId,
    issues: [issue(own), issue(others), issue(null)], actions: [action(own), action(others), action(null)],
    ...setConsultation(meeting, { itemId, own, others, resolutionId }, context),
  }
  return { url, room, scene, token: person.token, secretary: secretary.token, secretaryId: secretary.person.id, witness }
}

async function joined(url: string, room: string, token: string): Promise<Connected> {
  const client = connect(url, room, token)
  await eventually(() => expect(client.provider.synced).toBe(true))
  return client
}

/** Uses a control in a window of its own, each time from what the hub has now, and takes it back if it was taken. */
async function tryOne({ section, use: act }: Control, { url, room, scene, token, witness }: Stage): Promise<unknown> {
  const client = await joined(url, room, token)
  await eventually(() => expect(sectionsOf(client.doc)).toEqual(sectionsOf(witness.doc)))
  const closes: string[] = []
  client.provider.on('connection-close', (event) => closes.push(event?.reason ?? ''))
  const undo = new Y.UndoManager(MEETING_SECTIONS.filter(isUndone).map((name) => witness.doc.getMap(name)), { trackedOrigins: new Set([witness.provider]), captureTimeout: 600_000 })
  act({ meeting: openMeetingDocument(client.doc), context: { ...contextOf(scene.self.personId), newId: () => crypto.randomUUID() }, scene })
  const outcome = await eventually(() => {
    const [closed] = closes
    if (closed !== undefined) return { refused: closed.split(' ')[0], section: closeSubject(closed)?.split('/')[0] ?? '' }
    expect(sectionsOf(witness.doc)[section]).toEqual(sectionsOf(client.doc)[section])
    return 'taken'
  })
  client.provider.destroy()
  // The next control finds the scene as it was; what happened to an item or an action stays.
  if (outcome === 'taken') undo.undo()
  undo.destroy()
  return outcome
}

/** What is only ever added to stays. */
function isUndone(section: MeetingSection): boolean {
  const policy: SectionPolicy = WRITE_POLICY.meeting[section]
  return !policy.isAppendOnly
}

function sectionsOf(doc: Y.Doc): Record<string, unknown> {
  return Object.fromEntries(MEETING_SECTIONS.map((name) => [name, doc.getMap(name).toJSON()]))
}

function titleOf({ doc }: Connected, issueId: string): string | undefined {
  return openMeetingDocument(doc).issues.get(issueId)?.title
}
