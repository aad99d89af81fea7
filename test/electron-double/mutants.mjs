import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { MUTANTS } from './mutantList.mjs'

/**
 * `node test/electron-double/mutants.mjs [part of a name…]`: puts each fault into a copy of the sources, builds the copy
 * and runs the desktop's specs on it. Prints a Markdown table; exits 1 if a fault survived.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const COPIED = ['electron', 'renderer', 'resources', 'scripts', 'shared', 'test', 'package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'electron.vite.config.ts', 'vitest.config.ts']
const SPECS = ['test/e2e/desktop', 'test/e2e/transport']
/** One build and one run of the specs, in ms. */
const LIMIT = 600_000

const copy = mkdtempSync(join(tmpdir(), 'huishang-mutants-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const name of COPIED) cpSync(join(root, name), join(copy, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

/** @param {string} tool @param {readonly string[]} args */
function run(tool, args) {
  const bin = { vitest: 'vitest/vitest.mjs', 'electron-vite': 'electron-vite/bin/electron-vite.js' }[tool] ?? tool
  const { E2E_APP_DIR: _elsewhere, ...env } = process.env
  return spawnSync(process.execPath, [join(root, 'node_modules', bin), ...args], { cwd: copy, encoding: 'utf8', timeout: LIMIT, env: { ...env, E2E_ELECTRON: env['E2E_ELECTRON'] ?? 'double' } })
}

/**
 * @param {{ only?: string }} options `only`: part of a test's name
 * @returns {{ name: string, isLate: boolean }[]} the tests that failed; `isLate` if time alone made them fail
 */
function failures({ only }) {
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  run('vitest', [
    'run', '--project', 'e2e', ...SPECS, '--reporter=json', `--outputFile=${report}`, '--testTimeout=30000', '--hookTimeout=60000',
    ...(only === undefined ? [] : ['-t', only.replace(/[^\w ]/g, '.')]),
  ])
  if (!existsSync(report)) return [{ name: 'the specs end', isLate: true }]
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return testResults.flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed')
    // A hook that fails leaves its tests unrun: the application did not even start.
    if (file.status === 'failed' && failed.length === 0) return [{ name: 'the application starts', isLate: /tim(?:ed )?out/i.test(file.message ?? '') }]
    return failed.map((/** @type {any} */ test) => ({ name: test.title, isLate: /tim(?:ed )?out|in time/i.test(test.failureMessages.join('\n')) }))
  })
}

/**
 * The first test that fails because of the fault, beginning with the one that should. One that was only late is asked
 * again, by itself: the machine may be busy.
 * @param {string} expected part of a test's name
 * @param {ReadonlySet<string>} alwaysFailing
 */
function firstFailure(expected, alwaysFailing) {
  for (const options of [{ only: expected }, {}]) {
    for (const { name, isLate } of failures(options)) {
      if (alwaysFailing.has(name)) continue
      if (!isLate || failures(name === 'the application starts' ? options : { only: name }).length > 0) return name
    }
  }
  return undefined
}

function build() {
  const { status, stderr } = run('electron-vite', ['build'])
  return status === 0 ? undefined : stderr
}

/** @param {import('./mutantList.mjs').Mutant} mutant @returns {() => void} puts the sources back */
function apply(mutant) {
  const before = mutant.changes.map(({ file }) => ({ path: join(copy, file), text: readFileSync(join(copy, file), 'utf8') }))
  for (const { file, find, replace } of mutant.changes) {
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(find)) throw new Error(`'${mutant.name}' no longer applies: ${file} lacks ${find}`)
    writeFileSync(path, text.replace(find, () => replace))
  }
  return () => {
    for (const { path, text } of before) writeFileSync(path, text)
  }
}

const brokenBuild = build()
if (brokenBuild !== undefined) throw new Error(`The unchanged sources do not build: ${brokenBuild}`)
// The faults are in the shell: the pages are built once.
const config = join(copy, 'electron.vite.config.ts')
writeFileSync(config, readFileSync(config, 'utf8').replace(/\n {2}renderer: \{[^]*?\n {2}\},\n/, '\n'))
const alwaysFailing = new Set(failures({}).map(({ name }) => name))
if (alwaysFailing.size > 0) process.stderr.write(`Not counted, because they fail without any fault: ${[...alwaysFailing].join('; ')}\n`)

const wanted = process.argv.slice(2)
const survivors = []
process.stdout.write('| fault | outcome | first test to fail |\n|---|---|---|\n')
for (const mutant of MUTANTS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
  const restore = apply(mutant)
  const isUnbuildable = build() !== undefined
  const caughtBy = isUnbuildable ? 'the build' : firstFailure(mutant.test, alwaysFailing)
  if (caughtBy === undefined) survivors.push(mutant.name)
  process.stdout.write(`| ${mutant.name} | ${caughtBy === undefined ? '**survived**' : 'caught'} | ${caughtBy ?? ''} |\n`)
  restore()
}
process.exitCode = survivors.length === 0 ? 0 : 1
