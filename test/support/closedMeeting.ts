import * as Y from 'yjs'
import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem } from '../../shared/model/agenda.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import type { BrowserApp, PersonAtBrowser } from './browserApp.ts'
import { enterMeeting } from './remoteMeeting.ts'
import { must } from './startMeeting.ts'

export interface HeldItem {
  readonly title: string
  readonly ask?: string
  /** Paragraphs of the notes. */
  readonly notes?: readonly string[]
  readonly resolutions?: readonly string[]
  /** Tasks; the secretary's department leads. */
  readonly actions?: readonly string[]
}

export interface HeldMeeting {
  readonly title: string
  readonly startsAt: string
  readonly items: readonly HeldItem[]
}

/** Holds a meeting on a running hub and closes it. @returns the record's path below the workspace's folder */
export async function closedMeeting(app: BrowserApp, secretary: PersonAtBrowser, { title, startsAt, items }: HeldMeeting): Promise<string> {
  const id = await app.newMeeting({ title, startsAt })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  for (const item of items) {
    const itemId = must(addAgendaItem(meeting, { title: item.title, ask: item.ask ?? '' }, context))
    const body = noteBody(meeting, itemId)
    for (const text of item.notes ?? []) body?.insert(body.length, [paragraph(text)])
    const resolutions = (item.resolutions ?? []).map((text, index) => must(draftResolution(meeting, { itemId, text, needsFollowUp: index === 0 && item.actions !== undefined }, context)))
    for (const task of item.actions ?? [])
      must(draftAction(meeting, { task, itemId, resolutionId: resolutions[0] ?? null, leadDepartmentId: secretary.departmentId, dueOn: '2026-04-30', closingCriterion: '三十天内无重复投诉', evidenceKinds: ['site-check'] }, context))
    must(endAgendaItem(meeting, itemId, resolutions.length > 0 ? { kind: 'resolved' } : { kind: 'deferred', nextOn: '2026-12-31' }, context))
  }
  await leave()
  const { archive } = (await app.ask('POST', `/api/meetings/${id}/close`)) as { archive: string }
  return archive
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}
