import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { restoreBackup, type Restored, type RestoreError } from '../hub/backup/restoreBackup.ts'
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

type ArgumentError = { readonly kind: 'help-wanted' } | { readonly kind: 'usage'; readonly message: string }

/** `huishang restore`. @returns the exit code. */
export async function runRestore(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) {
    if (read.error.kind === 'help-wanted') process.stdout.write(USAGE)
    else process.stderr.write(`${read.error.message}\n\n${USAGE}`)
    return read.error.kind === 'help-wanted' ? 0 : 2
  }
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
  const parsed = parse(args)
  if (!parsed.ok) return parsed
  const { in: from = '', data = '', replace = false, json = false, help = false } = parsed.value
  if (help) return err({ kind: 'help-wanted' })
  if (from === '') return err({ kind: 'usage', message: '缺少 --in FILE    --in FILE is missing' })
  if (data === '') return err({ kind: 'usage', message: '缺少 --data DIR    --data DIR is missing' })
  return ok({ from, data, mayReplace: replace, isJson: json })
}

function parse(args: readonly string[]) {
  try {
    const options = {
      in: { type: 'string' },
      data: { type: 'string' },
      replace: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const
    return ok(parseArgs({ args: [...args], options }).values)
  } catch (error) {
    return err({ kind: 'usage' as const, message: error instanceof Error ? error.message : String(error) })
  }
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
