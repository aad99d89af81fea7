import { ended, startChild, stopAsked, stopChild } from '../childProcess.mjs'
import { withoutNodeMode } from './fetchElectron.mjs'

const GRACE_MS = 15_000

/**
 * Runs the desktop until its window is closed.
 * @param {string} executable
 * @param {string} root
 * @param {{ args: readonly string[], isRoot: boolean, stop: AbortSignal }} options
 * @returns {Promise<number>} exit code
 */
export async function startDesktop(executable, root, { args, isRoot, stop }) {
  if (isRoot) process.stderr.write('Running as root, so without the sandbox: use an ordinary account for real work.\n')
  const child = startChild(executable, [...(isRoot ? ['--no-sandbox'] : []), root, ...args], { stdio: 'inherit', env: withoutNodeMode(process.env) })
  await Promise.race([ended(child), stopAsked(stop)])
  if (!stop.aborted) return ended(child)
  await stopChild(child, GRACE_MS)
  return 0
}
