import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PRESENT_FORMAT, tablesOf } from '../../shared/archive/formats.ts'
import { archiveBytes, withDatabase } from './archiveFile.ts'
import { sampleSnapshot } from './sampleSnapshot.ts'

const documentation = readFileSync(new URL('../../docs/archive-format.md', import.meta.url), 'utf8')
const examples = [...documentation.matchAll(/```sql\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
const isInstalled = spawnSync('sqlite3', ['--version']).status === 0
const NOT_INSTALLED = 'no sqlite3 command on this machine'
const bytes = archiveBytes(sampleSnapshot())

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huishang-archive-'))
  file = join(folder, 'archive.sqlite')
  writeFileSync(file, bytes)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What SQLite's own command-line tool answers: another build of SQLite than ours, as a records office has it. */
function ask(sql: string): unknown {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-readonly', '-json', file], { encoding: 'utf8', input: sql })
  if (status !== 0) throw new Error(stderr)
  return stdout === '' ? [] : JSON.parse(stdout)
}

test('[F8] the sqlite3 tool opens an archive', ({ skip }) => {
  skip(!isInstalled, NOT_INSTALLED)
  expect([
    ask('PRAGMA integrity_check'),
    ask('SELECT title, starts_at FROM meeting'),
    ask("SELECT name, role FROM attendance WHERE department_id = 'd1'"),
    ask("SELECT text FROM resolution WHERE typeof(text) = 'text' AND typeof(needs_follow_up) = 'integer'"),
  ]).toEqual([
    [{ integrity_check: 'ok' }],
    [{ title: '夜市噪声综合会商', starts_at: '2026-03-05T14:30:00+08:00' }],
    [{ name: '李强', role: 'delegate' }],
    [{ text: '22时后停止使用扩音设备' }],
  ])
})

test('[F8] every query of the documentation answers in the sqlite3 tool', ({ skip }) => {
  skip(!isInstalled, NOT_INSTALLED)
  expect(examples.filter((sql) => JSON.stringify(ask(sql)) === '[]')).toEqual([])
  expect(examples.length).toBeGreaterThan(5)
})

test('[F8] every query of the documentation answers in our own engine', () => {
  expect(withDatabase(bytes, (db) => examples.filter((sql) => db.exec(sql).length === 0))).toEqual([])
})

test('[F8] the documentation names exactly the tables and columns there are, in their order', () => {
  const written = [...documentation.matchAll(/^### `(\w+)`[^\n]*\n((?:\|[^\n]*\n)+)/gm)].map((match) => [
    match[1],
    [...(match[2] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map((column) => column[1]),
  ])
  const existing = withDatabase(bytes, (db) => tablesOf(PRESENT_FORMAT).map((table) => [table, db.exec(`SELECT name FROM pragma_table_info('${table}')`)[0]?.values.flat()]))
  expect(written).toEqual(existing)
})
