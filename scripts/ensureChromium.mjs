import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './childProcess.mjs'
import { findChromium } from './findChromium.mjs'

/**
 * A Chromium for the tests: the one that is there, else one installed by the means this machine allows. Undefined if
 * neither; the caller says so.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
export async function ensureChromium(root, env) {
  const found = findChromium(env)
  // A variable that names no browser is a mistake to be told, not to be worked around.
  if (found || env['CHROMIUM_PATH'] || env['CHROME_PATH']) return found
  if (isDebianRoot()) await installWithApt(env)
  if (!findChromium(env)) await installWithPlaywright(root)
  return findChromium(env)
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** @param {NodeJS.ProcessEnv} env */
async function installWithApt(env) {
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  const quietly = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0']
  if ((await run('apt-get', [...quietly, 'update'], options)) !== 0) return
  // Without a Chinese font the screens under test would show boxes.
  await run('apt-get', [...quietly, 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], options)
}

/** @param {string} root */
async function installWithPlaywright(root) {
  const cli = join(root, 'node_modules/playwright-core/cli.js')
  if (existsSync(cli)) await run(process.execPath, [cli, 'install', 'chromium'], { limitMs: 5 * 60_000 })
}
