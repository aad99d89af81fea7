import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { createFileDurably } from '../../createFileDurably.ts'
import { errorCode, syncFolder } from '../../disk.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'
import type { ExportedFile } from './exportedFiles.ts'

/** `exists`: something else has that name already; it stays as it is. */
export type WriteExportError = { readonly kind: 'exists'; readonly path: string } | { readonly kind: 'disk-full' | 'not-writable'; readonly path: string }

/**
 * One file into `outDir`, or several in a folder of that name there; complete or not at all. A file that is there already
 * with the same bytes is a success.
 * @returns the path of the file or the folder.
 */
export async function writeExport(outDir: string, folder: string | null, files: readonly ExportedFile[]): Promise<Result<string, WriteExportError>> {
  try {
    await mkdir(outDir, { recursive: true })
    return folder === null && files[0] ? await writeOne(outDir, files[0]) : await writeFolder(outDir, folder ?? '', files)
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    return err({ kind: code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'not-writable', path: outDir })
  }
}

async function writeOne(outDir: string, { name, bytes }: ExportedFile): Promise<Result<string, WriteExportError>> {
  const path = join(outDir, name)
  const isSame = (found: Uint8Array): boolean => Buffer.compare(found, bytes) === 0
  const outcome = await createFileDurably(path, bytes, isSame)
  if (outcome === 'refused') return err({ kind: 'not-writable', path })
  return outcome === 'created' || isSame(await readFile(path)) ? ok(path) : err({ kind: 'exists', path })
}

async function writeFolder(outDir: string, folder: string, files: readonly ExportedFile[]): Promise<Result<string, WriteExportError>> {
  const path = join(outDir, folder)
  if (await stat(path).then(() => true, () => false)) return err({ kind: 'exists', path })
  const staged = join(outDir, `.${folder}.${randomUUID()}.tmp`)
  try {
    await mkdir(staged)
    for (const { name, bytes } of files) await writeFileAtomic(join(staged, name), bytes)
    await rename(staged, path)
  } finally {
    await rm(staged, { recursive: true, force: true }).catch(() => undefined)
  }
  await syncFolder(outDir)
  return ok(path)
}
