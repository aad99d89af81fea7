import { spawn } from 'node:child_process'
import { once } from 'node:events'

const IS_WINDOWS = process.platform === 'win32'

/**
 * Runs to the end and answers with the exit code; 1 if it was killed or could not be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { limitMs?: number }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { limitMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const timer = limitMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limitMs)
    child.once('error', () => {
      clearTimeout(timer)
      resolve(1)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code ?? 1)
    })
  })
}

/**
 * Starts a child in a process group of its own, so that Ctrl+C in the terminal reaches us only and each child is asked
 * to end exactly once, by us. Windows has no such groups: there the console tells every process itself.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startChild(command, args, options = {}) {
  return spawn(command, args, { ...options, detached: !IS_WINDOWS })
}

/**
 * The exit code once the child has gone; 1 if it was killed or never started.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
export function ended(child) {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  if (child.signalCode !== null || child.pid === undefined) return Promise.resolve(1)
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/**
 * Resolves once somebody has asked us to stop.
 * @param {AbortSignal} stop
 * @returns {Promise<void>}
 */
export async function stopAsked(stop) {
  if (!stop.aborted) await once(stop, 'abort')
}

/**
 * Asks a child to end, waits, and after `graceMs` ends its whole group by force.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} graceMs
 * @returns {Promise<void>}
 */
export async function stopChild(child, graceMs) {
  const { pid } = child
  if (pid === undefined) return
  if (child.exitCode === null && child.signalCode === null) {
    if (!IS_WINDOWS) child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await ended(child)
    clearTimeout(timer)
  }
  // What the child itself had started and left behind.
  if (!IS_WINDOWS) endGroup(pid)
}

/** @param {number} pid */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody left.
  }
}
