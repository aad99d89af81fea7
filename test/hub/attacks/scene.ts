import { expect } from 'vitest'
import * as Y from 'yjs'
import type { JoinAnswer } from '../../../shared/api.ts'
import { advanceAction, draftAction } from '../../../shared/model/actions.ts'
import { addAgendaItem, openAgendaItem } from '../../../shared/model/agenda.ts'
import { recordAttendance } from '../../../shared/model/attendance.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { raiseIssue } from '../../../shared/model/issues.ts'
import { openMeetingDocument, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { draftResolution } from '../../../shared/model/resolutions.ts'
import { CLOSE_CODES, closeText, type CloseReason } from '../../../shared/sync/protocol.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { connect, type Connected } from '../connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'
import { RawClient, type Closing } from './RawClient.ts'

/** A meeting under way, with honest people in it, and somebody of department A who is about to misbehave. */
export interface Scene {
  readonly hub: Awaited<ReturnType<typeof startHub>>
  readonly url: string
  readonly room: string
  readonly meetingId: string
  readonly departmentA: string
  readonly departmentB: string
  readonly secretary: JoinAnswer
  readonly delegateA: JoinAnswer
  readonly delegateB: JoinAnswer
  /** The secretary's stock y-websocket client. */
  readonly honest: Connected & { readonly meeting: MeetingDocument; readonly context: CommandContext }
  /** A delegate of department B who reads, and writes a little. */
  readonly witness: RawClient
  readonly ids: Readonly<Record<'item' | 'issueA' | 'issueB' | 'actionA' | 'actionB' | 'resolution', string>>
}

export async function startScene(substitutes: Parameters<typeof startHub>[1] = {}, options: Parameters<typeof startHub>[0] = {}): Promise<Scene> {
  const hub = await startHub(options, substitutes)
  const { url } = hub
  const secretary = await joinHub(url, hub.secretaryInvite, '王秘书')
  const [departmentA, departmentB] = [await newDepartment(url, secretary.token, '城市管理委员会'), await newDepartment(url, secretary.token, '住建局')]
  const delegateA = await joinAs(url, secretary.token, 'delegate', '李代表', departmentA)
  const delegateB = await joinAs(url, secretary.token, 'delegate', '张代表', departmentB)
  const { id: meetingId, room } = await newMeeting(url, secretary.token, { template: 'joint-consultation' })
  const connected = connect(url, room, secretary.token)
  await eventually(() => expect(connected.provider.synced).toBe(true))
  const meeting = openMeetingDocument(connected.doc)
  const context = contextOf(secretary.person.id)
  const ids = fill(meeting, { departmentA, departmentB, context, people: [secretary, delegateB] })
  const witness = await RawClient.join(url, room, delegateB.token)
  await eventually(() => expect(fingerprint(witness.doc)).toEqual(fingerprint(connected.doc)))
  const honest = { ...connected, meeting, context }
  return { hub, url, room, meetingId, departmentA, departmentB, secretary, delegateA, delegateB, honest, witness, ids }
}

async function newDepartment(url: string, token: string, name: string): Promise<string> {
  return String((await request(url, 'POST', '/api/departments', token, { name })).json['id'])
}

interface Filling {
  readonly departmentA: string
  readonly departmentB: string
  readonly context: CommandContext
  readonly people: readonly JoinAnswer[]
}

function fill(meeting: MeetingDocument, { departmentA, departmentB, context, people }: Filling): Scene['ids'] {
  const item = must(addAgendaItem(meeting, { title: '道路扬尘', ask: '议定牵头单位' }, context))
  must(openAgendaItem(meeting, item, context))
  const columnId = meeting.columns.list()[0]?.id ?? ''
  const issue = (title: string, leadDepartmentId: string) => must(raiseIssue(meeting, { title, columnId, detail: '夜间渣土车', leadDepartmentId }, context))
  const action = (task: string, leadDepartmentId: string) =>
    must(draftAction(meeting, { task, leadDepartmentId, itemId: item, dueOn: '2026-04-01', closingCriterion: '补齐', evidenceKinds: ['photo'] }, context))
  const [issueA, issueB, actionA, actionB] = [issue('井盖缺失', departmentA), issue('工地围挡', departmentB), action('补井盖', departmentA), action('修围挡', departmentB)]
  must(advanceAction(meeting, actionB, 'dispatched', context))
  const resolution = must(draftResolution(meeting, { itemId: item, text: '三日内完成' }, context))
  for (const { person } of people) must(recordAttendance(meeting, person, 'present', context))
  return { item, issueA, issueB, actionA, actionB, resolution }
}

/** How a refused connection ends. */
export function refusal(reason: CloseReason, about?: string): Closing {
  return { code: CLOSE_CODES[reason].code, text: closeText(reason, about) }
}

/** What a test of an attack checks: how the attacker's connection ended. */
export type Strike = (attacker: RawClient, scene: Scene) => void | Promise<void>

/**
 * Lets somebody strike who has joined with `token` (department A's delegate unless said), and holds that nothing of it
 * was applied, stored or relayed, that the honest clients go on working, and that a restarted hub has the same.
 * @returns how the attacker's connection ended.
 */
export async function strikeAt(scene: Scene, strike: Strike, token: string = scene.delegateA.token): Promise<Closing> {
  const before = copy(scene.honest.doc)
  const attacker = await RawClient.join(scene.url, scene.room, token)
  await strike(attacker, scene)
  const closing = await Promise.race([attacker.closing, stillOpen()])
  await expectUnharmed(scene, before)
  return closing
}

/** Longer than the hub lets anybody wait; a connection that is still there by then has got away with it. */
function stillOpen(): Promise<Closing> {
  return new Promise((resolve) => setTimeout(() => resolve({ code: 0, text: 'still open' }), 9_000).unref())
}

/** Like `strikeAt` for what the hub ignores without closing: the attacker stays and still gets answers. */
export async function strikeIgnored(scene: Scene, strike: Strike, token: string = scene.delegateA.token): Promise<RawClient> {
  const before = copy(scene.honest.doc)
  const attacker = await RawClient.join(scene.url, scene.room, token)
  await strike(attacker, scene)
  await attacker.read()
  expect(attacker.isClosed).toBe(false)
  await expectUnharmed(scene, before)
  return attacker
}

/** `before`: the honest clients' document before the attack. */
export async function expectUnharmed(scene: Scene, before: Y.Doc): Promise<void> {
  const { honest, witness, url, room, secretary, hub } = scene
  const expected = copy(before)
  const follow = (update: Uint8Array, origin: unknown) => {
    if (origin !== honest.provider && origin !== 'hub') Y.applyUpdate(expected, update)
  }
  honest.doc.on('update', follow)
  witness.doc.on('update', follow)
  must(addAgendaItem(honest.meeting, { title: '袭击之后' }, honest.context))
  witness.edit((doc) => (doc.getMap('issues').get(scene.ids.issueB) as Y.Map<unknown>).set('priority', 'high'))
  const state = fingerprint(expected)
  await eventually(() => expect({ honest: fingerprint(honest.doc), witness: fingerprint(witness.doc) }).toEqual({ honest: state, witness: state }))
  honest.doc.off('update', follow)
  witness.doc.off('update', follow)
  const joiner = await RawClient.join(url, room, secretary.token)
  expect({ joiner: fingerprint(joiner.doc), closes: honest.closeCodes, witness: witness.isClosed }).toEqual({ joiner: state, closes: [], witness: false })
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  const reader = await RawClient.join(again.url, room, secretary.token)
  expect(fingerprint(reader.doc)).toEqual(state)
  await again.close()
}

export function copy(doc: Y.Doc): Y.Doc {
  const made = new Y.Doc()
  Y.applyUpdate(made, Y.encodeStateAsUpdate(doc))
  return made
}

/** A field of a record, for forging. */
export function fieldsOf(doc: Y.Doc, section: string, id: string): Y.Map<unknown> {
  return doc.getMap(section).get(id) as Y.Map<unknown>
}

/** A record as `Collection` would store it. */
export function record(fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
  return new Y.Map(Object.entries(fields))
}
