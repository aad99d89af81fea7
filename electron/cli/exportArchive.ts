import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readLedger } from '../../shared/archive/ledger/readLedger.ts'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { findEd25519 } from '../hub/archive/ledger/ed25519.ts'
import { LEDGER_NAME } from '../hub/archive/ledger/LedgerFile.ts'
import { exportedFiles, type ExportedRecord, type ExportError } from '../hub/archive/proof/exportedFiles.ts'
import { findEntry, type FoundEntry } from '../hub/archive/proof/findEntry.ts'
import { writeExport, type WriteExportError } from '../hub/archive/proof/writeExport.ts'
import { sha256 } from '../hub/sha256.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'

const USAGE = `用法 Usage: huishang export archive MEETING --out DIR [--with-proof] --data DIR [--json]
            huishang export ics MEETING --data DIR [--out FILE] [--cancelled] [--json]

  MEETING       会议编号，或会议档案的路径    id of a meeting, or path of its archive
  --out DIR     导出到此文件夹，没有则新建    folder to export to, created if absent
  --with-proof  连同证明：台账中的一行、收录证明、签名的检查点和离线核验网页，放在一个文件夹里
                with its proof: line of the ledger, proof of inclusion, signed checkpoint and an offline page that verifies them, in one folder
  --data DIR    工作区文件夹，会商服务可以正在运行    folder of the workspace; its hub may be running
  --json        标准输出为一个 JSON 对象    prints one JSON object
`

interface ExportArguments {
  readonly meeting: string
  readonly out: string
  readonly dataDir: string
  readonly hasProof: boolean
  readonly isJson: boolean
}

interface Exported extends FoundEntry {
  readonly path: string
  readonly record: ExportedRecord
}

type Failure = WriteExportError | (ExportError & { readonly archive: string }) | { readonly kind: 'record-unknown'; readonly meeting: string }

/** `huishang export`. [A4] @returns the exit code. */
export async function runExport(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const exported = await exportArchive(read.value)
  if (!exported.ok) {
    process.stderr.write(`${sentence(exported.error)}\n`)
    return 1
  }
  if (exported.value.others.length > 0) process.stderr.write(`此会议还有其他档案    this meeting has other records: ${exported.value.others.join(', ')}\n`)
  process.stdout.write(read.value.isJson ? `${JSON.stringify(asJson(exported.value))}\n` : inWords(exported.value))
  return 0
}

async function exportArchive({ meeting, out, dataDir, hasProof }: ExportArguments): Promise<Result<Exported, Failure>> {
  // What a running hub signs comes after the line that it signs: the ledger is read first, and newer checkpoints are passed over.
  const { lines, tree } = readLedger(await readFile(join(dataDir, 'ledger', LEDGER_NAME)).catch(() => new Uint8Array()), sha256)
  const inside = relative(dataDir, givenPath(meeting))
  const entries = lines.flatMap(({ entry }) => (entry ? [entry] : []))
  const found = findEntry(entries, meeting) ?? findEntry(entries, inside)
  if (!found) return err({ kind: 'record-unknown', meeting })
  const verify = hasProof ? ((await findEd25519())?.verify ?? (async () => false)) : null
  const record = await exportedFiles(dataDir, found.entry, verify && { ledger: { tree, line: (seq) => lines[seq]?.text }, verify })
  if (!record.ok) return err({ ...record.error, archive: found.entry.path })
  const written = await writeExport(out, hasProof ? found.entry.archiveId : null, record.value.files)
  return written.ok ? ok({ ...found, path: written.value, record: record.value }) : written
}

function readArguments(args: readonly string[]): Result<ExportArguments, ArgumentError> {
  const parsed = readOptions(args, { out: { type: 'string' }, 'with-proof': { type: 'boolean' } }, { allowPositionals: true })
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const [what, meeting, ...others] = positionals
  if (what !== 'archive') return usage(what === undefined ? '导出什么？    export what?' : `不能导出 can't export: ${what}`)
  if (meeting === undefined || meeting === '' || others.length > 0) return usage('请给出一个会议    one MEETING is needed')
  if (!values.out) return usage('缺少 --out DIR    --out DIR is missing')
  if (!values.data) return dataMissing()
  return ok({ meeting, out: givenPath(values.out), dataDir: givenPath(values.data), hasProof: values['with-proof'] === true, isJson: values.json === true })
}

function asJson({ path, entry, others, record: { files, proof } }: Exported): unknown {
  return {
    path,
    files: files.map(({ name }) => name),
    archive: entry.path,
    meetingId: entry.meetingId,
    title: entry.title,
    heldOn: entry.heldOn,
    sha256: entry.sha256,
    size: entry.size,
    others,
    proof: proof && { index: proof.index, treeSize: proof.treeSize, root: proof.root, key: proof.key },
  }
}

function inWords({ path, entry, record: { proof } }: Exported): string {
  const printed = proof ? [`台账树根短码    short form of the root  ${proof.root}`, `台账密钥短码    short form of the key   ${proof.key}`] : []
  return [`已导出    exported: ${path}`, `${entry.title}（${entry.heldOn}）`, `SHA-256 ${entry.sha256}`, ...printed, ''].join('\n')
}

function sentence(error: Failure): string {
  switch (error.kind) {
    case 'record-unknown':
      return `台账中没有这个会议或档案    the ledger has no such meeting or archive: ${error.meeting}`
    case 'missing':
      return `档案不见了，没有导出；请用 huishang verify 核对    the file is gone, nothing was exported; see huishang verify: ${error.archive}`
    case 'changed':
      return `档案与台账不符，没有导出；请用 huishang verify 核对    the file is not what the ledger says, nothing was exported; see huishang verify: ${error.archive}`
    case 'unsigned':
      return `台账中的这一行尚未签名，没有导出；启动一次会商服务即会签名    this line of the ledger is not signed yet, nothing was exported; a hub signs it at its next start: ${error.archive}`
    case 'ledger-broken':
      return `台账与签名不符，没有导出；请用 huishang verify 核对    the ledger is not what was signed, nothing was exported; see huishang verify: ${error.archive}`
    case 'exists':
      return `已有同名的其他内容，没有改动    something else has that name, nothing was changed: ${error.path}`
    case 'disk-full':
      return `磁盘已满，没有导出    the disk is full, nothing was exported: ${error.path}`
    case 'not-writable':
      return `无法写入    can't write: ${error.path}`
    default:
      return assertNever(error)
  }
}
