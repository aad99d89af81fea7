import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { firstIdIn, idOfType, idOfValue } from '../../support/itemIds.ts'
import { rawItem, rawUpdate, type RawContent, type RawId } from '../../support/rawUpdate.ts'
import { fieldsOf, refusal, startScene, strikeAt, type Scene } from './scene.ts'

const ME = 4_000_000_001
const WORD: RawContent = { is: 'any', values: ['!'] }

function parts(doc: Y.Doc, { ids }: Scene) {
  const [mine, theirs, agenda] = [fieldsOf(doc, 'issues', ids.issueA), fieldsOf(doc, 'issues', ids.issueB), fieldsOf(doc, 'agenda', ids.item)]
  return { mine, theirs, agenda, myWords: mine.get('detail') as Y.Text, theirWords: theirs.get('detail') as Y.Text, ask: agenda.get('ask') as Y.Text }
}
type Parts = ReturnType<typeof parts>

/** Writes that reach another record by way of nested types and neighbours; `about` where the hub can tell. */
const detours: Readonly<Record<string, readonly [(parts: Parts) => Uint8Array, about: 'issueB' | 'item']>> = {
  'a nested type named by its id': [({ theirWords }) => rawItem([ME, 0], { parent: idOfType(theirWords), content: { is: 'text', text: '!' } }), 'issueB'],
  'a record named by its id': [({ theirs }) => rawItem([ME, 0], { parent: idOfType(theirs), key: 'title', content: WORD }), 'issueB'],
  'a neighbour in the words of another record': [({ ask }) => rawItem([ME, 0], { origin: firstIdIn(ask), content: { is: 'text', text: '!' } }), 'item'],
  'a field of another record by the value before it': [({ theirs }) => rawItem([ME, 0], { origin: idOfValue(theirs, 'title'), content: WORD }), 'issueB'],
  'a type in my record, and in the same update a write beyond it': [
    ({ mine, theirs }) =>
      rawUpdate([
        {
          client: ME,
          clock: 0,
          structs: [
            { parent: idOfType(mine), key: 'detail', content: { is: 'type', type: 1 } },
            { parent: [ME, 0], key: 'x', content: WORD },
            { parent: idOfType(theirs), key: 'title', content: WORD },
          ],
        },
      ]),
    'issueB',
  ],
  'a delete in another record beside a write in mine': [
    ({ mine, theirs }) => {
      const [client, clock] = idOfValue(theirs, 'title')
      return rawUpdate([{ client: ME, clock: 0, structs: [{ parent: idOfType(mine), key: 'title', content: WORD }] }], [{ client, ranges: [[clock, 1]] }])
    },
    'issueB',
  ],
}

test.each(Object.entries(detours))('[H3] attack: a nested write: %s', async (_name, [forge, about]) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(forge(parts(attacker.doc, scene))))
  expect(closing).toEqual(refusal('write-refused', about === 'issueB' ? `issues/${scene.ids.issueB}` : `agenda/${scene.ids.item}`))
})

/** What Yjs would take and then hold differently on different replicas, or throw at half way through. */
const impossible: Readonly<Record<string, (parts: Parts) => Uint8Array>> = {
  'one list spliced into another: left neighbour mine, right neighbour theirs': ({ myWords, theirWords }) =>
    rawItem([ME, 0], { origin: lastOf(myWords), right: firstIdIn(theirWords), content: { is: 'text', text: '!' } }),
  'a right neighbour left of the left one': ({ myWords }) => {
    const [client, clock] = firstIdIn(myWords)
    return rawItem([ME, 0], { origin: [client, clock + 3], right: [client, clock], content: { is: 'text', text: '!' } })
  },
  'a right neighbour for a field': ({ mine }) => rawItem([ME, 0], { right: idOfValue(mine, 'title'), content: WORD }),
  'an item that is its own parent': () => rawItem([ME, 0], { parent: [ME, 0], key: 'x', content: { is: 'type', type: 1 } }),
  'two items that are each other’s parent': () =>
    rawUpdate([
      {
        client: ME,
        clock: 0,
        structs: [
          { parent: [ME, 1], key: 'x', content: { is: 'type', type: 1 } },
          { parent: [ME, 0], key: 'x', content: { is: 'type', type: 1 } },
        ],
      },
    ]),
  'a parent that is no type': ({ mine }) => rawItem([ME, 0], { parent: idOfValue(mine, 'title'), key: 'x', content: WORD }),
  'an origin in itself': () => rawItem([ME, 0], { origin: [ME, 0], content: { is: 'text', text: '!' } }),
  'a list in a map': ({ mine }) => rawItem([ME, 0], { parent: idOfType(mine), content: { is: 'text', text: '!' } }),
  'a root written without a key': () => rawItem([ME, 0], { parent: 'issues', content: WORD }),
  'a document within the document': ({ mine }) => rawItem([ME, 0], { parent: idOfType(mine), key: 'detail', content: { is: 'document', guid: 'x' } }),
  'a type of a kind that does not exist': ({ mine }) => rawItem([ME, 0], { parent: idOfType(mine), key: 'detail', content: { is: 'type', type: 9 } }),
  'an embed that is no JSON': ({ myWords }) => rawItem([ME, 0], { parent: idOfType(myWords), content: { is: 'embed', json: '{' } }),
  'a JSON value that is no JSON': ({ mine }) => rawItem([ME, 0], { parent: idOfType(mine), key: 'title', content: { is: 'json', texts: ['{'] } }),
  'a number that JSON does not know': ({ mine }) => rawItem([ME, 0], { parent: idOfType(mine), key: 'title', content: { is: 'any', values: [10n] } }),
  'the prototype of all objects as a field': ({ mine }) => rawItem([ME, 0], { parent: idOfType(mine), key: '__proto__', content: WORD }),
  'the prototype of all objects within a value': ({ mine }) =>
    rawItem([ME, 0], { parent: idOfType(mine), key: 'title', content: { is: 'any', values: [JSON.parse('{"__proto__":{"isAdmin":true}}')] } }),
  'a record under the name of the prototype': () => rawItem([ME, 0], { parent: 'issues', key: '__proto__', content: { is: 'type', type: 1 } }),
  'an item of no length': ({ myWords }) => rawItem([ME, 0], { parent: idOfType(myWords), content: { is: 'text', text: '' } }),
}

function lastOf(text: Y.Text): RawId {
  const [client, clock] = firstIdIn(text)
  return [client, clock + text.length - 1]
}

test.each(Object.entries(impossible))('[H3] attack: what no client writes: %s', async (_name, forge) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(forge(parts(attacker.doc, scene))))
  expect(closing).toEqual(refusal('message-damaged'))
})
