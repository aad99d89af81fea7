import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { DIRECTORY_ROOM, meetingRoom } from '../../shared/model/DirectoryDocument.ts'
import { meetingInfo, openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import type { MeetingEntry } from '../../shared/schema/directory.ts'
import { Directory, hubContext } from '../hub/Directory.ts'
import { reporter } from '../hub/inside/events.ts'
import { lockFolder } from '../hub/lockFolder.ts'
import { DISK } from '../hub/rooms/journalFiles.ts'
import { Rooms } from '../hub/rooms/Rooms.ts'
import { fillMeeting } from '../importers/fillMeeting.ts'
import type { ImportedMeeting, ReportRow } from '../importers/importedMeeting.ts'
import type { OpenSlidesError } from '../importers/openslides/readTables.ts'
import { openSlidesMeeting, type OpenSlidesImport } from '../importers/openSlidesMeeting.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'
import { importedId } from './importedId.ts'

const USAGE = `用法 Usage: huishang import meeting FILE --data DIR [--meeting ID] [--json]
                huishang import minutes PATH --data DIR [--json]
                huishang import archive PATH --data DIR [--json]

  FILE           OpenSlides 4 导出的 JSON 文件    JSON export of OpenSlides 4
  --data DIR     工作区文件夹，没有则新建；其会商服务须先停止
                 folder of the workspace, created if absent; its hub must not be running
  --meeting ID   只导入文件中的这一个会议    only this meeting of the file
  --json         输出 {"meetings", "report", "alreadyImported"}    prints that
`

interface ImportOptions {
  readonly file: string
  readonly dataDir: string
  readonly meetingId: number | undefined
  readonly isJson: boolean
}

type ImportFailure =
  | OpenSlidesError
  | { readonly kind: 'not-readable'; readonly file: string }
  | { readonly kind: 'in-use'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string }
  | { readonly kind: 'newer-format'; readonly path: string }

interface Outcome {
  readonly meetings: readonly { readonly id: string; readonly room: string; readonly title: string; readonly agendaItems: number; readonly people: number }[]
  readonly report: readonly ReportRow[]
  readonly alreadyImported: boolean
}

/**
 * `huishang import meeting`. [M14] The meeting's id follows from the file's SHA-256 and the record it came from, so the
 * workspace itself remembers what was imported, also when a run was cut short.
 * @returns the exit code.
 */
export async function runImport(args: readonly string[]): Promise<number> {
  const options = readArguments(args)
  if (!options.ok) return explain(options.error, USAGE)
  const outcome = await importFile(options.value)
  if (!outcome.ok) {
    process.stderr.write(`${sentence(outcome.error)}\n`)
    return 1
  }
  if (options.value.isJson) process.stdout.write(`${JSON.stringify(outcome.value)}\n`)
  else process.stdout.write(summary(outcome.value))
  if (outcome.value.alreadyImported) process.stderr.write('此文件已导入过，没有改动    this file was imported before; nothing was changed\n')
  return 0
}

function readArguments(args: readonly string[]): Result<ImportOptions, ArgumentError> {
  const parsed = readOptions(args, { meeting: { type: 'string' } }, { allowPositionals: true })
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const [what, file, ...others] = positionals
  if (what !== 'meeting') return usage(what === undefined ? '导入什么？    import what?' : `不能导入 can't import: ${what}`)
  if (file === undefined || others.length > 0) return usage('请给出一个文件    one FILE is needed')
  if (!values.data) return dataMissing()
  if (values.meeting !== undefined && !/^[1-9]\d{0,9}$/.test(values.meeting)) return usage(`不是会议编号 not the number of a meeting: ${values.meeting}`)
  return ok({
    file,
    dataDir: givenPath(values.data),
    meetingId: values.meeting === undefined ? undefined : Number(values.meeting),
    isJson: values.json === true,
  })
}

async function importFile({ file, dataDir, meetingId }: ImportOptions): Promise<Result<Outcome, ImportFailure>> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return err({ kind: 'not-readable', file })
  // Before anything is written: a file that is refused leaves no folder behind.
  const checked = openSlidesMeeting(bytes, { meetingId, language: 'zh-CN' })
  if (!checked.ok) return checked
  const fingerprint = createHash('sha256').update(bytes).digest('hex')
  return inWorkspace(dataDir, async (workspace) => {
    const { language } = workspace.directory.workspace
    const read = language === 'zh-CN' ? checked : openSlidesMeeting(bytes, { meetingId, language })
    return read.ok ? storeImport(workspace, read.value, fingerprint) : read
  })
}

interface OpenWorkspace {
  readonly rooms: Rooms
  readonly directory: Directory
  readonly context: CommandContext
  readonly dataDir: string
}

/** Opens a workspace's folder as its hub would, without serving it; nobody else has it open meanwhile. */
async function inWorkspace<T>(dataDir: string, work: (workspace: OpenWorkspace) => Promise<Result<T, ImportFailure>>): Promise<Result<T, ImportFailure>> {
  try {
    await mkdir(join(dataDir, 'rooms'), { recursive: true, mode: 0o700 })
    const lock = lockFolder(dataDir)
    if (!lock.ok) return lock
    const rooms = new Rooms({ folder: join(dataDir, 'rooms'), files: DISK, report: reporter({ log: (line) => void process.stderr.write(`${line}\n`) }), now: () => new Date(), idleMs: 0 })
    try {
      const lease = await rooms.use(DIRECTORY_ROOM)
      if (!lease.ok) return err(lease.error.kind === 'newer-format' ? lease.error : { kind: 'not-writable', path: dataDir })
      const context = hubContext(() => new Date())
      const directory = new Directory(lease.value, context)
      directory.ensureWorkspace({ name: '会商', language: 'zh-CN' })
      return await work({ rooms, directory, context, dataDir })
    } finally {
      await rooms.close('hub-closing')
      lock.value.release()
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return err({ kind: 'not-writable', path: dataDir })
  }
}

async function storeImport(workspace: OpenWorkspace, { meetings, report }: OpenSlidesImport, fingerprint: string): Promise<Result<Outcome, ImportFailure>> {
  const stored: Outcome['meetings'][number][] = []
  let alreadyImported = true
  for (const imported of meetings) {
    const id = importedId(fingerprint, imported.source)
    if (!workspace.directory.meetings.get(id)) {
      alreadyImported = false
      const entry = await storeMeeting(workspace, imported, id)
      if (!entry.ok) return entry
    }
    stored.push({ id, room: meetingRoom(id), title: imported.title, agendaItems: imported.agenda.length, people: imported.people.length })
  }
  return workspace.directory.flush() ? ok({ meetings: stored, report, alreadyImported }) : err({ kind: 'not-writable', path: workspace.dataDir })
}

/** The document first, whole and on the disk, then the directory's entry: nobody is led to a room without content. */
async function storeMeeting({ rooms, directory, context, dataDir }: OpenWorkspace, imported: ImportedMeeting, id: string): Promise<Result<void, ImportFailure>> {
  const leased = await rooms.use(meetingRoom(id))
  if (!leased.ok) return err(leased.error.kind === 'newer-format' ? leased.error : { kind: 'not-writable', path: dataDir })
  const lease = leased.value
  try {
    const meeting = openMeetingDocument(lease.room.doc)
    // A run that was cut short may have got this far.
    if (!meetingInfo(meeting)) {
      const options = { id, startsAt: context.now(), language: directory.workspace.language, departmentIds: departmentIds(directory, imported) }
      fillMeeting(meeting, imported, options, context)
    }
    const info = meetingInfo(meeting)
    if (!info || !lease.flush()) return err({ kind: 'not-writable', path: dataDir })
    const { title, startsAt, template } = info
    const entry: MeetingEntry = { id, title, startsAt, template, createdAt: context.now(), closedAt: null, record: null }
    directory.addMeeting(entry)
    return ok()
  } finally {
    lease.release()
  }
}

/** Departments of the workspace by their names; those that are missing are added. */
function departmentIds(directory: Directory, { departments }: ImportedMeeting): ReadonlyMap<string, string> {
  return new Map(departments.map(({ key, name }) => [key, directory.departments.list().find((known) => known.name === name)?.id ?? directory.addDepartment(name)]))
}

function summary({ meetings, report }: Outcome): string {
  const lines = meetings.map(({ title, agendaItems, people }) => `${title}：议题 ${agendaItems}，人员 ${people}    agenda items ${agendaItems}, people ${people}`)
  const counts = new Map<string, number>()
  for (const { collection, kept, reason } of report) {
    const key = `  ${kept}  ${collection}  ${reason}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...lines, ...[...counts].map(([key, count]) => `${key}  ${count}`), ''].join('\n')
}

function sentence(error: ImportFailure): string {
  switch (error.kind) {
    case 'not-readable':
      return `无法读取文件 can't read the file: ${error.file}`
    case 'not-json':
      return '文件不是 JSON，或已损坏    the file is no JSON, or it is damaged'
    case 'not-openslides':
      return '不是 OpenSlides 4 的导出文件    the file is no export of OpenSlides 4'
    case 'no-meeting':
      return '文件中没有会议    the file holds no meeting'
    case 'meeting-unknown':
      return `文件中没有会议 ${error.id}，只有 ${error.known.join('、')}    the file has no meeting ${error.id}, only ${error.known.join(', ')}`
    case 'damaged':
      return `文件已损坏，位置 ${error.where}；没有导入任何内容    the file is damaged at ${error.where}; nothing was imported`
    case 'in-use':
      return `会商服务正在使用此文件夹，请先停止    a hub runs on this folder; stop it first: ${error.path}`
    case 'not-writable':
      return `无法写入 can't write: ${error.path}`
    case 'newer-format':
      return `由更新的版本写成，请升级    written by a newer version; update this one: ${error.path}`
    default:
      return assertNever(error)
  }
}
