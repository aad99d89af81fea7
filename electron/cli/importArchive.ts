import { mkdir } from 'node:fs/promises'
import { MOST_FOREIGN_BYTES } from '../../shared/archive/foreign.ts'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, type Result } from '../../shared/lib/result.ts'
import { importedArchive } from '../hub/archive/foreign/importedArchive.ts'
import type { ForeignProblem } from '../hub/archive/foreign/checkForeign.ts'
import { deskHere } from '../hub/archive/foreign/deskHere.ts'
import { readForeign, type ForeignArchive, type ForeignReadError } from '../hub/archive/foreign/readForeign.ts'
import { takeForeign, type TakeForeignError, type TakenForeign } from '../hub/archive/foreign/takeForeign.ts'
import { openRecords } from '../hub/archive/openRecords.ts'
import { reporter } from '../hub/inside/events.ts'
import { lockFolder } from '../hub/lockFolder.ts'
import { explain } from './commandLine.ts'
import { readPathArguments } from './readPathArguments.ts'

const USAGE = `用法 Usage: huishang import archive PATH --data DIR [--json]

  PATH          会议档案（.sqlite），或连同证明导出的文件夹    an archive (.sqlite), or a folder exported with its proof
  --data DIR    工作区文件夹，没有则新建；其会商服务须先停止
                folder of the workspace, created if absent; its hub must not be running
  --json        标准输出为一个 JSON 对象    prints one JSON object

原文件不动。核验不过的，复制到工作区的 quarantine 文件夹并注明原因
The file itself stays as it is. What is refused is copied into the workspace's quarantine, with the reason
`

type Failure = (ForeignReadError & { readonly path: string }) | { readonly kind: 'in-use'; readonly path: string } | TakeForeignError

/** `huishang import archive`. [A8] @returns the exit code. */
export async function runImportArchive(args: readonly string[]): Promise<number> {
  const read = readPathArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const { path, dataDir, isJson } = read.value
  const foreign = await readForeign(path)
  const taken = foreign.ok ? await take(foreign.value, dataDir) : err({ ...foreign.error, path })
  if (!taken.ok) {
    process.stderr.write(`${sentence(taken.error)}\n`)
    if (isJson && taken.error.kind === 'quarantined') process.stdout.write(`${JSON.stringify({ archive: null, reason: taken.error.reason, quarantined: taken.error.path })}\n`)
    return 1
  }
  if (taken.value.wasHere) process.stderr.write('工作区已有这份档案，没有改动    the workspace has this very archive; nothing was changed\n')
  process.stdout.write(isJson ? `${JSON.stringify(importedArchive(taken.value))}\n` : inWords(taken.value))
  return 0
}

async function take(foreign: ForeignArchive, dataDir: string): Promise<Result<TakenForeign, Failure>> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const lock = lockFolder(dataDir)
    if (!lock.ok) return lock
    try {
      const records = await openRecords({ dataDir, now: clock, report: reporter({ log: (line) => void process.stderr.write(`${line}\n`) }) })
      await records.reconcile()
      const taken = await takeForeign({ dataDir, records, now: clock }, deskHere(dataDir, foreign))
      await records.close()
      return taken
    } finally {
      lock.value.release()
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    return err({ kind: 'not-writable', code: String(error.code) })
  }
}

function clock(): Date {
  return new Date()
}

function inWords({ path, entry: { title, heldOn }, ledger }: TakenForeign): string {
  const proof = ledger
    ? `${ledger.isOwn ? '由本工作区的台账证明    proven by this very workspace' : '附有证明，请核对密钥短码    proven; compare the short form of the key'}: ${ledger.key}`
    : '没有附证明    it came without proof'
  return `${title}（${heldOn}）    ${path}\n${proof}\n`
}

const REASONS: Readonly<Record<ForeignProblem, string>> = {
  'not-an-archive': '不是会商档案    it is no archive of Huishang',
  'newer-version': '由更新的版本写成，请升级后再导入    a newer version wrote it; update and import it again',
  damaged: '已损坏，或含有不应有的表、视图、触发器    it is damaged, or holds tables, views or triggers that no archive has',
  'proof-invalid': '所附证明无法读懂    its proof cannot be read',
  'signature-invalid': '所附检查点的签名不符    the signature of its checkpoint is wrong',
  'not-included': '所附台账行不在被签名的台账中    its line is not in the ledger that was signed',
  'proof-of-another': '档案与所附台账行不符：被改动过，或不是同一份    it is not what its line says: it was changed, or is another one',
}

function sentence(error: Failure): string {
  switch (error.kind) {
    case 'quarantined':
      return `未收录：${REASONS[error.reason].replace('    ', '    not taken: ')}\n已隔离保存    kept in quarantine: ${error.path}`
    case 'not-readable':
      return `无法读取 can't read: ${error.path}`
    case 'not-one-archive':
      return `文件夹中应恰有一份 .sqlite 档案    the folder must hold exactly one .sqlite archive: ${error.path}`
    case 'proof-incomplete':
      return `证明不全，应有 entry.json、proof.json 和 checkpoint.note    the proof is incomplete: entry.json, proof.json and checkpoint.note belong to it: ${error.path}`
    case 'too-large':
      return `文件超过 ${MOST_FOREIGN_BYTES / 1024 / 1024} MB，没有读取    the file is larger than ${MOST_FOREIGN_BYTES / 1024 / 1024} MB and was not read: ${error.path}`
    case 'in-use':
      return `会商服务正在使用此文件夹，请先停止，或在会商主机的档案页导入    a hub runs on this folder; stop it first, or import on its archive page: ${error.path}`
    case 'disk-full':
      return '磁盘已满，没有收录    the disk is full, nothing was taken'
    case 'not-writable':
      return `无法写入    can't write (${error.code})`
    case 'already-archived':
    case 'verification-failed':
    case 'ledger-changed':
      return `没有收录（${error.kind}）    not taken (${error.kind})`
    default:
      return assertNever(error)
  }
}
