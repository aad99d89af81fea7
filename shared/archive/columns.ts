import type { MeetingSnapshot } from '../schema/snapshot.ts'

export type ColumnKind = 'text' | 'integer' | 'boolean'

/** Where the lists of a record go: one row per member, `owner` naming the record. */
export interface MemberTable {
  readonly table: string
  readonly owner: string
  readonly member: string
}

export interface RecordTable {
  readonly table: string
  /** Field of the record → its column. */
  readonly fields: Readonly<Record<string, readonly [column: string, kind: ColumnKind]>>
  readonly lists: Readonly<Record<string, MemberTable>>
}

type FieldsOf<T, IsList extends boolean> = { [K in keyof T & string]: (T[K] extends readonly unknown[] ? true : false) extends IsList ? K : never }[keyof T & string]
type KindOf<V> = NonNullable<V> extends boolean ? 'boolean' : NonNullable<V> extends number ? 'integer' : 'text'

/** Names every field of `T`: a field added to a schema does not compile until it has a column. */
interface TableOf<T> extends RecordTable {
  readonly fields: { readonly [K in FieldsOf<T, false>]: readonly [column: string, kind: KindOf<T[K]>] }
  readonly lists: { readonly [K in FieldsOf<T, true>]: MemberTable }
}

export type Section = Exclude<keyof MeetingSnapshot, 'info' | 'skipped'>

export const MEETING_TABLE: TableOf<MeetingSnapshot['info']> = {
  table: 'meeting',
  fields: {
    id: ['id', 'text'],
    schemaVersion: ['schema_version', 'integer'],
    title: ['title', 'text'],
    startsAt: ['starts_at', 'text'],
    place: ['place', 'text'],
    template: ['template', 'text'],
    currentItemId: ['current_item_id', 'text'],
    closedAt: ['closed_at', 'text'],
  },
  lists: {},
}

export const SECTION_TABLES: { readonly [S in Section]: TableOf<MeetingSnapshot[S][number]> } = {
  departments: {
    table: 'department',
    fields: { id: ['id', 'text'], order: ['order_key', 'text'], name: ['name', 'text'] },
    lists: {},
  },
  attendance: {
    table: 'attendance',
    fields: {
      id: ['person_id', 'text'],
      name: ['name', 'text'],
      role: ['role', 'text'],
      departmentId: ['department_id', 'text'],
      status: ['status', 'text'],
      at: ['at', 'text'],
    },
    lists: {},
  },
  agenda: {
    table: 'agenda_item',
    fields: {
      id: ['id', 'text'],
      order: ['order_key', 'text'],
      title: ['title', 'text'],
      ask: ['ask', 'text'],
      minutesAllotted: ['minutes_allotted', 'integer'],
      presenterDepartmentId: ['presenter_department_id', 'text'],
      status: ['status', 'text'],
      nextOn: ['next_on', 'text'],
    },
    lists: {},
  },
  agendaEvents: {
    table: 'agenda_event',
    fields: {
      id: ['id', 'text'],
      itemId: ['item_id', 'text'],
      kind: ['kind', 'text'],
      nextOn: ['next_on', 'text'],
      at: ['at', 'text'],
      by: ['by_person_id', 'text'],
    },
    lists: {},
  },
  notes: {
    table: 'note',
    fields: { id: ['item_id', 'text'], text: ['text', 'text'], html: ['html', 'text'] },
    lists: {},
  },
  columns: {
    table: 'issue_column',
    fields: { id: ['id', 'text'], order: ['order_key', 'text'], name: ['name', 'text'], limit: ['issue_limit', 'integer'] },
    lists: {},
  },
  issues: {
    table: 'issue',
    fields: {
      id: ['id', 'text'],
      order: ['order_key', 'text'],
      columnId: ['column_id', 'text'],
      title: ['title', 'text'],
      detail: ['detail', 'text'],
      priority: ['priority', 'text'],
      leadDepartmentId: ['lead_department_id', 'text'],
    },
    lists: { agendaItemIds: { table: 'issue_agenda_item', owner: 'issue_id', member: 'item_id' } },
  },
  resolutions: {
    table: 'resolution',
    fields: {
      id: ['id', 'text'],
      order: ['order_key', 'text'],
      itemId: ['item_id', 'text'],
      text: ['text', 'text'],
      outcome: ['outcome', 'text'],
      needsFollowUp: ['needs_follow_up', 'boolean'],
    },
    lists: {},
  },
  actions: {
    table: 'action',
    fields: {
      id: ['id', 'text'],
      order: ['order_key', 'text'],
      task: ['task', 'text'],
      itemId: ['item_id', 'text'],
      resolutionId: ['resolution_id', 'text'],
      leadDepartmentId: ['lead_department_id', 'text'],
      dueOn: ['due_on', 'text'],
      closingCriterion: ['closing_criterion', 'text'],
      status: ['status', 'text'],
    },
    lists: {
      supportingDepartmentIds: { table: 'action_department', owner: 'action_id', member: 'department_id' },
      evidenceKinds: { table: 'action_evidence', owner: 'action_id', member: 'kind' },
    },
  },
  actionEvents: {
    table: 'action_event',
    fields: {
      id: ['id', 'text'],
      actionId: ['action_id', 'text'],
      kind: ['kind', 'text'],
      at: ['at', 'text'],
      by: ['by_person_id', 'text'],
    },
    lists: {},
  },
}
