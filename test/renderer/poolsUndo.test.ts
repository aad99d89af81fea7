import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { poolsUndo } from '../../renderer/src/sync/poolsUndo.ts'
import { openPoolDocument, type PoolDocument } from '../../shared/model/PoolDocument.ts'
import { draftSubmission } from '../../shared/model/submissions.ts'
import { contextOf, must } from '../support/startMeeting.ts'

test('[C1] undo takes back one’s own commands in the order in which they were given, whatever department they were for', () => {
  const pools = [openPoolDocument(new Y.Doc()), openPoolDocument(new Y.Doc())] as const
  const context = contextOf('wang')
  const undo = poolsUndo(pools, context)
  const draft = (pool: PoolDocument, title: string) => must(draftSubmission(pool, { departmentId: 'd', title }, context))
  const shown = () => pools.map((pool) => pool.submissions.list().map(({ title }) => title).toSorted())
  draft(pools[0], '一')
  draft(pools[1], '二')
  draft(pools[0], '三')
  must(draftSubmission(pools[1], { departmentId: 'd', title: '别人的' }, contextOf('li')))
  const steps = [shown()]
  for (let n = 0; n < 4; n++) {
    undo.undo()
    steps.push(shown())
  }
  expect(steps).toEqual([[['一', '三'], ['二', '别人的']], [['一'], ['二', '别人的']], [['一'], ['别人的']], [[], ['别人的']], [[], ['别人的']]].map((step) => step.map((titles) => titles.toSorted())))
  expect(undo.read()).toBe('false true')
  undo.redo()
  undo.redo()
  expect(shown()).toEqual([['一'], ['二', '别人的'].toSorted()])
  // Something new: what was undone, in whichever pool, does not come back.
  draft(pools[1], '四')
  expect(undo.read()).toBe('true false')
  undo.redo()
  undo.undo()
  expect(shown()).toEqual([['一'], ['二', '别人的'].toSorted()])
  undo.close()
})
