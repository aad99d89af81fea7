import * as Y from 'yjs'
import type { CommandContext } from './context.ts'
import type { MeetingDocument, MeetingSection } from './MeetingDocument.ts'

const UNDOABLE: readonly MeetingSection[] = ['attendance', 'agenda', 'columns', 'issues', 'resolutions', 'actions']

/**
 * Undo of what this context's commands did, never of anyone else's. Left out: events, which are append-only and have
 * opposites of their own, and the rich-text notes, where the editor has its own undo.
 */
export function createUndo(meeting: MeetingDocument, context: CommandContext): Y.UndoManager {
  const roots = UNDOABLE.map((section) => meeting.doc.getMap(section))
  return new Y.UndoManager(roots, { trackedOrigins: new Set([context]), captureTimeout: 0 })
}
