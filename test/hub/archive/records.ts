import * as nodeFiles from 'node:fs/promises'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Y from 'yjs'
import type { MeetingToRecord } from '../../../electron/hub/archive/buildRecord.ts'
import { openRecords, type RecordsOptions } from '../../../electron/hub/archive/openRecords.ts'
import type { RecordDisk, RecordedArchive, RecordedMeetings } from '../../../electron/hub/archive/RecordedMeetings.ts'
import type { HubEvent } from '../../../electron/hub/inside/events.ts'
import { advanceAction, draftAction } from '../../../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem } from '../../../shared/model/agenda.ts'
import { closeMeeting, createMeeting } from '../../../shared/model/createMeeting.ts'
import { openMeetingDocument, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../../shared/model/notes.ts'
import { draftResolution } from '../../../shared/model/resolutions.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import { contextOf, must } from '../../support/startMeeting.ts'

export const DEPARTMENTS = [{ id: 'd1', order: 'a0', name: '城市管理局' }]
export const CLOSED_AT = new Date('2026-03-05T08:05:01Z')

/** One item, resolved with a resolution and a complete, dispatched action; closed. */
export function closedMeeting({ id = 'm1', title = '夜市噪声综合会商', startsAt = '2026-03-05T14:30:00+08:00' } = {}): MeetingDocument {
  const meeting = openMeetingDocument(new Y.Doc())
  const context = contextOf('p1')
  createMeeting(meeting, { id, title, startsAt, template: 'blank', language: 'zh-CN' }, context)
  const itemId = must(addAgendaItem(meeting, { title: '建设路夜市' }, context))
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('22时后噪声超标')])
  noteBody(meeting, itemId)?.insert(0, [paragraph])
  const resolutionId = must(draftResolution(meeting, { itemId, text: '22时后停止使用扩音设备' }, context))
  const action = { task: '夜间巡查', itemId, resolutionId, leadDepartmentId: 'd1', dueOn: '2026-03-31', closingCriterion: '连续14日达标', evidenceKinds: ['report' as const] }
  must(advanceAction(meeting, must(draftAction(meeting, action, context)), 'dispatched', context))
  must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
  closeMeeting(meeting, '2026-03-05T16:05:00+08:00', context)
  return meeting
}

export function toRecord(meeting: MeetingDocument): MeetingToRecord {
  return { snapshot: takeSnapshot(meeting, DEPARTMENTS), state: Y.encodeStateAsUpdate(meeting.doc) }
}

export interface OpenedRecords {
  readonly records: RecordedMeetings
  /** What the hub's log would have been told, in order. */
  readonly events: HubEvent[]
}

/** The records of a folder, as a hub opens them at its start. */
export async function started(dataDir: string, { disk, ...options }: Partial<Omit<RecordsOptions, 'disk'>> & { readonly disk?: Partial<RecordDisk> } = {}): Promise<OpenedRecords> {
  const events: HubEvent[] = []
  const records = await openRecords({ dataDir, now: () => CLOSED_AT, report: (event) => events.push(event), ...options, ...(disk && { disk: { ...nodeFiles, ...disk } }) })
  await records.reconcile()
  return { records, events }
}

/** A folder with so many records, `m1`, `m2`, …, that nobody has open. */
export async function recorded(dataDir: string, count: number): Promise<readonly RecordedArchive[]> {
  const { records } = await started(dataDir)
  const made: RecordedArchive[] = []
  for (let number = 1; number <= count; number++) made.push(must(await records.recordMeeting(toRecord(closedMeeting({ id: `m${number}` })))))
  await records.close()
  return made
}

/** Changes the lines of the ledger as somebody with the disk could. */
export async function rewriteLedger(dataDir: string, change: (lines: string[]) => readonly string[]): Promise<void> {
  const path = join(dataDir, 'ledger/ledger.jsonl')
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  await writeFile(path, change(lines).map((line) => `${line}\n`).join(''))
}
