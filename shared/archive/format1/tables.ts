/**
 * The tables of format 1, word for word as `sqlite_schema` keeps them: a file with other ones is not read. Changing a
 * character here makes every written archive unreadable; a new shape is a new version beside this one.
 *
 * CHECK rather than STRICT, which SQLite before 3.37 can't open. `position` is the row id: order costs no index. No
 * reference between records is a foreign key, because records made offline may name what somebody removed meanwhile;
 * only the rows of a list belong to their record.
 */
export const DDL: readonly string[] = [
  `CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY CHECK (typeof(key) = 'text'),
  value TEXT NOT NULL CHECK (typeof(value) = 'text')
) WITHOUT ROWID`,
  `CREATE TABLE meeting (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  schema_version INTEGER NOT NULL CHECK (typeof(schema_version) = 'integer'),
  title TEXT NOT NULL CHECK (typeof(title) = 'text'),
  starts_at TEXT NOT NULL CHECK (typeof(starts_at) = 'text'),
  place TEXT NOT NULL CHECK (typeof(place) = 'text'),
  template TEXT NOT NULL CHECK (typeof(template) = 'text'),
  current_item_id TEXT CHECK (typeof(current_item_id) IN ('text', 'null')),
  closed_at TEXT NOT NULL CHECK (typeof(closed_at) = 'text')
)`,
  `CREATE TABLE department (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  order_key TEXT NOT NULL CHECK (typeof(order_key) = 'text'),
  name TEXT NOT NULL CHECK (typeof(name) = 'text')
)`,
  `CREATE TABLE attendance (
  position INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE CHECK (typeof(person_id) = 'text'),
  name TEXT NOT NULL CHECK (typeof(name) = 'text'),
  role TEXT NOT NULL CHECK (typeof(role) = 'text'),
  department_id TEXT CHECK (typeof(department_id) IN ('text', 'null')),
  status TEXT NOT NULL CHECK (typeof(status) = 'text'),
  at TEXT NOT NULL CHECK (typeof(at) = 'text')
)`,
  `CREATE TABLE agenda_item (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  order_key TEXT NOT NULL CHECK (typeof(order_key) = 'text'),
  title TEXT NOT NULL CHECK (typeof(title) = 'text'),
  ask TEXT NOT NULL CHECK (typeof(ask) = 'text'),
  minutes_allotted INTEGER NOT NULL CHECK (typeof(minutes_allotted) = 'integer'),
  presenter_department_id TEXT CHECK (typeof(presenter_department_id) IN ('text', 'null')),
  status TEXT NOT NULL CHECK (typeof(status) = 'text'),
  next_on TEXT CHECK (typeof(next_on) IN ('text', 'null'))
)`,
  `CREATE TABLE agenda_event (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  item_id TEXT NOT NULL CHECK (typeof(item_id) = 'text'),
  kind TEXT NOT NULL CHECK (typeof(kind) = 'text'),
  next_on TEXT CHECK (typeof(next_on) IN ('text', 'null')),
  at TEXT NOT NULL CHECK (typeof(at) = 'text'),
  by_person_id TEXT NOT NULL CHECK (typeof(by_person_id) = 'text')
)`,
  `CREATE TABLE note (
  position INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL UNIQUE CHECK (typeof(item_id) = 'text'),
  text TEXT NOT NULL CHECK (typeof(text) = 'text'),
  html TEXT NOT NULL CHECK (typeof(html) = 'text')
)`,
  `CREATE TABLE issue_column (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  order_key TEXT NOT NULL CHECK (typeof(order_key) = 'text'),
  name TEXT NOT NULL CHECK (typeof(name) = 'text'),
  issue_limit INTEGER CHECK (typeof(issue_limit) IN ('integer', 'null'))
)`,
  `CREATE TABLE issue (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  order_key TEXT NOT NULL CHECK (typeof(order_key) = 'text'),
  column_id TEXT NOT NULL CHECK (typeof(column_id) = 'text'),
  title TEXT NOT NULL CHECK (typeof(title) = 'text'),
  detail TEXT NOT NULL CHECK (typeof(detail) = 'text'),
  priority TEXT NOT NULL CHECK (typeof(priority) = 'text'),
  lead_department_id TEXT CHECK (typeof(lead_department_id) IN ('text', 'null'))
)`,
  `CREATE TABLE issue_agenda_item (
  issue_id TEXT NOT NULL CHECK (typeof(issue_id) = 'text') REFERENCES issue (id),
  position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
  item_id TEXT NOT NULL CHECK (typeof(item_id) = 'text'),
  PRIMARY KEY (issue_id, position)
) WITHOUT ROWID`,
  `CREATE TABLE resolution (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  order_key TEXT NOT NULL CHECK (typeof(order_key) = 'text'),
  item_id TEXT NOT NULL CHECK (typeof(item_id) = 'text'),
  text TEXT NOT NULL CHECK (typeof(text) = 'text'),
  outcome TEXT NOT NULL CHECK (typeof(outcome) = 'text'),
  needs_follow_up INTEGER NOT NULL CHECK (needs_follow_up IN (0, 1))
)`,
  `CREATE TABLE action (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  order_key TEXT NOT NULL CHECK (typeof(order_key) = 'text'),
  task TEXT NOT NULL CHECK (typeof(task) = 'text'),
  item_id TEXT CHECK (typeof(item_id) IN ('text', 'null')),
  resolution_id TEXT CHECK (typeof(resolution_id) IN ('text', 'null')),
  lead_department_id TEXT CHECK (typeof(lead_department_id) IN ('text', 'null')),
  due_on TEXT CHECK (typeof(due_on) IN ('text', 'null')),
  closing_criterion TEXT NOT NULL CHECK (typeof(closing_criterion) = 'text'),
  status TEXT NOT NULL CHECK (typeof(status) = 'text')
)`,
  `CREATE TABLE action_department (
  action_id TEXT NOT NULL CHECK (typeof(action_id) = 'text') REFERENCES action (id),
  position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
  department_id TEXT NOT NULL CHECK (typeof(department_id) = 'text'),
  PRIMARY KEY (action_id, position)
) WITHOUT ROWID`,
  `CREATE TABLE action_evidence (
  action_id TEXT NOT NULL CHECK (typeof(action_id) = 'text') REFERENCES action (id),
  position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
  kind TEXT NOT NULL CHECK (typeof(kind) = 'text'),
  PRIMARY KEY (action_id, position)
) WITHOUT ROWID`,
  `CREATE TABLE action_event (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
  action_id TEXT NOT NULL CHECK (typeof(action_id) = 'text'),
  kind TEXT NOT NULL CHECK (typeof(kind) = 'text'),
  at TEXT NOT NULL CHECK (typeof(at) = 'text'),
  by_person_id TEXT NOT NULL CHECK (typeof(by_person_id) = 'text')
)`,
  `CREATE TABLE skipped_record (
  section TEXT NOT NULL PRIMARY KEY CHECK (typeof(section) = 'text'),
  count INTEGER NOT NULL CHECK (typeof(count) = 'integer')
) WITHOUT ROWID`,
  `CREATE TABLE document (
  position INTEGER PRIMARY KEY,
  encoding TEXT NOT NULL CHECK (encoding = 'yjs-update-v1'),
  state BLOB NOT NULL CHECK (typeof(state) = 'blob'),
  sha256 TEXT NOT NULL CHECK (typeof(sha256) = 'text' AND length(sha256) = 64)
)`,
]
