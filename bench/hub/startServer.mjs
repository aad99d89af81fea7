import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 15_000

/** Ended with us, whatever happens. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * @typedef {object} Server
 * @property {number} pid
 * @property {Record<string, string>} line what it said at its start; `url` at least
 * @property {() => Promise<void>} stop asks it to end, and ends it after 15 s
 * @property {Promise<void>} ended also when somebody else killed it
 */

/**
 * A Node process in its own place, ready once it has written a line of JSON.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<Server>}
 */
export async function startServer(args, environment = {}) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  running.add(child)
  const said = collectWords(child)
  const ended = once(child, 'exit').then(() => void running.delete(child))
  const line = await Promise.race([firstJson(child), ended.then(() => null), new Promise((/** @type {(value: null) => void} */ resolve) => setTimeout(resolve, START_LIMIT_MS, null).unref())])
  if (line === null || child.pid === undefined) {
    child.kill('SIGKILL')
    throw new Error(`did not start: ${said() || 'without a word'}`)
  }
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(timer)
  }
  return { pid: child.pid, line, stop, ended }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<Record<string, string>>} */
function firstJson(child) {
  return new Promise((resolve) => {
    if (!child.stdout) return
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line))
    })
  })
}

/** The last of what it complained about; must be read in any case, or the process waits. @param {import('node:child_process').ChildProcess} child */
function collectWords(child) {
  let words = ''
  child.stderr?.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-500)
  })
  return () => words.trim()
}
