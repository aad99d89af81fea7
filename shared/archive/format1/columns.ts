import type { RecordTable } from '../RecordTable.ts'

export const MEETING_TABLE: RecordTable = {
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

/** Section of a snapshot → its table. */
export const SECTION_TABLES: Readonly<Record<string, RecordTable>> = {
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
