import { orderAt, orderLast } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Column, Issue, Priority } from '../schema/meeting.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

export type IssueError =
  | { readonly kind: 'issue-gone' }
  | { readonly kind: 'column-gone' }
  | { readonly kind: 'title-missing' }
  | { readonly kind: 'column-full'; readonly limit: number }
  | { readonly kind: 'column-not-empty' }
  | ValueRefused

export interface NewIssue {
  readonly title: string
  readonly columnId: string
  readonly detail?: string
  readonly priority?: Priority
  readonly leadDepartmentId?: string | null
  readonly agendaItemIds?: readonly string[]
}

/** Puts a new issue at the end of a column. A full column refuses it. */
export function raiseIssue(meeting: MeetingDocument, issue: NewIssue, context: CommandContext): Result<string, IssueError> {
  const title = issue.title.trim()
  if (!title) return err({ kind: 'title-missing' })
  const room = roomInColumn(meeting, issue.columnId)
  if (!room.ok) return room
  const id = context.newId()
  const record: Issue = {
    id,
    order: orderLast(issuesInColumn(meeting.issues.list(), issue.columnId)),
    columnId: issue.columnId,
    title,
    detail: issue.detail ?? '',
    priority: issue.priority ?? 'medium',
    leadDepartmentId: issue.leadDepartmentId ?? null,
    agendaItemIds: [...(issue.agendaItemIds ?? [])],
  }
  const fitting = meeting.issues.fits(record)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.issues.insert(record))
  return ok(id)
}

export type IssueChanges = Partial<Pick<Issue, 'title' | 'detail' | 'priority' | 'leadDepartmentId' | 'agendaItemIds'>>

export function editIssue(meeting: MeetingDocument, id: string, changes: IssueChanges, context: CommandContext): Result<void, IssueError> {
  const issue = meeting.issues.get(id)
  if (!issue) return err({ kind: 'issue-gone' })
  if (changes.title !== undefined && !changes.title.trim()) return err({ kind: 'title-missing' })
  const fitting = meeting.issues.fits({ ...issue, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.issues.patch(id, changes))
  return ok()
}

/** Moves an issue to `index` of a column (not counting itself). Two people moving it at once: the later one wins. */
export function moveIssue(meeting: MeetingDocument, id: string, columnId: string, index: number, context: CommandContext): Result<void, IssueError> {
  const issue = meeting.issues.get(id)
  if (!issue) return err({ kind: 'issue-gone' })
  if (issue.columnId !== columnId) {
    const room = roomInColumn(meeting, columnId)
    if (!room.ok) return room
  }
  const others = issuesInColumn(meeting.issues.list(), columnId).filter((other) => other.id !== id)
  transact(meeting, context, () => meeting.issues.patch(id, { columnId, order: orderAt(others, index) }))
  return ok()
}

export function removeIssue(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, IssueError> {
  if (!meeting.issues.get(id)) return err({ kind: 'issue-gone' })
  transact(meeting, context, () => meeting.issues.remove(id))
  return ok()
}

export function addColumn(meeting: MeetingDocument, name: string, context: CommandContext): Result<string, IssueError> {
  if (!name.trim()) return err({ kind: 'title-missing' })
  const id = context.newId()
  const record: Column = { id, order: orderLast(meeting.columns.list()), name: name.trim(), limit: null }
  const fitting = meeting.columns.fits(record)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.columns.insert(record))
  return ok(id)
}

export function editColumn(meeting: MeetingDocument, id: string, changes: Partial<Pick<Column, 'name' | 'limit'>>, context: CommandContext): Result<void, IssueError> {
  const column = meeting.columns.get(id)
  if (!column) return err({ kind: 'column-gone' })
  if (changes.name !== undefined && !changes.name.trim()) return err({ kind: 'title-missing' })
  const fitting = meeting.columns.fits({ ...column, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.columns.patch(id, changes))
  return ok()
}

/** Only an empty column goes: nobody's issues disappear with it. */
export function removeColumn(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, IssueError> {
  if (!meeting.columns.get(id)) return err({ kind: 'column-gone' })
  if (issuesInColumn(meeting.issues.list(), id).length > 0) return err({ kind: 'column-not-empty' })
  transact(meeting, context, () => meeting.columns.remove(id))
  return ok()
}

export function issuesInColumn(issues: readonly Issue[], columnId: string): readonly Issue[] {
  return issues.filter((issue) => issue.columnId === columnId)
}

/** Issues whose column is gone (somebody removed it while they were moved there offline): the board shows them first. */
export function strandedIssues(issues: readonly Issue[], columns: readonly Column[]): readonly Issue[] {
  const known = new Set(columns.map((column) => column.id))
  return issues.filter((issue) => !known.has(issue.columnId))
}

function roomInColumn(meeting: MeetingDocument, columnId: string): Result<void, IssueError> {
  const column = meeting.columns.get(columnId)
  if (!column) return err({ kind: 'column-gone' })
  const count = issuesInColumn(meeting.issues.list(), columnId).length
  if (column.limit !== null && count >= column.limit) return err({ kind: 'column-full', limit: column.limit })
  return ok()
}
