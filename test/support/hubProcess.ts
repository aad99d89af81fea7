import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where the build is; a developer who builds elsewhere says so. */
const OUT = process.env['HUISHANG_OUT'] ?? join(ROOT, 'out')

export interface HubProcess {
  readonly url: string
  readonly port: number
  readonly secretaryInvite: string
  readonly shareUrl: string
  /** Of the hub's key, where other machines get in by TLS. */
  readonly fingerprint: string | undefined
  /** Ends it as an administrator does, or with `SIGKILL` as a power cut does. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Runs the built `huishang serve` as users do. @throws Error with what it printed if it does not start. */
export async function startHubProcess(dataDir: string, port = 0, more: readonly string[] = [], out = OUT): Promise<HubProcess> {
  const child = spawn(process.execPath, [join(out, 'main/cli.js'), 'serve', '--data', dataDir, '--port', String(port), '--json', ...more], { stdio: ['ignore', 'pipe', 'pipe'] })
  const complaints: string[] = []
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes.toString()))
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => [])])) as (string | undefined)[]
  if (line === undefined) throw new Error(`huishang serve did not start:\n${complaints.join('')}`)
  const started = JSON.parse(line) as { url: string; secretaryInvite: string; shareUrl: string; fingerprint?: string }
  const { url, secretaryInvite, shareUrl, fingerprint } = started
  return { url, port: Number(new URL(url).port), secretaryInvite, shareUrl, fingerprint, stop: (signal = 'SIGTERM') => stop(child, signal) }
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(patience)
}
