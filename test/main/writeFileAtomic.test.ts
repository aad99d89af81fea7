import * as nodeFiles from 'node:fs/promises'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFileAtomic, type AtomicFiles } from '../../electron/hub/writeFileAtomic.ts'

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huishang-atomic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('[F3] a file is replaced as a whole and nothing else stays in the folder', async () => {
  const path = join(folder, 'a.json')
  await writeFileAtomic(path, 'first')
  await writeFileAtomic(path, new Uint8Array([50, 46]), { mode: 0o600 })
  expect({ text: await readFile(path, 'utf8'), names: await readdir(folder), mode: (await stat(path)).mode & 0o777 }).toEqual({
    text: '2.',
    names: ['a.json'],
    mode: process.platform === 'win32' ? 0o666 : 0o600,
  })
})

test('[F3] short writes are continued until every byte is there', async () => {
  const path = join(folder, 'a.bin')
  const files: AtomicFiles = {
    ...nodeFiles,
    open: async (...args: Parameters<typeof nodeFiles.open>) => {
      const handle = await nodeFiles.open(...args)
      const write = handle.write.bind(handle) as (bytes: Uint8Array, offset: number, length: number) => Promise<{ bytesWritten: number }>
      return Object.assign(handle, { write: (bytes: Uint8Array, offset: number, length: number) => write(bytes, offset, Math.min(3, length)) })
    },
  }
  await writeFileAtomic(path, '0123456789', { files })
  expect(await readFile(path, 'utf8')).toBe('0123456789')
})

test.each(['EPERM', 'EACCES', 'EBUSY'])('[F3] a rename refused with %s for a moment is tried again', async (code) => {
  const path = join(folder, 'a.json')
  const refusals = [failure(code), failure(code)]
  await writeFileAtomic(path, 'kept', {
    files: {
      ...nodeFiles,
      rename: async (from, to) => {
        const refusal = refusals.pop()
        if (refusal) throw refusal
        await nodeFiles.rename(from, to)
      },
    },
  })
  expect({ text: await readFile(path, 'utf8'), left: refusals.length }).toEqual({ text: 'kept', left: 0 })
})

test('[F3] a full disk is told, the old file stays and the temporary one is gone', async () => {
  const path = join(folder, 'a.json')
  await writeFile(path, 'old')
  const files: AtomicFiles = {
    ...nodeFiles,
    open: async (...args: Parameters<typeof nodeFiles.open>) =>
      Object.assign(await nodeFiles.open(...args), { sync: () => Promise.reject(failure('ENOSPC')) }),
  }
  await expect(writeFileAtomic(path, 'new', { files })).rejects.toMatchObject({ code: 'ENOSPC' })
  expect({ text: await readFile(path, 'utf8'), names: await readdir(folder) }).toEqual({ text: 'old', names: ['a.json'] })
})

test('[F3] a folder that can not be synced does not fail the write', async () => {
  const path = join(folder, 'a.json')
  const files: AtomicFiles = {
    ...nodeFiles,
    open: (...args: Parameters<typeof nodeFiles.open>) => (args[1] === 'r' ? Promise.reject(failure('EISDIR')) : nodeFiles.open(...args)),
  }
  await writeFileAtomic(path, 'kept', { files })
  expect(await readFile(path, 'utf8')).toBe('kept')
})
