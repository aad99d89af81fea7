import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { DIRECTORY_ROOM, meetingRoom, openDirectoryDocument } from '../../shared/model/DirectoryDocument.ts'
import { Directory, hubContext } from '../hub/Directory.ts'
import { errorCode } from '../hub/disk.ts'
import { lockFolder } from '../hub/lockFolder.ts'
import { documentsIn, meetingInvitation, type Invitation, type InvitationAsked, type InvitationError } from '../hub/meetings/meetingInvitation.ts'
import { DISK } from '../hub/rooms/journalFiles.ts'
import { loadDocument } from '../hub/rooms/loadDocument.ts'
import { Rooms } from '../hub/rooms/Rooms.ts'
import { writeFileAtomic } from '../hub/writeFileAtomic.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'

const USAGE = `用法 Usage: huishang export ics MEETING --data DIR [--out FILE] [--cancelled] [--json]

  MEETING      会议编号    id of a meeting
  --data DIR   工作区文件夹，会商服务可以正在运行    folder of the workspace; its hub may be running
  --out FILE   写入此文件，已有则替换；不给则输出到标准输出    file to write, replaced if there; stdout unless given
  --cancelled  会议取消：日历收到后会删除    the meeting does not take place: calendars take it out
  --json       标准输出为一个 JSON 对象    prints one JSON object
`

interface IcsArguments {
  readonly meeting: string
  readonly dataDir: string
  readonly out: string | undefined
  readonly isCancelled: boolean
  readonly isJson: boolean
}

interface Made extends Invitation {
  /** False while the hub runs: it alone notes what number was given last. */
  readonly isNoted: boolean
}

type Failure = InvitationError | { readonly kind: 'not-a-workspace' | 'not-readable' | 'not-writable'; readonly path: string }

/** `huishang export ics`: a meeting for calendars, as the hub hands it out. @returns the exit code. */
export async function runExportIcs(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const { out, isJson, isCancelled } = read.value
  const made = await makeInvitation(read.value)
  const written = made.ok ? await write(made.value, out) : made
  if (!made.ok || !written.ok) {
    process.stderr.write(`${sentence(written.ok ? { kind: 'not-saving' } : written.error)}\n`)
    return 1
  }
  const { text, isNoted, ...facts } = made.value
  if (!isNoted) process.stderr.write('会商服务正在运行，这个序号没有记下；改动会议后请从会议页面重新取    the hub is running, so this number is not noted: after the next change take the invitation from the meeting\n')
  if (isJson) process.stdout.write(`${JSON.stringify({ path: out ?? null, ...facts, status: isCancelled ? 'CANCELLED' : 'CONFIRMED', isNoted, ...(out === undefined && { text }) })}\n`)
  else process.stdout.write(out === undefined ? text : `已导出    exported: ${out}\n`)
  return 0
}

/** With the folder to itself it notes the number, as a hub would. */
async function makeInvitation({ meeting, dataDir, isCancelled }: IcsArguments): Promise<Result<Made, Failure>> {
  const isWorkspace = await stat(join(dataDir, 'rooms')).then((found) => found.isDirectory(), () => false)
  if (!isWorkspace) return err({ kind: 'not-a-workspace', path: dataDir })
  const asked: InvitationAsked = { isToSend: true, isCancelled }
  try {
    const lock = lockFolder(dataDir)
    if (!lock.ok) return lock.error.kind === 'in-use' ? await readBeside(dataDir, meeting, asked) : err({ kind: 'not-writable', path: dataDir })
    const rooms = new Rooms({ folder: join(dataDir, 'rooms'), files: DISK, report: () => undefined, now: clockTime, idleMs: 60_000 })
    try {
      const leased = await rooms.use(DIRECTORY_ROOM)
      if (!leased.ok) return err({ kind: 'not-readable', path: dataDir })
      const directory = new Directory(leased.value, hubContext(clockTime))
      if (!directory.hasWorkspace) return err({ kind: 'not-a-workspace', path: dataDir })
      const made = await meetingInvitation({ directory, documentOf: documentsIn(rooms), now: clockTime }, meeting, asked)
      return made.ok ? ok({ ...made.value, isNoted: true }) : made
    } finally {
      await rooms.close('hub-closing')
      lock.value.release()
    }
  } catch (error) {
    if (errorCode(error) === '') throw error
    return err({ kind: 'not-writable', path: dataDir })
  }
}

/** From what a running hub has written so far, without changing anything. */
async function readBeside(dataDir: string, meeting: string, asked: InvitationAsked): Promise<Result<Made, Failure>> {
  const load = async (room: string) => {
    const path = join(dataDir, 'rooms', `${encodeURIComponent(room)}.log`)
    if (!(await readFile(path).then(() => true, () => false))) return null
    const read = await loadDocument(path, () => undefined)
    return read.ok ? read.value.doc : null
  }
  const doc = await load(DIRECTORY_ROOM)
  const directory = doc && openDirectoryDocument(doc)
  const workspace = directory?.workspace.list()[0]
  if (!directory || !workspace) return err({ kind: 'not-readable', path: dataDir })
  const made = await meetingInvitation(
    {
      directory: { meetings: directory.meetings, workspace, isWritable: () => true, changeMeeting: () => undefined, flush: () => true },
      documentOf: async (id) => {
        const opened = await load(meetingRoom(id))
        return opened && { doc: opened, release: () => opened.destroy() }
      },
      now: clockTime,
    },
    meeting,
    asked,
  )
  return made.ok ? ok({ ...made.value, isNoted: false }) : made
}

function clockTime(): Date {
  return new Date()
}

async function write({ text }: Invitation, out: string | undefined): Promise<Result<void, Failure>> {
  if (out === undefined) return ok()
  try {
    await writeFileAtomic(out, text)
    return ok()
  } catch (error) {
    if (errorCode(error) === '') throw error
    return err({ kind: 'not-writable', path: out })
  }
}

function readArguments(args: readonly string[]): Result<IcsArguments, ArgumentError> {
  const parsed = readOptions(args, { out: { type: 'string' }, cancelled: { type: 'boolean' } }, { allowPositionals: true })
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const [meeting, ...others] = positionals
  if (meeting === undefined || meeting === '' || others.length > 0) return usage('请给出一个会议    one MEETING is needed')
  if (!values.data) return dataMissing()
  return ok({ meeting, dataDir: givenPath(values.data), out: values.out ? givenPath(values.out) : undefined, isCancelled: values.cancelled === true, isJson: values.json === true })
}

function sentence(error: Failure): string {
  switch (error.kind) {
    case 'meeting-unknown':
      return '工作区里没有这个会议    the workspace has no such meeting'
    case 'not-saving':
      return '磁盘写不进去，没有导出    the disk takes nothing, nothing was exported'
    case 'not-a-workspace':
      return `这不是工作区文件夹    this is no workspace: ${error.path}`
    case 'not-readable':
      return `无法读取    can't read: ${error.path}`
    case 'not-writable':
      return `无法写入    can't write: ${error.path}`
  }
}
