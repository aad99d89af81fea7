import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface StandInProcess {
  /** What it has said so far. */
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  /** Resolves with the line that first says this state. */
  until(wanted: (line: Readonly<Record<string, unknown>>) => boolean): Promise<Readonly<Record<string, unknown>>>
  takeOver(): void
  /** It goes in good order, or, by `SIGKILL`, as in a crash. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Runs the built `huishang stand-in` of `out` as an administrator does. */
export function startStandInProcess(out: string, { dataDir, hub, token }: { readonly dataDir: string; readonly hub: string; readonly token: string }, more: readonly string[] = []): StandInProcess {
  const args = [join(out, 'main/cli.js'), 'stand-in', '--data', dataDir, '--hub', hub, '--host', '127.0.0.1', '--json', ...more]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, HUISHANG_TOKEN: token } })
  const lines: Record<string, unknown>[] = []
  const complaints: string[] = []
  const waiting = new Set<() => void>()
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes.toString()))
  createInterface(child.stdout).on('line', (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>)
    for (const look of waiting) look()
  })
  return {
    lines,
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(wanted)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        child.once('exit', () => reject(new Error(`huishang stand-in ended:\n${complaints.join('')}`)))
        look()
      }),
    takeOver: () => void child.stdin.write('take-over\n'),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}
