import { actionGaps, foldAction, type ActionGap } from '../../../../shared/model/actions.ts'
import type { Action, ActionEvent, ActionStatus } from '../../../../shared/schema/action.ts'

/** One action as the list shows it: nothing here is stored. */
export interface ActionRow {
  readonly action: Action
  readonly status: ActionStatus
  readonly events: readonly ActionEvent[]
  readonly superseded: readonly ActionEvent[]
  /** What a draft still needs before dispatch. */
  readonly gaps: readonly ActionGap[]
  readonly isOverdue: boolean
}

/** @param today the day at this machine, `2026-03-05` */
export function actionRows(actions: readonly Action[], events: readonly ActionEvent[], today: string): readonly ActionRow[] {
  const byAction = new Map<string, ActionEvent[]>()
  for (const event of events) {
    const own = byAction.get(event.actionId)
    if (own) own.push(event)
    else byAction.set(event.actionId, [event])
  }
  return actions.map((action) => {
    const own = byAction.get(action.id) ?? []
    const { status, superseded } = foldAction(own, action.id)
    return {
      action,
      status,
      events: own,
      superseded,
      gaps: status === 'draft' ? actionGaps(action) : [],
      isOverdue: isOpen(status) && action.dueOn !== null && action.dueOn < today,
    }
  })
}

function isOpen(status: ActionStatus): boolean {
  return status === 'dispatched' || status === 'signed' || status === 'in-progress'
}

export interface ActionFilter {
  readonly departmentId: string | null
  readonly status: ActionStatus | null
  readonly isIncompleteOnly: boolean
}

export const NO_FILTER: ActionFilter = { departmentId: null, status: null, isIncompleteOnly: false }

export function filterRows(rows: readonly ActionRow[], { departmentId, status, isIncompleteOnly }: ActionFilter): readonly ActionRow[] {
  return rows.filter(
    (row) =>
      (departmentId === null || row.action.leadDepartmentId === departmentId || row.action.supportingDepartmentIds.includes(departmentId)) &&
      (status === null || row.status === status) &&
      (!isIncompleteOnly || row.gaps.length > 0),
  )
}

export const SORTS = ['lead', 'due', 'status'] as const
export type SortBy = (typeof SORTS)[number]

export interface ActionSort {
  readonly by: SortBy
  readonly isDescending: boolean
}

const STATUS_ORDER: readonly ActionStatus[] = ['draft', 'dispatched', 'signed', 'in-progress', 'complete', 'withdrawn']

/** What has no date or no lead comes last, whichever way: it is what somebody still has to fill in. */
export function sortRows(rows: readonly ActionRow[], sort: ActionSort | null, leadName: (id: string | null) => string, language: string): readonly ActionRow[] {
  if (!sort) return rows
  const names = new Intl.Collator(language === 'zh-CN' ? 'zh-Hans-CN-u-co-pinyin' : language)
  const turn = sort.isDescending ? -1 : 1
  const compare: Readonly<Record<SortBy, (a: ActionRow, b: ActionRow) => number>> = {
    lead: (a, b) => lastIfEmpty(leadName(a.action.leadDepartmentId), leadName(b.action.leadDepartmentId), (x, y) => turn * names.compare(x, y)),
    due: (a, b) => lastIfEmpty(a.action.dueOn ?? '', b.action.dueOn ?? '', (x, y) => turn * (x < y ? -1 : x > y ? 1 : 0)),
    status: (a, b) => turn * (STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status)),
  }
  return rows.toSorted(compare[sort.by])
}

function lastIfEmpty(a: string, b: string, compare: (a: string, b: string) => number): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
  return compare(a, b)
}

/** Counts with what they are out of (M12): `standing` is everything not withdrawn, `open` what is dispatched but not complete. */
export function summarise(rows: readonly ActionRow[]) {
  const count = (isCounted: (row: ActionRow) => boolean): number => rows.filter(isCounted).length
  const withdrawn = count(({ status }) => status === 'withdrawn')
  return {
    standing: rows.length - withdrawn,
    drafts: count(({ status }) => status === 'draft'),
    open: count(({ status }) => isOpen(status)),
    withdrawn,
    complete: count(({ status }) => status === 'complete'),
    incomplete: count(({ gaps }) => gaps.length > 0),
    overdue: count(({ isOverdue }) => isOverdue),
  }
}
