import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { noteBody, noteText } from '../../shared/model/notes.ts'

/** The lines of the notes on screen, without the names at others' carets. */
export function noteLines(page: Page): Promise<string[]> {
  return page.getByTestId('note-body').locator('p').evaluateAll((lines) =>
    lines.map((line) => {
      const copy = line.cloneNode(true) as HTMLElement
      for (const caret of copy.querySelectorAll('.caret')) caret.remove()
      return copy.textContent
    }),
  )
}

/** Puts the caret at the beginning or the end of the notes, as somebody does who clicks first and presses the key then. */
export async function placeCaret(page: Page, key: 'Control+Home' | 'Control+End'): Promise<void> {
  await page.getByTestId('note-body').click()
  // An editor that has just got the focus restores its own selection 20 ms later; nobody's hands are faster.
  await framesPass(page)
  await page.keyboard.press(key)
  await framesPass(page)
}

async function framesPass(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 25)))
}

/** All notes of a meeting as they stand in the browser's own copy: what would be left if it ended right now. */
export async function keptNotes(page: Page, personId: string, meetingId: string): Promise<readonly string[]> {
  const updates = await page.evaluate(
    (name) =>
      new Promise<number[][]>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('updates').objectStore('updates').getAll()
          reading.addEventListener('error', () => reject(reading.error))
          reading.addEventListener('success', () => {
            opening.result.close()
            resolve((reading.result as Uint8Array[]).map((update) => [...update]))
          })
        })
      }),
    `huishang/${personId}/meeting/${meetingId}`,
  )
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, Uint8Array.from(update))
  const meeting = openMeetingDocument(doc)
  return meeting.agenda.list().map(({ id }) => {
    const body = noteBody(meeting, id)
    return body ? noteText(body) : ''
  })
}
