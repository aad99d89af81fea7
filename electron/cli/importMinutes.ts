import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { assertNever } from '../../shared/lib/assert.ts'
import { toInstant } from '../../shared/lib/instant.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { openRecords } from '../hub/archive/openRecords.ts'
import type { RecordedMeetings, RecordError } from '../hub/archive/RecordedMeetings.ts'
import { recordFiles } from '../hub/archive/recordFiles.ts'
import { reporter } from '../hub/inside/events.ts'
import { lockFolder } from '../hub/lockFolder.ts'
import { fillMinutes } from '../importers/minutes/fillMinutes.ts'
import { explain } from './commandLine.ts'
import { openMinuteFiles, type MinuteFiles } from './minuteFiles.ts'
import { createProgress } from './progress.ts'
import { DAMAGE, readSources, type SourceMeeting, type SourceRow } from './readSources.ts'
import { readPathArguments, type PathArguments } from './readPathArguments.ts'

const USAGE = `用法 Usage: huishang import minutes PATH --data DIR [--json]

  PATH           纪要文件夹、.tar / .tar.gz / .tgz，或单个文件：HTML（及 IRC 记录）、Markdown、纯文本、.jsonl(.gz)
                 folder of minutes, .tar / .tar.gz / .tgz, or one file: HTML (with its IRC log), Markdown, text, .jsonl(.gz)
  --data DIR     工作区文件夹，没有则新建；其会商服务须先停止
                 folder of the workspace, created if absent; its hub must not be running
  --json         输出 {"meetings", "report", "alreadyImported"}    prints that
`

interface ImportedMinutes {
  readonly id: string
  readonly title: string
  /** `2024-03-05` */
  readonly heldOn: string
  readonly source: string
  /** The archive's path below the workspace's folder. */
  readonly record: string
  readonly agendaItems: number
  readonly people: number
  readonly resolutions: number
  readonly actions: number
  readonly alreadyImported: boolean
}

interface Outcome {
  readonly meetings: readonly ImportedMinutes[]
  readonly report: readonly SourceRow[]
  readonly alreadyImported: boolean
}

type ImportFailure =
  | { readonly kind: 'not-readable'; readonly file: string }
  | { readonly kind: 'in-use'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string }
  | { readonly kind: 'not-recorded'; readonly source: string; readonly reason: RecordError['kind']; readonly recorded: number }

/**
 * `huishang import minutes`. [A9] Every meeting becomes one archive that is marked as imported; rooms, directory and
 * people of the workspace stay as they are. [M14] The same source again changes nothing.
 * @returns the exit code: 1 also if something was damaged or no meeting was found; what could be read is imported then.
 */
export async function runImportMinutes(args: readonly string[]): Promise<number> {
  const options = readPathArguments(args)
  if (!options.ok) return explain(options.error, USAGE)
  const outcome = await importPath(options.value)
  if (!outcome.ok) {
    process.stderr.write(`${sentence(outcome.error)}\n`)
    return 1
  }
  process.stdout.write(options.value.isJson ? `${JSON.stringify(outcome.value)}\n` : summary(outcome.value))
  const { meetings, report, alreadyImported } = outcome.value
  if (alreadyImported) process.stderr.write('这些会议都已导入过，没有改动    all of these were imported before; nothing was changed\n')
  if (meetings.length === 0) process.stderr.write('没有找到会议纪要    no minutes were found\n')
  return meetings.length === 0 || report.some(({ reason }) => DAMAGE.has(reason)) ? 1 : 0
}

async function importPath({ path, dataDir }: PathArguments): Promise<Result<Outcome, ImportFailure>> {
  const opened = await openMinuteFiles(path)
  if (!opened.ok) return opened
  try {
    return await importFiles(opened.value, dataDir)
  } finally {
    await opened.value.close()
  }
}

/** Nobody else has the workspace's folder open meanwhile. */
async function importFiles(files: MinuteFiles, dataDir: string): Promise<Result<Outcome, ImportFailure>> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const lock = lockFolder(dataDir)
    if (!lock.ok) return lock
    try {
      const report = reporter({ log: (line) => void process.stderr.write(`${line}\n`) })
      // The ledger is signed once, for all that came in.
      const records = await openRecords({ dataDir, now: () => new Date(), report, signs: 'at-close' })
      await records.reconcile()
      const outcome = await recordAll(files, dataDir, records)
      await records.close()
      return outcome
    } finally {
      lock.value.release()
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return err({ kind: 'not-writable', path: dataDir })
  }
}

async function recordAll(files: MinuteFiles, dataDir: string, records: RecordedMeetings): Promise<Result<Outcome, ImportFailure>> {
  const known = await importedRecords(dataDir)
  const tellProgress = createProgress()
  const meetings: ImportedMinutes[] = []
  const report: SourceRow[] = []
  for await (const item of readSources(files)) {
    if (item.kind === 'row') report.push(item.row)
    else if (item.kind === 'done') tellProgress(item.bytes)
    else {
      const { id, source } = item.meeting
      const before = known.get(id)
      const record = before === undefined ? await recordMinutes(records, item.meeting) : ok(before)
      if (!record.ok) return err({ kind: 'not-recorded', source: source.name, reason: record.error.kind, recorded: meetings.filter(({ alreadyImported }) => !alreadyImported).length })
      known.set(id, record.value)
      meetings.push(described(item.meeting, record.value, before !== undefined))
    }
  }
  report.sort((a, b) => (a.source === b.source ? (a.line ?? 0) - (b.line ?? 0) : a.source < b.source ? -1 : 1))
  return ok({ meetings, report, alreadyImported: meetings.length > 0 && meetings.every(({ alreadyImported }) => alreadyImported) })
}

/** @returns the archive's path. */
async function recordMinutes(records: RecordedMeetings, { id, minutes, source }: SourceMeeting): Promise<Result<string, RecordError>> {
  const recorded = await records.recordMeeting({ ...fillMinutes(minutes, { id, startsAt: toInstant(new Date()) }), source })
  return recorded.ok ? ok(recorded.value.path) : recorded
}

/** The archives of earlier imports by their meeting's id, which stands in the file's name. */
async function importedRecords(dataDir: string): Promise<Map<string, string>> {
  const files = await recordFiles(join(dataDir, 'records'))
  return new Map(
    files.flatMap((file): [string, string][] => {
      const id = /^\d{4}\/\d{8}-(import-[0-9a-f]{32})\.sqlite$/.exec(file)?.[1]
      return id === undefined ? [] : [[id, `records/${file}`]]
    }),
  )
}

function described({ id, minutes, source }: SourceMeeting, record: string, alreadyImported: boolean): ImportedMinutes {
  const { title, people, topics } = minutes
  const count = (of: 'resolutions' | 'actions'): number => topics.reduce((all, topic) => all + topic[of].length, 0)
  const heldOn = (/(\d{4})(\d\d)(\d\d)-import-/.exec(record) ?? []).slice(1).join('-')
  return { id, title, heldOn, source: source.name, record, agendaItems: topics.length, people: people.length, resolutions: count('resolutions'), actions: count('actions'), alreadyImported }
}

function summary({ meetings, report }: Outcome): string {
  const lines = meetings.map(
    ({ heldOn, title, agendaItems, resolutions, actions, alreadyImported }) =>
      `${heldOn} ${title}：议题 ${agendaItems}，决议 ${resolutions}，行动 ${actions}${alreadyImported ? '，已导入过' : ''}    agenda items ${agendaItems}, resolutions ${resolutions}, actions ${actions}${alreadyImported ? ', already there' : ''}`,
  )
  const rows = report.filter(({ reason }) => DAMAGE.has(reason)).map(({ source, line, reason }) => `  ${reason}  ${source}${line === null ? '' : `:${line}`}`)
  const counts = new Map<string, number>()
  for (const { kept, reason } of report) if (!DAMAGE.has(reason)) counts.set(`  ${kept}  ${reason}`, (counts.get(`  ${kept}  ${reason}`) ?? 0) + 1)
  return [...lines, ...rows, ...[...counts].map(([key, count]) => `${key}  ${count}`), ''].join('\n')
}

function sentence(error: ImportFailure): string {
  switch (error.kind) {
    case 'not-readable':
      return `无法读取 can't read: ${error.file}`
    case 'in-use':
      return `会商服务正在使用此文件夹，请先停止    a hub runs on this folder; stop it first: ${error.path}`
    case 'not-writable':
      return `无法写入 can't write: ${error.path}`
    case 'not-recorded':
      return `无法存档（${error.reason}），此前已导入 ${error.recorded} 个会议    can't be recorded (${error.reason}); ${error.recorded} meetings were imported before: ${error.source}`
    default:
      return assertNever(error)
  }
}
