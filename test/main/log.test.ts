import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diskError } from '../../electron/main/diskError.ts'
import { createLog } from '../../electron/main/log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huishang-log-'))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const now = (): Date => new Date('2026-03-05T06:30:00Z')

test('[F3] the log goes on where it stopped, and starts anew once it has grown', () => {
  const path = join(folder, 'deep', 'main.log')
  createLog(path, now)('first')
  createLog(path, now)('second')
  expect(readFileSync(path, 'utf8')).toBe('2026-03-05T06:30:00.000Z first\n2026-03-05T06:30:00.000Z second\n')
  writeFileSync(path, 'x'.repeat(1024 * 1024 + 1))
  createLog(path, now)('third')
  expect([readFileSync(path, 'utf8'), readdirSync(join(folder, 'deep')).toSorted()]).toEqual(['2026-03-05T06:30:00.000Z third\n', ['main.log', 'main.log.1']])
})

test('[F3] a log that can not be written ends nothing', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => createLog(join(folder, 'file', 'main.log'), now)('lost')).not.toThrow()
})

test.each([['ENOSPC', 'disk-full'], ['EROFS', 'not-writable'], ['EACCES', 'not-writable']] as const)('[F3] %s is told as %s', (code, kind) => {
  expect(diskError(Object.assign(new Error('/home/somebody/file'), { code }))).toEqual({ ok: false, error: { kind } })
})

test('[F3] a bug is not told as a disk error', () => {
  expect(() => diskError(new TypeError('bug'))).toThrow('bug')
})
