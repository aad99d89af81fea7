import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ROLES, type Role } from '../../shared/lib/roles.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { addPaper } from '../../shared/model/papers.ts'
import { openPoolDocument, POOL_SECTIONS, poolRoom, type PoolDocument, type PoolSection } from '../../shared/model/PoolDocument.ts'
import { mergeSubmission, refuseSubmission } from '../../shared/model/screening.ts'
import { draftSubmission, editSubmission, removeSubmission, submitSubmission, withdrawSubmission } from '../../shared/model/submissions.ts'
import { mayRead, mayWrite, type Writer } from '../../shared/sync/access.ts'
import { closeReason, closeSubject } from '../../shared/sync/protocol.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { connect, type Connected } from './connect.ts'
import { eventually, joinAs, joinHub, request, startHub } from './support.ts'

/** What a control of the pool does to what stands in a department's pool. */
interface Control {
  readonly section: PoolSection
  readonly name: string
  readonly use: (at: Standing & { readonly pool: PoolDocument; readonly context: CommandContext }) => void
}

/** A draft, and what was submitted. */
interface Standing {
  readonly departmentId: string
  readonly draft: string
  readonly submitted: string
}

const WHOLE = { background: '背景', basis: '依据', ask: '请定', options: '甲\n乙', disagreement: '无' }

const CONTROLS: readonly Control[] = [
  { section: 'submissions', name: 'draft', use: ({ pool, departmentId, context }) => must(draftSubmission(pool, { departmentId, title: '新' }, context)) },
  { section: 'submissions', name: 'edit a line', use: ({ pool, draft, context }) => must(editSubmission(pool, draft, { place: '建设路' }, context)) },
  { section: 'submissions', name: 'edit a text', use: ({ pool, draft, context }) => must(editSubmission(pool, draft, { ask: '请议定' }, context)) },
  { section: 'submissions', name: 'delete a draft', use: ({ pool, draft, context }) => must(removeSubmission(pool, draft, context)) },
  { section: 'submissionEvents', name: 'submit', use: ({ pool, draft, context }) => must(submitSubmission(pool, draft, context)) },
  { section: 'submissionEvents', name: 'withdraw', use: ({ pool, submitted, context }) => must(withdrawSubmission(pool, submitted, context)) },
  { section: 'screenings', name: 'return', use: ({ pool, submitted, context }) => must(refuseSubmission(pool, submitted, { kind: 'returned', reason: 'papers-missing', note: '' }, context)) },
  { section: 'screenings', name: 'reject', use: ({ pool, submitted, context }) => must(refuseSubmission(pool, submitted, { kind: 'rejected', reason: 'own-power', note: '' }, context)) },
  { section: 'screenings', name: 'merge', use: ({ pool, submitted, draft, context }) => must(mergeSubmission(pool, submitted, { pool: madeTarget(pool, draft), id: draft }, '', context)) },
  { section: 'papers', name: 'list a paper', use: ({ pool, submitted, context }) => must(addPaper(pool, { ownerId: submitted, name: '报告', type: '', bytes: 1, sha256: 'a'.repeat(64) }, context)) },
]

test('[C1] the controls below cover every section of a pool', () => {
  expect(new Set(CONTROLS.map(({ section }) => section))).toEqual(new Set(POOL_SECTIONS))
})

test.each(ROLES)('[C1][H2] in the pools of the own and of another department a control is offered exactly if the hub takes what it does: %s', async (role) => {
  const stage = await setStage(role)
  const outcomes: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const [whose, departmentId] of [['own', stage.own], ['another’s', stage.others]] as const)
    for (const control of CONTROLS) {
      const name = `${control.name}: ${whose}`
      const isRead = mayRead(stage.self, { kind: 'pool', departmentId })
      const isOffered = isRead && mayWrite('pool', control.section, stage.self, { departmentId })
      expected[name] = !isRead ? { refused: 'room-forbidden' } : isOffered ? 'taken' : { refused: 'write-refused', section: control.section }
      outcomes[name] = await use(control, departmentId, stage)
    }
  expect(outcomes).toEqual(expected)
})

interface Stage {
  readonly url: string
  readonly own: string
  readonly others: string
  readonly self: Writer
  readonly token: string
  readonly secretary: CommandContext
  /** The secretary's replicas: what the hub takes arrives there. */
  readonly witnesses: ReadonlyMap<string, Connected>
}

async function setStage(role: Role): Promise<Stage> {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '秘书')
  const [own = '', others = ''] = await Promise.all(['甲局', '乙局'].map(async (name) => String((await request(url, 'POST', '/api/departments', secretary.token, { name })).json['id'])))
  const { token, person } = await joinAs(url, secretary.token, role, '本人', own)
  const witnesses = new Map(await Promise.all([own, others].map(async (id) => [id, await synced(connect(url, poolRoom(id), secretary.token))] as const)))
  return { url, own, others, self: { personId: person.id, role, departmentId: own }, token, secretary: anew(secretary.person.id), witnesses }
}

function anew(personId: string): CommandContext {
  return { ...contextOf(personId), newId: () => crypto.randomUUID() }
}

async function synced(client: Connected): Promise<Connected> {
  await eventually(() => expect(client.provider.synced).toBe(true))
  return client
}

/** Uses a control in a window of its own, on what was put there for it. */
async function use({ section, use: act }: Control, departmentId: string, { url, self, token, secretary, witnesses }: Stage): Promise<unknown> {
  const witness = witnesses.get(departmentId)!
  const standing = stand(openPoolDocument(witness.doc), departmentId, secretary)
  const client = connect(url, poolRoom(departmentId), token)
  const refused = (): unknown => {
    const [closed] = client.closes
    return closed && { refused: closeReason(closed.code), ...(closeSubject(closed.reason) && { section: closeSubject(closed.reason)?.split('/')[0] }) }
  }
  const isIn = await eventually(() => {
    if (refused()) return false
    expect(sectionsOf(client)).toEqual(sectionsOf(witness))
    return true
  })
  if (isIn) act({ ...standing, pool: openPoolDocument(client.doc), context: anew(self.personId) })
  const outcome = await eventually(() => {
    if (refused()) return refused()
    expect(sectionsOf(witness)[section]).toEqual(sectionsOf(client)[section])
    return 'taken'
  })
  client.provider.destroy()
  return outcome
}

function stand(pool: PoolDocument, departmentId: string, context: CommandContext): Standing {
  const [draft, submitted] = ['草稿', '已交'].map((title) => must(draftSubmission(pool, { departmentId, title }, context))) as [string, string]
  for (const id of [draft, submitted]) must(editSubmission(pool, id, WHOLE, context))
  must(submitSubmission(pool, submitted, context))
  return { departmentId, draft, submitted }
}

/** A pool beside the one that is written in, where the same draft was submitted: what may be merged into. */
function madeTarget(pool: PoolDocument, id: string): PoolDocument {
  const target = openPoolDocument(new Y.Doc())
  const record = pool.submissions.get(id)!
  target.doc.transact(() => target.submissions.insert(record))
  must(submitSubmission(target, id, contextOf('p')))
  return target
}

function sectionsOf({ doc }: Connected): Record<string, unknown> {
  return Object.fromEntries(POOL_SECTIONS.map((name) => [name, doc.getMap(name).toJSON()]))
}
