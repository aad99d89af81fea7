import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from '../../scripts/build.mjs'
import { ROOT } from '../../scripts/root.mjs'
import { installPackages } from '../support/installPackages.mjs'
import { prepareContenders } from './contenders.mjs'
import { Figures } from './Figures.mjs'
import { importBenchMeeting } from './importBenchMeeting.mjs'
import { readOptions, USAGE } from './readOptions.mjs'
import { PEERS, printReport, writeJson, writeMarkdown } from './report.mjs'
import { fanOut } from './scenarios/fanOut.mjs'
import { join as joinScenario } from './scenarios/join.mjs'
import { kill } from './scenarios/kill.mjs'
import { memory } from './scenarios/memory.mjs'
import { presence } from './scenarios/presence.mjs'
import { rate } from './scenarios/rate.mjs'
import { returning } from './scenarios/returning.mjs'
import { stall } from './scenarios/stall.mjs'

// Our hub beside the two that people would use instead, and beside the least a server could do. All servers in processes
// of their own, in turns, in one run, against the same clients.

const SCENARIOS = { fanout: fanOut, rate, presence, join: joinScenario, return: returning, memory, stall, kill }
const WRITERS = 10
/** On the board of each of many rooms. */
const ISSUES = 20

const options = readOptions(process.argv.slice(2))
if ('usage' in options) {
  process.stderr.write(`${options.usage}\n\n${USAGE}`)
  process.exitCode = 2
} else process.exitCode = await bench(options)

/**
 * @param {Exclude<ReturnType<typeof readOptions>, { usage: string }>} wanted
 * @returns {Promise<number>}
 */
async function bench({ isQuick, only, rounds, json, isMarkdown, profile }) {
  if (!(await buildIfStale(ROOT)) || !(await installPackages(PEERS))) return 1
  const scratch = await mkdtemp(join(tmpdir(), 'huishang-bench-hub-'))
  // Ctrl+C ends the servers too: they are ended when this process exits.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void rm(scratch, { recursive: true, force: true }).finally(() => process.exit(1)))
  const start = performance.now()
  const say = (/** @type {string} */ line) => void process.stdout.write(`${clock(performance.now() - start)} ${line}\n`)
  const figures = new Figures()
  try {
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
    const contenders = await prepareContenders(scratch, profiling)
    const { benchMeeting, benchBoard } = await importBenchMeeting()
    const meeting = benchMeeting(WRITERS)
    const board = benchBoard(ISSUES)
    if (process.platform !== 'linux') say('CPU and memory are read from /proc: those figures are left out here')
    say(`${rounds} rounds; load of the machine ${loadavg().map((load) => load.toFixed(1)).join(' ')}`)
    for (const id of only) await SCENARIOS[id]({ contenders, figures, meeting, board, rounds, isQuick, say })
    printReport(figures)
    const circumstances = { date: new Date(), rounds, load: loadavg()[2]?.toFixed(1) ?? '' }
    if (json !== undefined) writeJson(json, figures, circumstances)
    if (isMarkdown) writeMarkdown(figures, circumstances)
    say('done')
    return 0
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** @param {number} ms */
function clock(ms) {
  const seconds = Math.round(ms / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
