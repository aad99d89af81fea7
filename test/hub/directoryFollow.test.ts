import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Directory, hubContext } from '../../electron/hub/Directory.ts'
import { ProjectedMeeting } from '../../electron/hub/projector/ProjectedMeeting.ts'
import type { RoomLease } from '../../electron/hub/rooms/Rooms.ts'
import { editAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { openDirectoryDocument } from '../../shared/model/DirectoryDocument.ts'
import { createFakeClock } from '../sync/fakeClock.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'
import { NOON } from './support.ts'

function leaseOf(doc: Y.Doc): RoomLease {
  return { room: { doc }, isWritable: () => true, flush: () => true, release: () => undefined } as unknown as RoomLease
}

/** The room as it comes back from the disk. */
function loadedAgain(doc: Y.Doc, change: (name: (id: string, to: string) => void) => void): Y.Doc {
  const again = new Y.Doc()
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc))
  const { departments } = openDirectoryDocument(again)
  again.transact(() => change((id, to) => departments.patch(id, { name: to })))
  return again
}

test('[C7] who follows the directory goes on with the document that is loaded later, and lets go of the first', () => {
  const first = new Y.Doc()
  const directory = new Directory(leaseOf(first), hubContext(() => NOON))
  const id = directory.addDepartment('城管委')
  const told: string[] = []
  const stop = directory.follow('departments', () => told.push(directory.departments.get(id)?.name ?? ''))
  directory.adopt(leaseOf(loadedAgain(first, (name) => name(id, '城市管理委员会'))))
  directory.renameDepartment(id, '城管局')
  openDirectoryDocument(first).departments.patch(id, { name: '旧文档' })
  stop()
  directory.renameDepartment(id, '无人在听')
  expect(told).toEqual(['城市管理委员会', '城管局'])
})

test('[C7] a big screen shows the directory that the hub goes on with, not the one it began with', async () => {
  const doc = new Y.Doc()
  const directory = new Directory(leaseOf(doc), hubContext(() => NOON))
  const departmentId = directory.addDepartment('城管委')
  const meeting = startMeeting('joint-consultation')
  const chair = contextOf('chair')
  const [item] = meeting.agenda.list()
  must(editAgendaItem(meeting, item?.id ?? '', { presenterDepartmentId: departmentId }, chair))
  must(openAgendaItem(meeting, item?.id ?? '', chair))
  const clock = createFakeClock()
  const shown = new ProjectedMeeting({ doc: meeting.doc, directory, now: () => NOON, clock })
  const presenter = async (after: string) => {
    const { version, frame } = await shown.next(after, 0)
    return { version, presenter: frame.content?.view.view === 'item' ? frame.content.view.presenter : null }
  }
  const before = await presenter('')
  directory.adopt(leaseOf(loadedAgain(doc, (name) => name(departmentId, '城市管理委员会'))))
  clock.advance(1000)
  const after = await presenter(before.version)
  directory.renameDepartment(departmentId, '城管局')
  clock.advance(1000)
  expect([before.presenter, after.presenter, (await presenter(after.version)).presenter]).toEqual(['城管委', '城市管理委员会', '城管局'])
  shown.close()
})
