import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordProblem } from '../../shared/api.ts'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { KeyProtection } from '../hub/archive/ledger/ledgerKey.ts'
import { verifyRecords, type Verified } from '../hub/archive/verifyRecords.ts'
import { dataMissing, explain, readOptions, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'

const USAGE = `用法 Usage: huishang verify --data DIR [--checkpoint FILE]... [--json]

  --data DIR          工作区文件夹，会商服务可以正在运行    folder of the workspace; its hub may be running
  --checkpoint FILE   别处保存的检查点，如某台设备或归档单位所存，可重复
                      a checkpoint that was kept elsewhere, by a device or a records office; may be repeated
  --json              标准输出为一个 JSON 对象 {"ok", "records", "problems", …}    prints one JSON object

逐份核对会议档案与台账、台账与签名。有任何问题时退出码为 1
Compares every record with the ledger, and the ledger with what was signed. Any problem ends with 1
`

interface VerifyArguments {
  readonly dataDir: string
  readonly checkpoints: readonly string[]
  readonly isJson: boolean
}

interface Failure {
  readonly kind: 'not-a-workspace' | 'not-readable'
  readonly path: string
}

/** `huishang verify`. @returns the exit code: 1 if anything is not as it was recorded, or could not be looked at. */
export async function runVerify(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const verified = await verify(read.value)
  if (!verified.ok) {
    process.stderr.write(`${sentence(verified.error)}\n`)
    return 1
  }
  const { problems, ...rest } = verified.value
  const answer = { ok: problems.length === 0, records: rest.records, problems, unsigned: rest.unsigned, key: rest.key }
  process.stdout.write(read.value.isJson ? `${JSON.stringify(answer)}\n` : inWords(verified.value))
  return answer.ok ? 0 : 1
}

async function verify({ dataDir, checkpoints }: VerifyArguments): Promise<Result<Verified, Failure>> {
  const isThere = await Promise.all(['records', 'ledger', 'rooms'].map((name) => stat(join(dataDir, name)).then((found) => found.isDirectory(), () => false)))
  if (!isThere.some(Boolean)) return err({ kind: 'not-a-workspace', path: dataDir })
  const keptNotes: { path: string; text: string }[] = []
  for (const path of checkpoints) {
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text === null) return err({ kind: 'not-readable', path })
    keptNotes.push({ path, text })
  }
  return ok(await verifyRecords({ dataDir, keptNotes }))
}

function readArguments(args: readonly string[]): Result<VerifyArguments, ArgumentError> {
  const parsed = readOptions(args, { checkpoint: { type: 'string', multiple: true } })
  if (!parsed.ok) return parsed
  const { data = '', checkpoint = [], json = false } = parsed.value.values
  return data === '' ? dataMissing() : ok({ dataDir: givenPath(data), checkpoints: checkpoint, isJson: json })
}

function sentence({ kind, path }: Failure): string {
  switch (kind) {
    case 'not-a-workspace':
      return `这里没有工作区    there is no workspace here: ${path}`
    case 'not-readable':
      return `无法读取    can't read: ${path}`
    default:
      return assertNever(kind)
  }
}

const KIND_WORDS: Readonly<Record<RecordProblem['kind'], string>> = {
  changed: '文件与台账不符    the file is not what the ledger says',
  missing: '台账中有，文件不见了    in the ledger, and the file is gone',
  unlisted: '文件不在台账中    the file is not in the ledger',
  'ledger-broken': '台账被改动、调换，或与签名不符    the ledger was changed or reordered, or is not what was signed',
  'ledger-truncated': '台账比签名时短    the ledger is shorter than was signed',
  'signature-invalid': '签名缺失或无效    a signature is missing or not the key\'s',
}

const KEY_WORDS: Readonly<Record<KeyProtection, string>> = {
  'secret-store': '签名密钥由系统的密钥库保护    the signing key is guarded by the system\'s keychain',
  file: '签名密钥仅由文件权限保护    the signing key is guarded by the permissions of its file only',
  none: '没有可用的签名密钥    there is no signing key that can be used',
}

function inWords({ records, problems, unsigned, key }: Verified): string {
  const lines = problems.map(({ path, kind }) => `${path}\n  ${KIND_WORDS[kind]}`)
  const found = problems.length === 0 ? `${records} 份档案全部相符    all ${records} records are as they were recorded` : `${records} 份档案，问题 ${problems.length} 处    ${records} records, ${problems.length} problems`
  const pending = unsigned > 0 ? [`台账末尾 ${unsigned} 行尚未签名    lines at the end of the ledger that are not signed yet: ${unsigned}`] : []
  return [...lines, found, ...pending, KEY_WORDS[key], ''].join('\n')
}
