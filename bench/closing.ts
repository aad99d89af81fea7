import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import * as Y from 'yjs'
import { listRecords } from '../electron/hub/archive/listRecords.ts'
import { openRecords } from '../electron/hub/archive/openRecords.ts'
import type { RecordedMeetings } from '../electron/hub/archive/RecordedMeetings.ts'
import { assert } from '../shared/lib/assert.ts'
import { advanceAction, draftAction } from '../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem } from '../shared/model/agenda.ts'
import { openMatters } from '../shared/model/closing.ts'
import { closeMeeting, createMeeting } from '../shared/model/createMeeting.ts'
import { openMeetingDocument, type MeetingDocument } from '../shared/model/MeetingDocument.ts'
import { noteBody } from '../shared/model/notes.ts'
import { draftResolution } from '../shared/model/resolutions.ts'
import { takeSnapshot } from '../shared/model/snapshot.ts'
import type { Department } from '../shared/schema/directory.ts'
import { contextOf, must } from '../test/support/startMeeting.ts'
import type { BenchRow } from './support/printRows.mjs'

const ITEMS = 200
const RUNS = 15
const PARAGRAPH = '居民连续反映建设路夜市二十二时以后扩音设备噪声超标，城市管理局与生态环境局现场检测后提出分时段管理意见。'
const DEPARTMENTS: readonly Department[] = Array.from({ length: 12 }, (_, index) => ({ id: `d${index}`, order: `a${index}`, name: `第${index + 1}单位` }))

/** Closing a meeting of 200 resolved items, from the open document to a file that has been read back and compared. */
export async function measureClosing(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'huishang-closing-'))
  const records = await openRecords({ dataDir: folder, now: () => new Date(), report: () => undefined })
  try {
    const closings: number[] = []
    const writes: number[] = []
    let size = 0
    for (let run = 0; run <= RUNS; run++) {
      const meeting = heldMeeting(`m${run}`)
      const before = performance.now()
      size = await close(meeting, records)
      closings.push(performance.now() - before)
      writes.push(await plainWrite(join(folder, `plain${run}`), size))
    }
    const [first = 0, ...warm] = closings
    const beforeListing = performance.now()
    const listed = await listRecords(join(folder, 'records'))
    const listing = performance.now() - beforeListing
    assert(listed.archives.length === RUNS + 1, 'every closed meeting is listed')
    const plain = { name: 'a plain fsynced write of the same size', value: median(writes.slice(1)) }
    return [
      { name: `closing a meeting with ${ITEMS} items to a verified archive, median of ${RUNS}`, value: median(warm), unit: 'ms', comparedWith: plain, note: `slowest ${Math.max(...warm).toFixed(0)} ms` },
      { name: 'the first one in a process, compiling SQLite', value: first, unit: 'ms' },
      { name: 'size of the file', value: size / 1024, unit: 'KiB' },
      { name: 'listing it, per record', value: listing / listed.archives.length, unit: 'ms' },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function close(meeting: MeetingDocument, records: RecordedMeetings): Promise<number> {
  assert(openMatters(takeSnapshot(meeting, DEPARTMENTS), '2026-03-05T16:05:00+08:00').length === 0, 'nothing is open')
  closeMeeting(meeting, '2026-03-05T16:05:00+08:00', contextOf('hub'))
  const snapshot = takeSnapshot(meeting, DEPARTMENTS)
  const { bytes } = must(await records.recordMeeting({ snapshot, state: Y.encodeStateAsUpdate(meeting.doc) }))
  return bytes
}

async function plainWrite(path: string, size: number): Promise<number> {
  const bytes = Buffer.alloc(size, 0xa5)
  const before = performance.now()
  const handle = await open(path, 'w')
  await handle.writeFile(bytes)
  await handle.sync()
  await handle.close()
  return performance.now() - before
}

/** Every item with three paragraphs of notes, a resolution and a complete, dispatched action. */
function heldMeeting(id: string): MeetingDocument {
  const meeting = openMeetingDocument(new Y.Doc())
  const context = contextOf('p1')
  createMeeting(meeting, { id, title: '综合会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank', language: 'zh-CN' }, context)
  for (let index = 0; index < ITEMS; index++) {
    const itemId = must(addAgendaItem(meeting, { title: `第${index + 1}项议题`, ask: PARAGRAPH }, context))
    noteBody(meeting, itemId)?.insert(0, [paragraph(), paragraph(), paragraph()])
    const resolutionId = must(draftResolution(meeting, { itemId, text: PARAGRAPH }, context))
    const action = {
      task: PARAGRAPH,
      itemId,
      resolutionId,
      leadDepartmentId: 'd0',
      supportingDepartmentIds: ['d1', 'd2'],
      dueOn: '2026-03-31',
      closingCriterion: '连续十四日达标',
      evidenceKinds: ['report' as const, 'site-check' as const],
    }
    must(advanceAction(meeting, must(draftAction(meeting, action, context)), 'dispatched', context))
    must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
  }
  return meeting
}

function paragraph(): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(PARAGRAPH)])
  return element
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
