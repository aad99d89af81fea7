import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inject } from 'vitest'
import { atEnd } from '../support/atEnd.ts'

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

/** The folder of the built commands, laid out like `out/`. */
export const BUILT = inject('builtCommands')

/** Starts a built command in a process of its own, which ends with the test. */
export function run(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(BUILT, 'main', 'cli.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  atEnd(() => killed(child))
  return child
}

/** Starts a hub and waits until it takes requests. */
export async function serve(dataDir: string, ...args: readonly string[]): Promise<Served> {
  const child = run('serve', '--data', dataDir, '--port', '0', '--json', ...args)
  if (!child.stdout) throw new Error('no output')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const firstLine = JSON.parse(line) as Record<string, unknown>
  return { process: child, url: String(firstLine['url']), secretaryInvite: String(firstLine['secretaryInvite']), firstLine }
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
