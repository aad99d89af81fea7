import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { changesBeyond, goesBeyond } from '../../shared/model/changesBeyond.ts'
import { draftAction, advanceAction } from '../../shared/model/actions.ts'
import { closeMeeting } from '../../shared/model/createMeeting.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

const context = contextOf('wang')

function stateOf({ doc }: MeetingDocument): Uint8Array {
  return Y.encodeStateAsUpdate(doc)
}

function card(meeting: MeetingDocument, title: string): string {
  return must(raiseIssue(meeting, { title, columnId: meeting.columns.list()[0]?.id ?? '' }, context))
}

test('[H7] what was written into a card that was removed from the record is found, and what lost against another change', () => {
  const here = startMeeting('joint-consultation')
  const [removed, both] = [card(here, 'Removed here'), card(here, 'Changed by both')]
  const there = copyOf(here)
  transact(here, context, () => here.issues.remove(removed))
  transact(here, context, () => here.issues.patch(both, { title: 'As here' }))
  transact(there, context, () => there.issues.patch(removed, { detail: 'Written there' }))
  transact(there, context, () => there.issues.patch(both, { title: 'As there' }))
  closeMeeting(here, '2026-03-05T16:00:00+08:00', context)
  const [record, apart] = [stateOf(here), stateOf(there)]
  const found = changesBeyond(record, apart)
  const client = there.doc.clientID
  expect(found.map(({ recordId, kind, clients }) => ({ recordId, kind, clients }))).toEqual([
    { recordId: removed, kind: 'added', clients: [client] },
    { recordId: both, kind: 'changed', clients: [client] },
  ])
  expect(found[0]?.fields).toContainEqual({ field: 'detail', recorded: null, written: 'Written there' })
  expect(found[1]?.fields).toEqual([{ field: 'title', recorded: 'As here', written: 'As there' }])
  // Merged, and with the other record known: nothing more.
  exchange(here, there)
  expect([changesBeyond(record, stateOf(here), [apart]), goesBeyond([record, apart], stateOf(there)), goesBeyond([record], apart)]).toEqual([[], false, true])
})

test('[H7] closing alone, and which item is open, is nothing beyond a record; an event is, under the name of its action', () => {
  const here = startMeeting('joint-consultation')
  const action = must(draftAction(here, { task: 'Empty the bins', leadDepartmentId: 'd1', dueOn: '2026-04-01', closingCriterion: 'empty', evidenceKinds: ['photo'] }, context))
  const there = copyOf(here)
  const record = stateOf(here)
  closeMeeting(there, '2026-03-05T16:00:00+08:00', context)
  expect(goesBeyond([record], stateOf(there))).toBe(false)
  must(advanceAction(there, action, 'dispatched', context))
  expect(changesBeyond(record, stateOf(there)).map(({ section, title, kind }) => ({ section, title, kind }))).toEqual([{ section: 'actionEvents', title: 'Empty the bins', kind: 'added' }])
})
