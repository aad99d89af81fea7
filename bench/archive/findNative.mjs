import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages, versionsIn } from '../support/installPackages.mjs'

const FOLDER = fileURLToPath(new URL('./native', import.meta.url))

/**
 * A Node with SQLite inside: the running one, or one from npm that is installed beside the benchmark.
 * @returns {Promise<string | null>} its path
 */
export async function findNative() {
  if (hasFts5(process.execPath)) return process.execPath
  if (!(await installPackages(FOLDER))) return null
  const installed = Object.keys(versionsIn(FOLDER)).flatMap((name) => ['bin/node', 'bin/node.exe'].map((file) => join(FOLDER, 'node_modules', name, file)))
  return installed.find((path) => existsSync(path) && hasFts5(path)) ?? null
}

/** @param {string} node */
function hasFts5(node) {
  const program = "new (require('node:sqlite').DatabaseSync)(':memory:').exec('CREATE VIRTUAL TABLE t USING fts5(a)')"
  return spawnSync(node, ['--no-warnings', '-e', program], { stdio: 'ignore' }).status === 0
}
