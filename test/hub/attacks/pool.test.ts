import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { JoinAnswer } from '../../../shared/api.ts'
import { openPoolDocument, poolRoom } from '../../../shared/model/PoolDocument.ts'
import { refuseSubmission } from '../../../shared/model/screening.ts'
import { draftSubmission, editSubmission, submissionStatus, submitSubmission, withdrawSubmission } from '../../../shared/model/submissions.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, joinHub, request, startHub } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { fieldsOf, record, refusal } from './scene.ts'

const WHOLE = { background: '背景', basis: '依据', ask: '请定', options: '甲\n乙', disagreement: '无' }

async function startPool() {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王秘书')
  const [a = '', b = ''] = await Promise.all(['甲局', '乙局'].map(async (name) => String((await request(url, 'POST', '/api/departments', secretary.token, { name })).json['id'])))
  const [delegate, colleague, coordinator] = [await joinAs(url, secretary.token, 'delegate', '张代表', b), await joinAs(url, secretary.token, 'delegate', '陈代表', b), await joinAs(url, secretary.token, 'coordinator', '何联络', b)]
  const room = poolRoom(b)
  const owner = await window(url, room, delegate)
  const theirs = must(draftSubmission(owner.pool, { departmentId: b, title: '工地围挡' }, owner.context))
  must(editSubmission(owner.pool, theirs, WHOLE, owner.context))
  must(submitSubmission(owner.pool, theirs, owner.context))
  const clerk = await window(url, room, secretary)
  await eventually(() => expect(submissionStatus(clerk.pool, theirs).status).toBe('submitted'))
  return { url, room, a, b, colleague, coordinator, owner, clerk, theirs }
}

type Pool = Awaited<ReturnType<typeof startPool>>

async function window(url: string, room: string, { token, person }: JoinAnswer) {
  const connected = connect(url, room, token)
  await eventually(() => expect(connected.provider.synced).toBe(true))
  return { ...connected, pool: openPoolDocument(connected.doc), context: { ...contextOf(person.id), newId: () => crypto.randomUUID() } }
}

test('[C1] a department submits, the secretariat returns it, the department mends and withdraws: everybody sees it', async () => {
  const { owner, clerk, theirs } = await startPool()
  must(refuseSubmission(clerk.pool, theirs, { kind: 'returned', reason: 'papers-missing', note: '' }, clerk.context))
  await eventually(() => expect(submissionStatus(owner.pool, theirs).status).toBe('returned'))
  must(editSubmission(owner.pool, theirs, { basis: '条例第三条' }, owner.context))
  must(submitSubmission(owner.pool, theirs, owner.context))
  must(withdrawSubmission(owner.pool, theirs, owner.context))
  await eventually(() => expect(submissionStatus(clerk.pool, theirs).status).toBe('withdrawn'))
  expect(clerk.pool.submissions.get(theirs)?.basis).toBe('条例第三条')
  expect([owner.closeCodes, clerk.closeCodes]).toEqual([[], []])
})

const event = (kind: string, by: JoinAnswer, { theirs }: Pool) =>
  record({ submissionId: theirs, kind, reason: null, note: '', mergedIntoId: null, meetingId: null, itemId: null, agendaClass: null, at: '2026-03-05T15:00:00Z', by: by.person.id })

type Forgery = readonly [forge: (doc: Y.Doc, scene: Pool) => void, about: (scene: Pool) => string]

const byDelegate: Readonly<Record<string, Forgery>> = {
  'a submission of the own department, made another’s': [(doc, { theirs, a }) => fieldsOf(doc, 'submissions', theirs).set('departmentId', a), ({ theirs }) => `submissions/${theirs}`],
  'a submission in another department’s name': [(doc, { a }) => doc.getMap('submissions').set('new', record({ departmentId: a, title: '!' })), () => 'submissions/new'],
  'screening of one’s own': [(doc, scene) => doc.getMap('screenings').set('new', event('accepted', scene.colleague, scene)), () => 'screenings/new'],
  'a withdrawal in somebody else’s name': [(doc, scene) => doc.getMap('submissionEvents').set('new', event('withdrawn', scene.coordinator, scene)), () => 'submissionEvents/new'],
  'a paper of another department': [(doc, { a, colleague }) => doc.getMap('papers').set('new', record({ departmentId: a, by: colleague.person.id })), () => 'papers/new'],
}

const byReader: Readonly<Record<string, Forgery>> = {
  'a field, by somebody who may only read': [(doc, { theirs }) => fieldsOf(doc, 'submissions', theirs).set('title', '!'), ({ theirs }) => `submissions/${theirs}`],
  'words, by somebody who may only read': [(doc, { theirs }) => (fieldsOf(doc, 'submissions', theirs).get('ask') as Y.Text).insert(0, '!'), ({ theirs }) => `submissions/${theirs}`],
  'a submission removed by somebody who may only read': [(doc, { theirs }) => doc.getMap('submissions').delete(theirs), ({ theirs }) => `submissions/${theirs}`],
  'a submission withdrawn by somebody who may only read': [(doc, scene) => doc.getMap('submissionEvents').set('new', event('withdrawn', scene.coordinator, scene)), () => 'submissionEvents/new'],
}

const attacks = [...Object.entries(byDelegate).map(([name, forgery]) => [name, 'colleague', forgery] as const), ...Object.entries(byReader).map(([name, forgery]) => [name, 'coordinator', forgery] as const)]

test.each(attacks)('[C1][H3] attack in the pool: %s', async (_name, who, [forge, about]) => {
  const scene = await startPool()
  const before = fingerprint(scene.clerk.doc)
  const attacker = await RawClient.join(scene.url, scene.room, scene[who].token)
  await eventually(() => expect(fingerprint(attacker.doc)).toEqual(before))
  attacker.sendUpdate(attacker.forge((doc) => forge(doc, scene)))
  expect(await attacker.closing).toEqual(refusal('write-refused', about(scene)))
  expect(fingerprint(scene.clerk.doc)).toEqual(before)
})
