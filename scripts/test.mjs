import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { run } from './childProcess.mjs'
import { ensureChromium } from './ensureChromium.mjs'
import { ROOT } from './root.mjs'

/**
 * @param {string} name a script of package.json
 * @returns {Promise<boolean>}
 */
async function npmRun(name) {
  // npm names itself to what it runs; without it (`node scripts/test.mjs`) the one on PATH, a shell script on Windows.
  const npm = process.env['npm_execpath']
  const args = ['run', '--silent', name]
  const code = npm ? await run(process.execPath, [npm, ...args], { cwd: ROOT }) : await run('npm', args, { cwd: ROOT, shell: process.platform === 'win32' })
  return code === 0
}

/** @returns {Promise<string | undefined>} what failed, in a few words */
async function failure() {
  if (!existsSync(join(ROOT, 'node_modules/vitest'))) return 'the packages are not installed: run `npm ci` first'
  const chromium = await ensureChromium(ROOT, process.env)
  if (!chromium) return 'no Chromium: install one, or name it in CHROMIUM_PATH'
  if (!(await npmRun('types'))) return 'types'
  if (!(await npmRun('lint'))) return 'lint'
  if (!(await build(ROOT))) return 'build'
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const code = await run(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: ROOT, env: { ...process.env, CHROMIUM_PATH: chromium } })
  return code === 0 ? undefined : 'tests'
}

const startedAt = Date.now()
const failed = await failure()
const seconds = Math.round((Date.now() - startedAt) / 1000)
process.stdout.write(failed ? `\nFAILED after ${seconds} s: ${failed}\n` : `\nPASSED in ${seconds} s: types, lint, build, tests\n`)
process.exitCode = failed ? 1 : 0
