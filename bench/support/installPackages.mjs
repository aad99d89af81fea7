import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../scripts/childProcess.mjs'

/**
 * Installs what a benchmark compares with beside it, if it is not there as the folder's lockfile has it; never scripts.
 * @param {string} folder with a package.json and a lockfile of its own
 * @returns {Promise<boolean>} false if that failed; npm has said why
 */
export async function installPackages(folder) {
  if (isInstalled(folder)) return true
  process.stdout.write(`Installing what to compare with, from npm into ${folder} (once) …\n`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const code = await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder, shell: process.platform === 'win32' })
  if (code !== 0) process.stderr.write('They could not be installed: without them there is nothing to compare with.\n')
  return code === 0
}

/** @param {string} folder */
function isInstalled(folder) {
  const installed = packagesOf(folder, 'node_modules/.package-lock.json')
  // Packages for other systems are in the lockfile and not installed.
  return installed !== null && Object.entries(packagesOf(folder, 'package-lock.json') ?? {}).every(([name, { version, optional }]) => name === '' || (installed[name] ? installed[name].version === version : optional === true))
}

/** @param {string} folder @param {string} lockfile @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function packagesOf(folder, lockfile) {
  const path = join(folder, lockfile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null
}

/** Exact versions, by package. @param {string} folder @returns {Record<string, string>} */
export function versionsIn(folder) {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { ...dependencies, ...optionalDependencies }
}
