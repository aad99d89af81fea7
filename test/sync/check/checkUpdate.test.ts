import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { check, touches, updateOf } from './support.ts'

function issueDoc(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getMap('issues').set('a', new Y.Map<unknown>([['title', '道路'], ['detail', new Y.Text('渣土车')], ['agendaItemIds', new Y.Map([['x', true]])]]))
  return doc
}

const issues = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('issues')

function field<T>(doc: Y.Doc, name: string): T {
  return issues(doc).get('a')?.get(name) as T
}

test('[H2] what an edit does is told by section, record and field', () => {
  const doc = issueDoc()
  const edits: ((copy: Y.Doc) => void)[] = [
    (copy) => issues(copy).set('b', new Y.Map<unknown>([['title', '噪声'], ['detail', new Y.Text('夜间')]])),
    (copy) => issues(copy).get('a')?.set('title', '道路扬尘'),
    (copy) => field<Y.Text>(copy, 'detail').insert(1, '的'),
    (copy) => field<Y.Text>(copy, 'detail').delete(0, 1),
    (copy) => field<Y.Map<boolean>>(copy, 'agendaItemIds').set('y', true),
    (copy) => issues(copy).get('a')?.delete('title'),
    (copy) => issues(copy).delete('a'),
    (copy) => issues(copy).set('a', new Y.Map<unknown>([['title', 'x']])),
  ]
  expect(edits.map((edit) => touches(check(doc, updateOf(doc, 2, edit))))).toEqual([
    [{ personId: 'p1', touched: ['created issues/b detail:set title:set="噪声"'] }],
    [{ personId: 'p1', touched: ['changed issues/a title:set="道路扬尘"'] }],
    [{ personId: 'p1', touched: ['changed issues/a detail:edited'] }],
    [{ personId: 'p1', touched: ['changed issues/a detail:edited'] }],
    [{ personId: 'p1', touched: ['changed issues/a agendaItemIds:edited'] }],
    [{ personId: 'p1', touched: ['changed issues/a title:removed'] }],
    [{ personId: 'p1', touched: ['removed issues/a'] }],
    [{ personId: 'p1', touched: ['replaced issues/a title:set="x"'] }],
  ])
})

test('[H2] what is known already is nothing new', () => {
  const doc = issueDoc()
  expect(check(doc, Y.encodeStateAsUpdate(doc), { isReply: true })).toEqual({ state: 'known' })
})
