import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { createNoteBody, noteBody, noteHtml, noteText } from '../../shared/model/notes.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'

type Node = string | Y.XmlText | Y.XmlElement

function node(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly Node[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.insert(0, children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)))
  return element
}

/** Text with marks, as the editor stores it. */
function marked(...pieces: readonly (readonly [text: string, marks: Record<string, unknown>])[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(pieces.map(([insert, attributes]) => ({ insert, attributes })))
  return text
}

function bodyOf(...children: readonly Node[]): Y.XmlFragment {
  const body = new Y.Doc().getXmlFragment('body')
  body.insert(0, children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)))
  return body
}

test('plain text has one line per block, HTML the same with a fixed set of tags', () => {
  const body = bodyOf(
    node('heading', { level: '2' }, '议题一'),
    node('paragraph', {}, marked(['二环路', {}], ['夜间', { bold: {}, italic: {} }], ['噪声', { code: {} }])),
    node('bulletList', {}, node('listItem', {}, node('paragraph', {}, '城管'), node('orderedList', {}, node('listItem', {}, node('paragraph', {}, '街道'))))),
    node('blockquote', {}, node('paragraph', {}, 'quoted', node('hardBreak', {}), 'words')),
    node('codeBlock', {}, 'a < b'),
    node('horizontalRule', {}),
    node('paragraph', {}),
  )
  expect({ text: noteText(body), html: noteHtml(body) }).toEqual({
    text: '议题一\n二环路夜间噪声\n城管\n街道\nquoted\nwords\na < b\n\n',
    html:
      '<h2>议题一</h2><p>二环路<em><strong>夜间</strong></em><code>噪声</code></p>' +
      '<ul><li><p>城管</p><ol><li><p>街道</p></li></ol></li></ul><blockquote><p>quoted<br>words</p></blockquote>' +
      '<pre>a &lt; b</pre><hr><p></p>',
  })
})

test('what nobody knows loses its tag, never its text, and markup in the text stays text', () => {
  const body = bodyOf(
    'bare & text',
    node('taskList', {}, node('taskItem', { checked: 'true' }, node('paragraph', {}, 'done'))),
    node('table', {}, node('tableRow', {}, node('tableCell', {}, node('paragraph', {}, '<script>alert("1")</script>')))),
    node('heading', { level: '99' }, marked(['linked', { link: { href: 'javascript:alert(1)' } }])),
  )
  expect({ text: noteText(body), html: noteHtml(body) }).toEqual({
    text: 'bare & text\ndone\n<script>alert("1")</script>\nlinked',
    html: 'bare &amp; text<p>done</p><p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p><h1>linked</h1>',
  })
})

test('notes are created once, with their item', () => {
  const meeting = startMeeting()
  const id = must(addAgendaItem(meeting, { title: 'a' }, contextOf('li')))
  expect(() => createNoteBody(meeting, id)).toThrow(`bug: notes of ${id} exist`)
  expect([noteBody(meeting, id) === noteBody(meeting, id), noteBody(meeting, 'gone')]).toEqual([true, undefined])
})
