import { join } from 'node:path'
import { assertNever } from '../../shared/lib/assert.ts'
import { ok, type Result } from '../../shared/lib/result.ts'
import { restoreBackup, type Restored, type RestoreError } from '../hub/backup/restoreBackup.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { createProgress } from './progress.ts'

const USAGE = `用法 Usage: huishang restore --in FILE --data DIR [--replace] [--json]

  --in FILE    备份文件    the backup
  --data DIR   工作区文件夹，没有则新建；会商服务不得在运行    folder of the workspace, created if absent; no hub may run on it
  --replace    文件夹非空时，先把原有内容移到其中的 before-restore-…    puts what is in the folder aside, into before-restore-… inside it
  --json       标准输出为一个 JSON 对象    prints one JSON object

先核对全部校验和，再写入    Every checksum is compared before anything is written
`

interface RestoreArguments {
  readonly from: string
  readonly data: string
  readonly mayReplace: boolean
  readonly isJson: boolean
}

/** `huishang restore`. @returns the exit code. */
export async function runRestore(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const { from, data, mayReplace, isJson } = read.value
  const restored = await restoreBackup({ from, dataDir: data, mayReplace, now: () => new Date(), onProgress: createProgress() })
  if (!restored.ok) {
    process.stderr.write(`${sentence(restored.error)}\n`)
    return 1
  }
  process.stdout.write(isJson ? `${JSON.stringify(asJson(restored.value, data))}\n` : summary(restored.value, data))
  return 0
}

function readArguments(args: readonly string[]): Result<RestoreArguments, ArgumentError> {
  const parsed = readOptions(args, { in: { type: 'string' }, replace: { type: 'boolean' } })
  if (!parsed.ok) return parsed
  const { in: from = '', data = '', replace = false, json = false } = parsed.value.values
  if (from === '') return usage('缺少 --in FILE    --in FILE is missing')
  if (data === '') return dataMissing()
  return ok({ from, data, mayReplace: replace, isJson: json })
}

function asJson({ createdAt, rooms, archives, files, bytes, keptAside }: Restored, data: string): object {
  return { createdAt, rooms, archives, files, bytes, keptAside: keptAside === null ? null : join(data, keptAside) }
}

function summary({ createdAt, rooms, archives, files, bytes, keptAside }: Restored, data: string): string {
  const lines = [
    `已恢复 ${createdAt} 的备份    Restored the backup of ${createdAt}`,
    `文档 rooms ${rooms}，会议档案 archives ${archives}，文件 files ${files}，字节 bytes ${bytes}`,
    ...(keptAside === null ? [] : [`原有内容在 what was there before is in ${join(data, keptAside)}`]),
    '服务启动后 24 小时内，参会者的电脑会补回备份之后的修改    For 24 hours after the hub starts, people\'s machines bring back what was changed since the backup',
  ]
  return `${lines.join('\n')}\n`
}

function sentence(error: RestoreError): string {
  switch (error.kind) {
    case 'not-readable':
      return `无法读取备份    can't read the backup: ${error.path} (${error.code})`
    case 'not-a-backup':
      return `不是会商备份文件    this is no backup of Huishang: ${error.path}`
    case 'newer-format':
      return `由更新的版本写成，请升级    written by a newer version; update this one: ${error.path}`
    case 'damaged':
      return `备份已损坏，没有写入任何内容    the backup is damaged, nothing was restored: ${error.path} (${error.where})`
    case 'not-empty':
      return `文件夹非空；加 --replace 可先移开原有内容    the folder is not empty; --replace puts what is there aside first: ${error.path}`
    case 'in-use':
      return `会商服务正在使用此文件夹，请先停止    a hub runs on this folder; stop it first: ${error.path}`
    case 'disk-full':
      return `磁盘已满，没有恢复    the disk is full, nothing was restored: ${error.path}`
    case 'not-writable':
      return `无法写入    can't write: ${error.path} (${error.code})`
    default:
      return assertNever(error)
  }
}
