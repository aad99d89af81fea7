import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { patchText } from '../../shared/model/patchText.ts'

/** Few letters and pairs with shared halves (😀 😁 share the first, 😀 and 🨀 the second), so that edits meet. */
const words = fc.array(fc.constantFrom('a', 'b', '会', '😀', '😁', '🨀'), { maxLength: 8 }).map((parts) => parts.join(''))

test('the text reads as wanted, and no step of it ever cuts a surrogate pair', () => {
  fc.assert(
    fc.property(words, words, (before, wanted) => {
      const doc = new Y.Doc()
      const text = doc.getText('t')
      text.insert(0, before)
      const pieces: string[] = []
      text.observe((event) => {
        for (const { insert } of event.changes.delta) if (typeof insert === 'string') pieces.push(insert)
      })
      patchText(text, wanted)
      expect({ text: text.toString(), cut: pieces.filter((piece) => !piece.isWellFormed()) }).toEqual({ text: wanted, cut: [] })
    }),
    { seed: 4, numRuns: 500 },
  )
})

test('two people who change different places of one text both keep their words', () => {
  const [one, other] = [new Y.Doc(), new Y.Doc()]
  one.getText('t').insert(0, '夜间施工噪声扰民')
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
  patchText(one.getText('t'), '二环路夜间施工噪声扰民')
  patchText(other.getText('t'), '夜间施工噪声扰民😀（重复诉求）')
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
  expect([one, other].map((doc) => doc.getText('t').toString())).toEqual(Array.from({ length: 2 }, () => ('二环路夜间施工噪声扰民😀（重复诉求）')))
})

test('an equal text costs nothing', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'as it is')
  let updates = 0
  doc.on('update', () => updates++)
  patchText(doc.getText('t'), 'as it is')
  expect(updates).toBe(0)
})
