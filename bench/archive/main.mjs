import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { buildIfStale } from '../../scripts/build.mjs'
import { ROOT } from '../../scripts/root.mjs'
import { percentile } from '../support/hubProcess.mjs'
import { bundle } from '../support/importBundled.mjs'
import { findNative } from './findNative.mjs'
import { readOptions, USAGE } from './readOptions.mjs'
import { printReport, writeJson, writeMarkdown } from './report.mjs'

// The archive of a large city after thirteen years, made of texts that others published: finding, adding, verifying.

/** Scanning takes a second: of every group of queries this many. */
const SCANNED = 4
const ADDED = 20
const LIKE_FASTER = 100
const NATIVE_SLOWER = 3
const program = promisify(execFile)

const options = readOptions(process.argv.slice(2))
if ('usage' in options) {
  process.stderr.write(`${options.usage}\n\n${USAGE}`)
  process.exitCode = 2
} else process.exitCode = await bench(options)

/**
 * @param {{ meetings: number, json: string | undefined, isMarkdown: boolean }} wanted
 * @returns {Promise<number>}
 */
async function bench({ meetings, json, isMarkdown }) {
  if (!(await buildIfStale(ROOT))) return 1
  const native = await findNative()
  const scratch = await mkdtemp(join(tmpdir(), 'huishang-bench-archive-'))
  // Ctrl+C removes what may be gigabytes.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void rm(scratch, { recursive: true, force: true }).finally(() => process.exit(1)))
  // Where the tests look for them too; a bundle does not know where it came from.
  process.env['HUISHANG_DATA_SAMPLES'] ??= join(ROOT, '..', 'shared', 'data')
  try {
    const module = await bundle(new URL('./parts.ts', import.meta.url), join(scratch, 'bundle'))
    const report = await measure({ scratch, module, native, meetings, parts: await import(pathToFileURL(module).href) })
    if (!report) return 1
    printReport(report)
    if (json !== undefined) writeJson(json, report)
    if (isMarkdown) writeMarkdown(report)
    return report.goals.some(({ isMet }) => isMet === false) ? 1 : 0
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/**
 * @param {{ scratch: string, module: string, native: string | null, meetings: number, parts: any }} bench
 * @returns {Promise<import('./report.mjs').Report | null>} null without the samples
 */
async function measure({ scratch, module, native, meetings, parts }) {
  const corpus = parts.readCorpus()
  if (!corpus) {
    process.stderr.write('The sample folder is absent: set HUISHANG_DATA_SAMPLES to it.\n')
    return null
  }
  const start = performance.now()
  const say = (/** @type {string} */ line) => void process.stdout.write(`${Math.round((performance.now() - start) / 1_000)} s ${line}\n`)
  const dataDir = join(scratch, 'workspace')
  say(`${meetings} records of ${parts.ROWS_OF_MEETING} rows`)
  await parts.makeRecords(dataDir, corpus, meetings, () => undefined)
  const closed = await parts.measureClosed()
  say('verifying')
  const verifying = await parts.measureVerifying(dataDir, meetings)
  const catalogue = parts.openThread(join(ROOT, 'out/main/catalogueWorker.js'), dataDir)
  try {
    say('the catalogue')
    const rebuilt = await parts.measureRebuild(catalogue, dataDir)
    const rows = parts.allRows(corpus, meetings)
    /** @type {readonly { group: string, q: string }[]} */
    const queries = parts.someQueries(rows)
    const scanned = queries.filter((query, index) => queries.slice(0, index).filter(({ group }) => group === query.group).length < SCANNED)
    say(`${queries.length} queries`)
    await parts.measureQueries(catalogue, queries.slice(0, 20))
    const newest = await parts.measureQueries(catalogue, queries)
    const relevant = await parts.measureQueries(catalogue, queries, { order: 'relevance' })
    const ours = await parts.measureQueries(catalogue, scanned)
    const like = await parts.measureLike(dataDir, scanned)
    say('every row against every query')
    const recall = await parts.measureRecall(catalogue, rows, queries)
    say('adding')
    const added = await parts.measureAdding(catalogue, (/** @type {number} */ number) => parts.writeRecord(dataDir, corpus, meetings, number), ADDED)
    await catalogue.close()
    const memory = JSON.parse((await program(process.execPath, [fileURLToPath(new URL('./memory.mjs', import.meta.url)), dataDir, module])).stdout)
    say(native ? 'FTS5 in a native SQLite' : 'there is no native SQLite with FTS5 to compare with')
    const fts5 = native && (await measureNative(native, scratch, module, rows, queries))
    const totals = { there: sum(recall, 'there'), found: sum(recall, 'found'), wrong: sum(recall, 'wrong') }
    const [p50, p99] = [percentile(newest, 0.5), percentile(newest, 0.99)]
    const likeRatio = percentile(like, 0.5) / percentile(ours, 0.5)
    const nativeP50 = fts5 ? percentile(fts5.times, 0.5) : undefined
    const beside = fts5 ? { against: `FTS5 with the same words, native SQLite ${fts5.sqlite}` } : {}
    return {
      meetings,
      rows: rows.length,
      load: loadavg()[2]?.toFixed(1) ?? '',
      figures: [
        { name: `search, newest 20 of all counted by kind and year, p50 of ${queries.length} queries`, value: p50, unit: 'ms', ...beside, ...(nativeP50 !== undefined && { other: nativeP50 }) },
        { name: '… p99', value: p99, unit: 'ms', ...beside, ...(fts5 && { other: percentile(fts5.times, 0.99) }) },
        { name: `… p50 of ${scanned.length} of them`, value: percentile(ours, 0.5), unit: 'ms', against: '`LIKE` over the same rows, same engine', other: percentile(like, 0.5), isFaster: true },
        { name: '… p99', value: percentile(ours, 0.99), unit: 'ms', against: '`LIKE`', other: percentile(like, 0.99), isFaster: true },
        { name: 'search by relevance, p50', value: percentile(relevant, 0.5), unit: 'ms' },
        { name: '… p99', value: percentile(relevant, 0.99), unit: 'ms' },
        { name: 'memory with everything loaded', value: memory.loaded, unit: 'MB', against: 'the same process with nothing loaded', other: memory.before },
        { name: 'loading everything', value: memory.loadMs, unit: 'ms' },
        { name: 'catalogue on the disk', value: rebuilt.megabytes, unit: 'MB' },
        { name: `adding one meeting, found and on the disk, p50 of ${ADDED}`, value: percentile(added, 0.5), unit: 'ms' },
        { name: '… the slowest', value: Math.max(...added), unit: 'ms' },
        { name: 'making the whole catalogue anew from the records', value: rebuilt.seconds, unit: 's', ...(fts5 && { against: 'native FTS5 from the texts alone', other: fts5.seconds }) },
        { name: 'verifying all records and the ledger', value: verifying, unit: 's' },
        ...closed.slice(0, 1).map((/** @type {any} */ { name, value, unit, comparedWith }) => ({ name, value, unit, against: comparedWith.name, other: comparedWith.value })),
      ],
      classes: recall.map((/** @type {Record<string, any>} */ found) => ({ ...found, ...timesOf(found['group'], queries, newest, fts5 ? fts5.times : undefined) })),
      goals: [
        { name: 'every text that holds a query is found, and no other', isMet: totals.found === totals.there && totals.wrong === 0, because: `${totals.found} of ${totals.there}, ${totals.wrong} wrong` },
        { name: `at p50 at least ${LIKE_FASTER} times faster than LIKE`, isMet: likeRatio >= LIKE_FASTER, because: `${Math.round(likeRatio)} times` },
        { name: `at p50 within ${NATIVE_SLOWER} times of native FTS5`, isMet: nativeP50 === undefined ? null : p50 <= NATIVE_SLOWER * nativeP50, because: nativeP50 === undefined ? 'none to be had' : `${(p50 / nativeP50).toFixed(1)} times` },
      ],
    }
  } finally {
    await catalogue.close()
  }
}

/**
 * @param {string} node
 * @param {string} scratch
 * @param {string} module
 * @param {readonly string[]} rows
 * @param {readonly { q: string }[]} queries
 * @returns {Promise<{ times: number[], seconds: number, sqlite: string }>}
 */
async function measureNative(node, scratch, module, rows, queries) {
  const [rowsPath, queriesPath] = [join(scratch, 'rows.jsonl'), join(scratch, 'queries.json')]
  const out = createWriteStream(rowsPath)
  for (let at = 0; at < rows.length; at += 10_000) if (!out.write(rows.slice(at, at + 10_000).map((row) => `${JSON.stringify(row)}\n`).join(''))) await once(out, 'drain')
  out.end()
  await finished(out)
  await writeFile(queriesPath, JSON.stringify(queries))
  const { stdout } = await program(node, [fileURLToPath(new URL('./native.mjs', import.meta.url)), join(scratch, 'native.sqlite'), rowsPath, queriesPath, module], { maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(stdout)
}

/**
 * @param {string} group
 * @param {readonly { group: string }[]} queries
 * @param {readonly number[]} ours of each query, in milliseconds
 * @param {readonly number[] | undefined} native
 */
function timesOf(group, queries, ours, native) {
  const own = (/** @type {readonly number[]} */ times) => times.filter((_, index) => queries[index]?.group === group)
  return { p50: percentile(own(ours), 0.5), ...(native && { native: percentile(own(native), 0.5) }) }
}

/** @param {readonly Record<string, any>[]} recall @param {string} field */
function sum(recall, field) {
  return recall.reduce((all, group) => all + group[field], 0)
}
