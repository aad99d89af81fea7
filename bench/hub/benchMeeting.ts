import * as Y from 'yjs'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { addColumn, raiseIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { contextOf, must } from '../../test/support/startMeeting.ts'

/** What one writer of a benchmark writes in. */
export interface Desk {
  readonly issueId: string
  /** Agenda item whose notes it writes. */
  readonly itemId: string
}

/** Client id under which the meeting is put into a room. */
const FOUNDER = 1

/** A board of issues and nothing else: what a coordinator may put into a room. */
export function benchBoard(issues: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = FOUNDER
  const meeting = openMeetingDocument(doc)
  const context = contextOf('bench')
  const columnId = must(addColumn(meeting, '待会商', context))
  for (let index = 0; index < issues; index++) must(raiseIssue(meeting, { columnId, title: `建设路夜市噪声扰民 ${index + 1}` }, context))
  return Y.encodeStateAsUpdate(doc)
}

/** A meeting as any of our rooms holds it, with an issue and an agenda item for each writer; the same for every server. */
export function benchMeeting(writers: number): { readonly update: Uint8Array; readonly desks: readonly Desk[] } {
  const doc = new Y.Doc()
  doc.clientID = FOUNDER
  const meeting = openMeetingDocument(doc)
  const context = contextOf('bench')
  const columnId = must(addColumn(meeting, '待会商', context))
  const desks = Array.from({ length: writers }, (_, index) => ({
    issueId: must(raiseIssue(meeting, { columnId, title: `建设路夜市噪声扰民 ${index + 1}` }, context)),
    itemId: must(addAgendaItem(meeting, { title: `夜间施工许可 ${index + 1}` }, context)),
  }))
  return { update: Y.encodeStateAsUpdate(doc), desks }
}
