import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { runImport } from '../../electron/cli/importMeeting.ts'
import { openMeetingDocument, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { noteBody, noteHtml, noteText } from '../../shared/model/notes.ts'
import { connect } from '../hub/connect.ts'
import { BrowserApp } from '../support/browserApp.ts'

let app: BrowserApp
beforeAll(async () => {
  app = await BrowserApp.start()
})

/** Every shape that the importer makes, also the odd ones. */
const HTML = [
  '<h1>One</h1><h4>Four</h4><p>plain <b>bold <i>both <u>three</u></i></b> <s>struck</s> <code><b>code</b></code></p>',
  '<ul><li>a<ol><li>b</li></ol></li><li><h3>titled</h3></li><li><pre>x\n  y</pre></li>stray</ul>',
  '<blockquote><p>quoted</p><ul><li>in it</li></ul></blockquote><p>one<br>two<br><br>four</p><pre>let x = 1 &lt; 2</pre>',
  '<table><tr><td>1</td><td>2</td></tr></table><p>会商 😀 &nbsp;</p><marquee>kept</marquee>',
].join('')

async function importSample(dataDir: string): Promise<string> {
  const file = join(dataDir, 'export.json')
  const collections = {
    meeting: { 1: { id: 1, name: 'Imported', start_time: 1_772_692_200 } },
    agenda_item: { 1: { id: 1, meeting_id: 1, content_object_id: 'topic/1' } },
    topic: { 1: { id: 1, meeting_id: 1, title: 'Shapes', text: HTML } },
  }
  await writeFile(file, JSON.stringify(collections))
  const printed: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const code = await runImport(['meeting', file, '--data', dataDir, '--json']).finally(() => out.mockRestore())
  if (code !== 0) throw new Error(`the import ended with ${code}`)
  const { meetings } = JSON.parse(printed.join('')) as { meetings: { id: string }[] }
  return meetings[0]?.id ?? ''
}

function notes(meeting: MeetingDocument): { text: string; html: string } {
  const body = noteBody(meeting, meeting.agenda.list()[0]?.id ?? '')
  return body ? { text: noteText(body), html: noteHtml(body) } : { text: '', html: '' }
}

test('[F9] imported notes are what the editor shows, and stay as they were when it opens and changes them', async () => {
  await app.stopHub()
  const id = await importSample(app.dataDir)
  await app.startHub()
  const person = await app.newPerson({ name: '王芳', role: 'secretary' })
  const reader = connect(app.url, `meeting/${id}`, person.token)
  const meeting = openMeetingDocument(reader.doc)
  await expect.poll(() => notes(meeting).text).toContain('会商 😀')
  const before = notes(meeting)
  await person.open(`#/meeting/${id}/agenda/${meeting.agenda.list()[0]?.id ?? ''}`)
  const editor = person.page.getByTestId('note-body')
  await editor.getByText('stray').waitFor()
  const shown = (await editor.innerText()).replaceAll(/\s+/g, '')
  await editor.getByText('kept').click()
  await person.page.keyboard.press('End')
  await person.page.keyboard.type(' and more')
  await expect.poll(() => notes(meeting).text).toContain('kept and more')
  expect({ shown, after: notes(meeting), problems: person.problems }).toEqual({
    shown: before.text.replaceAll(/\s+/g, ''),
    after: { text: before.text.replace('kept', 'kept and more'), html: before.html.replace('kept', 'kept and more') },
    problems: [],
  })
})
