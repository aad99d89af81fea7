import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ended, startChild, stopAsked, stopChild } from '../childProcess.mjs'

const GRACE_MS = 15_000

/**
 * @typedef {object} Serving
 * @property {string} url                 origin of the hub
 * @property {string} joinUrl             the same with a single-use invitation in the fragment, which no server sees
 * @property {boolean} isNew              nobody has joined this workspace yet
 * @property {import('node:child_process').ChildProcess} child
 */

/**
 * Starts the headless hub and waits until it listens.
 * @param {string} root
 * @param {string} dataFolder
 * @param {AbortSignal} stop
 * @returns {Promise<Serving | undefined>} undefined if it ended first (it has said why on stderr) or was stopped
 */
export async function serveHub(root, dataFolder, stop) {
  // The desktop edition's variables for opening the hub to the network; loopback and encryption otherwise.
  const host = process.env['HUISHANG_HOST']
  const isPlain = process.env['HUISHANG_INSECURE_HTTP'] === '1'
  const args = ['serve', '--data', dataFolder, '--json', ...(host ? ['--host', host] : []), ...(isPlain ? ['--insecure-http'] : [])]
  const child = startChild(process.execPath, [join(root, 'out/main/cli.js'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const announced = await Promise.race([firstLine(child), ended(child).then(() => undefined), stopAsked(stop).then(() => undefined)])
  const announcement = announced === undefined ? undefined : parseAnnouncement(announced)
  if (!announcement) {
    await stopChild(child, GRACE_MS)
    return undefined
  }
  return { ...announcement, child }
}

/**
 * @param {string} line
 * @returns {Omit<Serving, 'child'> | undefined}
 */
export function parseAnnouncement(line) {
  try {
    const { url, secretaryInvite, isNew = true } = JSON.parse(line)
    const { origin } = new URL(url)
    return { url: origin, joinUrl: secretaryInvite ? `${origin}/#/join/${encodeURIComponent(secretaryInvite)}` : `${origin}/`, isNew: isNew === true }
  } catch {
    return undefined
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string | undefined>}
 */
function firstLine({ stdout }) {
  if (!stdout) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdout })
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
      // Later lines must not fill the pipe and stop the hub.
      stdout.resume()
    })
  })
}
