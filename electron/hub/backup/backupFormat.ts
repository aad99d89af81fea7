import { z } from 'zod'
import { RUN_MARK_NAME } from '../RunMark.ts'

/** First file of a backup: what it is. */
export const ABOUT_NAME = 'huishang-backup.json'
/** Last file: the checksums of all others, as `sha256sum -c` reads them. Without it a backup is not whole. */
export const SUMS_NAME = 'SHA256SUMS'
export const BACKUP_FORMAT = 1

export const AboutSchema = z.object({ format: z.number().int(), app: z.string(), createdAt: z.string() })
export type BackupAbout = z.infer<typeof AboutSchema>

/** What is in a backup. */
export interface BackupContents {
  readonly createdAt: string
  readonly rooms: number
  /** Archives of closed meetings. */
  readonly archives: number
  readonly files: number
  readonly bytes: number
}

export type Progress = (bytes: number) => void

/** Belongs to the one process that runs on the folder, or is half written, or was put aside by a restore. */
export function isLeftOut(path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  return path === LOCK_NAME || path === RUN_MARK_NAME || path === CATALOGUE_NAME || name.endsWith('.tmp') || path.startsWith(ASIDE_PREFIX)
}

export const LOCK_NAME = 'hub.lock'
/** Made of the records, and made again of them. */
const CATALOGUE_NAME = 'catalogue'
export const ASIDE_PREFIX = 'before-restore-'

/** True if the path stays inside the folder it is joined to, on every system. */
export function isSafePath(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\:\u0000-\u001f\u007f]/.test(name) && !/[. ]$/.test(name))
}

export function formatSums(sums: ReadonlyMap<string, string>): string {
  return [...sums].map(([path, sum]) => `${sum}  ${path}\n`).join('')
}

/** @returns undefined if a line is not understood. */
export function parseSums(text: string): ReadonlyMap<string, string> | undefined {
  const sums = new Map<string, string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (sum === undefined || path === undefined) return undefined
    sums.set(path, sum)
  }
  return sums
}

export function contentsOf(about: BackupAbout, files: Iterable<{ readonly path: string; readonly size: number }>): BackupContents {
  const all = [...files]
  return {
    createdAt: about.createdAt,
    rooms: all.filter(({ path }) => /^rooms\/[^/]+\.log$/.test(path)).length,
    archives: all.filter(({ path }) => /^records\/.+\.sqlite$/.test(path)).length,
    files: all.length,
    bytes: all.reduce((sum, { size }) => sum + size, 0),
  }
}
