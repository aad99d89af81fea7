import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root.mjs'

const PAGE = join(ROOT, 'docs/benchmarks.md')

/**
 * Puts lines between the marks `<!-- NAME -->` and `<!-- /NAME -->` of docs/benchmarks.md.
 * @param {string} name
 * @param {readonly string[]} lines
 */
export function replaceTables(name, lines) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const page = readFileSync(PAGE, 'utf8')
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no ${begin} … ${end}`)
  writeFileSync(PAGE, `${page.slice(0, from)}${[begin, ...lines].join('\n')}\n${page.slice(to)}`)
}

/** The machine and what it had to do. @param {string} load of the last quarter of an hour */
export function circumstancesOf(load) {
  return `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, ${process.platform}; load of the machine ${load}`
}
