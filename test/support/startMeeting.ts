import * as Y from 'yjs'
import type { Role } from '../../shared/lib/roles.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { createMeeting } from '../../shared/model/createMeeting.ts'
import { openMeetingDocument, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import type { Template } from '../../shared/schema/directory.ts'
import type { MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import type { Language } from '../../shared/schema/settings.ts'

const START = Date.parse('2026-03-05T14:30:00Z')

/** Somebody who acts: ids count up from the person's name, the clock runs a second per question from 14:30. */
export function contextOf(personId: string, { role = 'secretary' as Role, departmentId = null as string | null, lateBySeconds = 0 } = {}): CommandContext {
  let ids = 0
  let seconds = 0
  return {
    actor: { personId, role, departmentId },
    newId: () => `${personId}-${String(++ids).padStart(3, '0')}`,
    now: () => new Date(START + (++seconds - lateBySeconds) * 1000).toISOString(),
  }
}

export function startMeeting(template: Template = 'blank', language: Language = 'en'): MeetingDocument {
  const meeting = openMeetingDocument(new Y.Doc())
  createMeeting(meeting, { id: 'm1', title: 'Night market noise', startsAt: '2026-03-05T14:30:00+08:00', template, language }, contextOf('hub'))
  return meeting
}

/** Another replica that holds the same. */
export function copyOf(meeting: MeetingDocument): MeetingDocument {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(meeting.doc), 'network')
  return openMeetingDocument(doc)
}

/** Delivers everything between these replicas, both ways. */
export function exchange(...meetings: readonly MeetingDocument[]): void {
  const updates = meetings.map(({ doc }) => Y.encodeStateAsUpdate(doc))
  for (const { doc } of meetings) for (const update of updates) Y.applyUpdate(doc, update, 'network')
}

export function snapshotOf(meeting: MeetingDocument): MeetingSnapshot {
  return takeSnapshot(meeting, [])
}

/** The value of something that must not fail here. */
export function must<T, E extends { readonly kind: string }>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}
