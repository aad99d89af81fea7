import { assertNever } from '../../shared/lib/assert.ts'
import { ok, type Result } from '../../shared/lib/result.ts'
import { writeBackup, type BackupError } from '../hub/backup/writeBackup.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { createProgress } from './progress.ts'

const SECRET = `备份含有全部会议内容、登录凭据的摘要和本服务的私钥：请像密码一样保管
The backup holds all of the meetings, hashes of everyone's way in and the hub's private keys: keep it like a password`

const USAGE = `用法 Usage: huishang backup --data DIR --out FILE [--json]

  --data DIR   工作区文件夹，会商服务可以正在运行    folder of the workspace; its hub may be running
  --out FILE   备份文件，不得已存在    the backup; a file of this name must not exist
  --json       标准输出为一个 JSON 对象    prints one JSON object

${SECRET}
`

interface BackupArguments {
  readonly data: string
  readonly out: string
  readonly isJson: boolean
}

/** `huishang backup`. @returns the exit code. */
export async function runBackup(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const { data, out, isJson } = read.value
  const progress = createProgress()
  const written = await writeBackup({ dataDir: data, out, now: () => new Date(), onProgress: progress })
  if (!written.ok) {
    process.stderr.write(`${sentence(written.error)}\n`)
    return 1
  }
  const { createdAt, rooms, archives, files, bytes } = written.value
  process.stdout.write(
    isJson
      ? `${JSON.stringify({ file: out, createdAt, rooms, archives, files, bytes })}\n`
      : `已备份并核对    Backed up and checked: ${out}\n文档 rooms ${rooms}，会议档案 archives ${archives}，文件 files ${files}，字节 bytes ${bytes}\n${SECRET}\n`,
  )
  return 0
}

function readArguments(args: readonly string[]): Result<BackupArguments, ArgumentError> {
  const parsed = readOptions(args, { out: { type: 'string' } })
  if (!parsed.ok) return parsed
  const { data = '', out = '', json = false } = parsed.value.values
  if (data === '') return dataMissing()
  if (out === '') return usage('缺少 --out FILE    --out FILE is missing')
  return ok({ data, out, isJson: json })
}

function sentence(error: BackupError): string {
  switch (error.kind) {
    case 'not-a-workspace':
      return `这里没有工作区    there is no workspace here: ${error.path}`
    case 'exists':
      return `文件已存在，请换一个名称    the file exists; choose another name: ${error.path}`
    case 'disk-full':
      return `磁盘已满，没有留下不完整的备份    the disk is full; no unfinished backup was left: ${error.path}`
    case 'not-writable':
      return `无法写入    can't write: ${error.path} (${error.code})`
    case 'not-readable':
      return `无法读取，没有生成备份    can't read, so there is no backup: ${error.path} (${error.code})`
    case 'verification-failed':
      return `磁盘读回的内容与写入的不同，没有生成备份    the disk gave back something else than was written, so there is no backup: ${error.path}`
    default:
      return assertNever(error)
  }
}
