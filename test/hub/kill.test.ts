import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadDocument } from '../../electron/hub/rooms/loadDocument.ts'
import { DISK } from '../../electron/hub/rooms/journalFiles.ts'
import { RecordHistory } from '../../electron/hub/rooms/RecordHistory.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { editIssue, raiseIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument, transact } from '../../shared/model/MeetingDocument.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { below, seeded } from '../support/seeded.ts'
import { must } from '../support/startMeeting.ts'
import { killed, serve, type Served } from './commands.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting } from './support.ts'

const TRIALS = 20

function contextOf({ id, departmentId }: { id: string; departmentId: string | null }): CommandContext {
  return { actor: { personId: id, role: 'secretary', departmentId }, newId: () => crypto.randomUUID(), now: () => new Date().toISOString() }
}

/** Everything in `b` is in `a` as well: adding it changes nothing. */
function holdsAll(a: Y.Doc, b: Y.Doc): boolean {
  const both = new Y.Doc()
  Y.applyUpdate(both, Y.encodeStateAsUpdate(a))
  const before = Y.encodeStateAsUpdate(both)
  Y.applyUpdate(both, Y.encodeStateAsUpdate(b))
  return Buffer.from(before).equals(Y.encodeStateAsUpdate(both))
}

/** Types, raises issues and edits them in a hurry until the hub has gone; some of it is large, so that journals are rewritten. */
async function writeUntilKilled({ process: child }: Served, doc: Y.Doc, context: CommandContext, random: () => number): Promise<void> {
  const meeting = openMeetingDocument(doc)
  const columnId = meeting.columns.list()[0]?.id ?? ''
  const itemId = must(addAgendaItem(meeting, { title: '议题' }, context))
  const dies = wait(20 + below(random, 250)).then(() => killed(child))
  const state = { isOver: false }
  void dies.then(() => (state.isOver = true))
  while (!state.isOver) {
    const issueId = must(raiseIssue(meeting, { title: '道路扬尘', columnId }, context))
    must(editIssue(meeting, issueId, { detail: '尘'.repeat(below(random, 10_000)) }, context))
    transact(meeting, context, () => {
      const body = noteBody(meeting, itemId)
      if (body && body.length === 0) body.insert(0, [new Y.XmlText('')])
      const text = body?.get(0)
      if (text instanceof Y.XmlText) text.insert(text.length, '会商')
    })
    await wait(1)
  }
}

/** What the files hold, read as the next start would. */
async function readFiles(dataDir: string, room: string) {
  const path = (extension: string): string => join(dataDir, 'rooms', `${encodeURIComponent(room)}.${extension}`)
  const loaded = await loadDocument(path('log'), () => undefined)
  const history = await RecordHistory.open({ path: path('history'), files: DISK, report: () => undefined, now: () => new Date() })
  if (!loaded.ok || !history.ok) throw new Error('a file cannot be read')
  return { ...loaded.value, history: history.value }
}

test(`[H6][H4] kill -9 at ${TRIALS} random moments: nothing another had seen is missing, no edit is without its author and its history`, { timeout: 300_000 }, async () => {
  const dataDir = await emptyFolder()
  const random = seeded(20_260_305)
  let hub = await serve(dataDir)
  const secretary = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const observer = await joinAs(hub.url, secretary.token, 'observer', '居民')
  const { room } = await newMeeting(hub.url, secretary.token)
  const trials: { readonly lost: boolean; readonly unowned: number; readonly untold: number }[] = []
  const seen = { structs: 0 }
  for (let trial = 0; trial < TRIALS; trial++) {
    const writer = connect(hub.url, room, secretary.token)
    const reader = connect(hub.url, room, observer.token)
    await eventually(() => expect([writer.provider.synced, reader.provider.synced]).toEqual([true, true]))
    await writeUntilKilled(hub, writer.doc, contextOf(secretary.person), random)
    // Nobody brings anything back: what the files hold is what counts.
    writer.provider.destroy()
    reader.provider.destroy()
    const { doc, owners, history } = await readFiles(dataDir, room)
    hub = await serve(dataDir)
    const late = connect(hub.url, room, observer.token)
    await eventually(() => expect(late.provider.synced).toBe(true))
    const clients = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()]
    const issues = [...doc.getMap('issues').keys()]
    const told = await Promise.all(issues.slice(-40).map((id) => history.entriesOf('issues', id)))
    trials.push({
      lost: !holdsAll(late.doc, reader.doc),
      unowned: clients.filter((client) => owners.owner(client) === undefined).length,
      untold: told.filter((entries) => !entries.some(({ change, personId }) => change === 'created' && personId === secretary.person.id)).length,
    })
    seen.structs = reader.doc.store.clients.size
    late.provider.destroy()
  }
  expect({ trials, sawSomething: seen.structs > 1 }).toEqual({ trials: trials.map(() => ({ lost: false, unowned: 0, untold: 0 })), sawSomething: true })
})
