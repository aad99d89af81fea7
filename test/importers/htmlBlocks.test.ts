import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeEntities } from '../../electron/importers/html/decodeEntities.ts'
import { htmlBlocks } from '../../electron/importers/html/htmlBlocks.ts'
import { blocksText, writeBlocks, type NoteBlock } from '../../electron/importers/noteBlocks.ts'
import { noteHtml, noteText } from '../../shared/model/notes.ts'

function words(text: string): string[] {
  return text.match(/w\d+w/g) ?? []
}

/** What the notes make of it: plain text and HTML, as the archive keeps them. */
function noted(html: string): { text: string; html: string } {
  const doc = new Y.Doc()
  const body = doc.getXmlFragment('body')
  doc.transact(() => writeBlocks(body, htmlBlocks(html)))
  return { text: noteText(body), html: noteHtml(body) }
}

test.each<[html: string, text: string, note: string]>([
  ['<p>l&ouml;mk</p>\n\n<p>we&nbsp;</p>', 'lömk\nwe\u00a0', '<p>lömk</p><p>we\u00a0</p>'],
  ['plain, &lt;no&gt; markup & such', 'plain, <no> markup & such', '<p>plain, &lt;no&gt; markup &amp; such</p>'],
  ['<p>one<br>two<br/></p>', 'one\ntwo', '<p>one<br>two</p>'],
  ['<p><b>bold <i>both</i></b> <u>under</u></p>', 'bold both under', '<p><strong>bold </strong><em><strong>both</strong></em> <u>under</u></p>'],
  ['<ul>\n<li>a</li>\n<li>b<ol><li>c</ol>\n</ul>', 'a\nb\nc', '<ul><li><p>a</p></li><li><p>b</p><ol><li><p>c</p></li></ol></li></ul>'],
  ['<ul><li><h3>t</h3><p>x</p><li><pre>a\n b</pre></ul>', 't\nx\n\na\n b', '<ul><li><p>t</p><p>x</p></li><li><p></p><pre>a\n b</pre></li></ul>'],
  ['<h2>Title</h2><blockquote><p>q</p></blockquote>', 'Title\nq', '<h2>Title</h2><blockquote><p>q</p></blockquote>'],
  ['<p>a<script>alert("x")</script>b<style>p{}</style><!-- c --></p>', 'ab', '<p>ab</p>'],
  ['<marquee>kept</marquee> <span class="os-line">words</span>', 'kept words', '<p>kept words</p>'],
  ['<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 2\n3', '<p>1 2</p><p>3</p>'],
  ['see <a href="https://example.org/a?b=1&amp;c">here</a>', 'see here (https://example.org/a?b=1&c)', '<p>see here (https://example.org/a?b=1&amp;c)</p>'],
  ['<a href="javascript:alert(1)">go</a> <img src="x" alt="A map">', 'go A map', '<p>go A map</p>'],
  ['<p>unclosed <b>bold<p>next</b> <i', 'unclosed bold\nnext <i', '<p>unclosed <strong>bold</strong></p><p><strong>next</strong> &lt;i</p>'],
  ['<code><b>x</b></code>', 'x', '<p><code>x</code></p>'],
  ['会商<br>&#20250;&#x5546; &#xD83D; &bogus; &#128512;', '会商\n会商 &#xD83D; &bogus; 😀', '<p>会商<br>会商 &amp;#xD83D; &amp;bogus; 😀</p>'],
  ['', '', ''],
])('[F9] %s', (html, text, note) => {
  expect(noted(html)).toEqual({ text, html: note })
})

test('[F9] whatever the bytes, no word is lost and nothing is thrown', () => {
  const tags = ['<p>', '</p>', '<ul>', '</ul>', '<li>', '</li>', '<ol>', '</ol>', '<blockquote>', '</blockquote>', '<b>', '</b>', '<pre>', '</pre>', '<h1>', '</h1>', '<br>', '<x-y>', '<', '>', '&', '"', "<a href='", '-->']
  const piece = fc.oneof(fc.constantFrom(...tags), fc.nat(999).map((n) => ` w${n}w `))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = pieces.join('')
      const outsideTags = html.replaceAll(/<\/?[a-z][a-z0-9]*(?:"[^"]*"|'[^']*'|[^'">])*>/gi, ' ')
      expect(words(blocksText(htmlBlocks(html)))).toEqual(words(outsideTags))
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('[F9] nesting beyond what anybody reads is flattened, not followed', () => {
  const deep = htmlBlocks(`${'<ul><li>'.repeat(10_000)}core`)
  const depth = (blocks: readonly NoteBlock[]): number =>
    1 + Math.max(0, ...blocks.map((block) => (block.kind === 'list' ? Math.max(...block.items.map(depth)) : 0)))
  expect([depth(deep) < 60, blocksText(deep).trim()]).toEqual([true, 'core'])
})

test('[F9] entities: named, decimal, hexadecimal; what is none stays', () => {
  expect(decodeEntities('&amp;&uuml;&Auml;&yuml;&nbsp;&hellip;&#8211;&#x4F1A;&amp;lt; &; &nope; &#0; &#x110000;')).toBe('&üÄÿ\u00a0…–会&lt; &; &nope; &#0; &#x110000;')
})
