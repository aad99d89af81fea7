import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { run } from './childProcess.mjs'
import { ROOT } from './root.mjs'

// Benchmarks measure what is shipped, so they are plain modules that import from `out/`. An argument picks by name.
const [wanted = ''] = process.argv.slice(2)
const folder = join(ROOT, 'bench')
const names = readdirSync(folder).filter((name) => name.endsWith('.bench.mjs') && name.includes(wanted)).toSorted()

/** @returns {Promise<number>} */
async function bench() {
  if (!(await buildIfStale(ROOT))) return 1
  const failed = []
  for (const name of names) {
    process.stdout.write(`\n${name}\n`)
    // One after the other: two at once would measure each other.
    if ((await run(process.execPath, ['--expose-gc', join(folder, name)], { cwd: ROOT })) !== 0) failed.push(name)
  }
  process.stdout.write(failed.length > 0 ? `\nFAILED: ${failed.join(', ')}\n` : `\n${names.length} benchmarks\n`)
  return failed.length > 0 ? 1 : 0
}

process.exitCode = await bench()
