import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './childProcess.mjs'

const SOURCES = ['electron', 'renderer', 'shared', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
const PRODUCTS = ['out/main/index.js', 'out/main/cli.js', 'out/main/catalogueWorker.js', 'out/main/foreignWorker.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/**
 * Whether `out/` is missing or older than what it is made of. An installed package has no sources and is never stale.
 * @param {string} root
 * @returns {boolean}
 */
export function isBuildStale(root) {
  if (!existsSync(join(root, 'electron.vite.config.ts'))) return false
  const made = PRODUCTS.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  const changed = SOURCES.map((path) => newestChange(join(root, path)))
  return Math.min(...made) < Math.max(...changed)
}

/**
 * Builds `out/` if it is stale. False if that failed; the builder has said why.
 * @param {string} root
 * @param {AbortSignal} [stop]
 * @returns {Promise<boolean>}
 */
export async function buildIfStale(root, stop) {
  return !isBuildStale(root) || (await build(root, stop))
}

/**
 * @param {string} root
 * @param {AbortSignal} [stop]
 * @returns {Promise<boolean>}
 */
export async function build(root, stop) {
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  if (!existsSync(builder)) {
    process.stderr.write('The packages that build it are not installed: run `npm ci` first.\n')
    return false
  }
  return (await run(process.execPath, [builder, 'build', '--logLevel', 'error'], { cwd: root, ...(stop ? { signal: stop } : {}) })) === 0
}

/**
 * Milliseconds; 0 if there is nothing. Folders count too: a deleted file shows only in them.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}
