import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../../scripts/root.mjs'

/**
 * The built `huishang serve` in a process of its own, as users have it.
 * @param {string} dataDir
 * @returns {Promise<{ url: string, secretaryInvite: string, listeningAt: number, stop: () => Promise<void> }>} `listeningAt` by `performance.now`
 */
export async function startHubProcess(dataDir) {
  return startProcess([join(ROOT, 'out/main/cli.js'), 'serve', '--data', dataDir, '--port', '0', '--language', 'en', '--json'])
}

/**
 * A Node process whose first line is JSON.
 * @param {readonly string[]} args
 */
export async function startProcess(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => [])])
  const listeningAt = performance.now()
  if (line === undefined) throw new Error(`${args.join(' ')} did not start`)
  const stop = async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { ...JSON.parse(line), listeningAt, stop }
}

/**
 * @param {string} url
 * @param {string} path
 * @param {string | null} token
 * @param {unknown} body
 */
export async function post(url, path, token, body) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** @param {readonly number[]} values @param {number} share between 0 and 1 */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
