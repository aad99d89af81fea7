import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../scripts/childProcess.mjs'

const FOLDER = fileURLToPath(new URL('./peers', import.meta.url))

/**
 * Installs the other hubs beside the benchmark if they are not there as the lockfile has them; never their scripts.
 * @returns {Promise<boolean>} false if that failed; npm has said why
 */
export async function installPeers() {
  if (isInstalled()) return true
  process.stdout.write(`Installing the hubs to compare with, from npm into ${FOLDER} (once) …\n`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const code = await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: FOLDER, shell: process.platform === 'win32' })
  if (code !== 0) process.stderr.write('They could not be installed: without them there is nothing to compare with.\n')
  return code === 0
}

function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json')
  // Packages for other systems are in the lockfile and not installed.
  return installed !== null && Object.entries(packagesOf('package-lock.json') ?? {}).every(([name, { version, optional }]) => name === '' || (installed[name] ? installed[name].version === version : optional === true))
}

/** @param {string} lockfile @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function packagesOf(lockfile) {
  const path = join(FOLDER, lockfile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null
}

/** Exact versions, by package. @returns {Record<string, string>} */
export function peerVersions() {
  return JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')).dependencies
}
