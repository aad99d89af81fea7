import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { RebuildReport } from '../hub/archive/catalogue/Catalogue.ts'
import { hasRecords } from '../hub/archive/catalogue/searchedRecords.ts'
import { ShardedCatalogue } from '../hub/archive/catalogue/ShardedCatalogue.ts'
import { lockFolder } from '../hub/lockFolder.ts'
import { dataMissing, explain, readOptions, type ArgumentError } from './commandLine.ts'
import { createCountProgress } from './progress.ts'

const USAGE = `用法 Usage: huishang rebuild --data DIR [--json]

  --data DIR   工作区文件夹，会商服务不得在运行    folder of the workspace; no hub may run on it
  --json       标准输出为一个 JSON 对象    prints one JSON object

由会议档案文件重建检索目录；档案本身不变
Makes the catalogue of the archive anew from the records, which stay as they are
`

type RebuildError = { readonly kind: 'not-a-workspace' | 'in-use' } | { readonly kind: 'not-writable'; readonly code: string }

/** `huishang rebuild`. @returns the exit code: 1 also if a record could not be read. */
export async function runRebuild(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const { data, isJson } = read.value
  const rebuilt = await rebuild(data)
  if (!rebuilt.ok) {
    process.stderr.write(`${sentence(rebuilt.error)}: ${data}\n`)
    return 1
  }
  const { records, rows, years, problems } = rebuilt.value
  process.stdout.write(isJson ? `${JSON.stringify({ ok: problems.length === 0, records, rows, years, problems })}\n` : `检索目录已重建：档案 ${records}，条目 ${rows}    The catalogue was made anew: records ${records}, rows ${rows}\n`)
  if (!isJson) for (const { path, kind } of problems) process.stderr.write(`无法读取 can't be read: ${path} (${kind})\n`)
  return problems.length === 0 ? 0 : 1
}

async function rebuild(dataDir: string): Promise<Result<RebuildReport, RebuildError>> {
  if (!(await hasRecords(dataDir))) return err({ kind: 'not-a-workspace' })
  const locked = lock(dataDir)
  if (!locked.ok) return locked
  const catalogue = await ShardedCatalogue.open({ dataDir, canWrite: () => true })
  try {
    const report = await catalogue.rebuild(createCountProgress())
    return report.notSaved === null ? ok(report) : err({ kind: 'not-writable', code: report.notSaved })
  } finally {
    await catalogue.close()
    locked.value.release()
  }
}

function lock(dataDir: string): ReturnType<typeof lockFolder> | Result<never, RebuildError> {
  try {
    return lockFolder(dataDir)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    return err({ kind: 'not-writable', code: String(error.code) })
  }
}

function readArguments(args: readonly string[]): Result<{ readonly data: string; readonly isJson: boolean }, ArgumentError> {
  const parsed = readOptions(args, {})
  if (!parsed.ok) return parsed
  const { data = '', json = false } = parsed.value.values
  if (data === '') return dataMissing()
  return ok({ data, isJson: json })
}

function sentence(error: RebuildError): string {
  switch (error.kind) {
    case 'not-a-workspace':
      return '这里没有工作区    there is no workspace here'
    case 'in-use':
      return '会商服务正在使用此文件夹，请先停止    a hub runs on this folder; stop it first'
    case 'not-writable':
      return `无法写入检索目录 (${error.code})    the catalogue can't be written (${error.code})`
  }
}
