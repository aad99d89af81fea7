import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'
import { buildCommands } from '../support/buildCommands.ts'
import { atEnd } from './support.ts'

export interface Served {
  readonly process: ChildProcess
  readonly url: string
  readonly secretaryInvite: string
  readonly firstLine: Record<string, unknown>
}

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

export interface Commands {
  /** The folder they were built into, laid out like `out/`. */
  readonly built: () => string
  /** Starts a command in a process of its own, which ends with the test. */
  readonly run: (...args: readonly string[]) => ChildProcess
  /** Starts a hub and waits until it takes requests. */
  readonly serve: (dataDir: string, ...args: readonly string[]) => Promise<Served>
}

/** The commands as they are built, for the tests of one file. Call it at the file's top level. */
export function commands(): Commands {
  const state = { built: '' }
  beforeAll(async () => {
    state.built = await buildCommands()
  }, 60_000)
  afterAll(() => rm(state.built, { recursive: true, force: true }))
  const run = (...args: readonly string[]): ChildProcess => {
    const child = spawn(process.execPath, [join(state.built, 'main', 'cli.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    atEnd(() => killed(child))
    return child
  }
  const serve = async (dataDir: string, ...args: readonly string[]): Promise<Served> => {
    const child = run('serve', '--data', dataDir, '--port', '0', '--json', ...args)
    if (!child.stdout) throw new Error('no output')
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const firstLine = JSON.parse(line) as Record<string, unknown>
    return { process: child, url: String(firstLine['url']), secretaryInvite: String(firstLine['secretaryInvite']), firstLine }
  }
  return { built: () => state.built, run, serve }
}

/** Ends a process as a power cut would. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** What a command said, once it has ended. */
export async function outcome(child: ChildProcess): Promise<Outcome> {
  const texts = { out: '', error: '' }
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (texts.out += part))
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (texts.error += part))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...texts }
}
