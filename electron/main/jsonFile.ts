import { mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { z } from 'zod'
import { writeFileAtomic } from '../hub/writeFileAtomic.ts'
import type { Log } from './log.ts'

export interface JsonFile<T> {
  /** What the file holds, or undefined if there is none. A damaged one is kept aside as `<name>.damaged`. */
  read(): Promise<T | undefined>
  /** Replaces the file atomically; calls are carried out in order. @throws the system's error. */
  write(value: T): Promise<void>
  /** Waits for what is being written. */
  settle(): Promise<void>
}

/** One small JSON document of this machine, readable by its owner only. */
export function jsonFile<T>(path: string, schema: z.ZodType<T>, log: Log): JsonFile<T> {
  const queue = { last: Promise.resolve() }

  async function read(): Promise<T | undefined> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') log(`${basename(path)} can not be read: ${error.code ?? 'unknown'}`)
    })
    if (text === undefined) return undefined
    const parsed = schema.safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    log(`${basename(path)} is damaged; kept aside`)
    await rename(path, `${path}.damaged`).catch(() => undefined)
    return undefined
  }

  async function writeNow(value: T): Promise<void> {
    await mkdir(dirname(path), { recursive: true })
    await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  }

  return {
    read,
    write: (value) => {
      const written = queue.last.then(() => writeNow(value))
      queue.last = written.catch(() => undefined)
      return written
    },
    settle: () => queue.last,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
