import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { versionsIn } from '../support/installPackages.mjs'
import { circumstancesOf, replaceTables } from '../support/tables.mjs'
import { short } from './alternate.mjs'
import { NAMES } from './contenders.mjs'
import { medianOf } from './Figures.mjs'

/** @typedef {import('./Figures.mjs').Figure} Figure @typedef {import('./Figures.mjs').Figures} Figures @typedef {import('./Figures.mjs').ContenderId} ContenderId */

/** Where the other hubs are installed. */
export const PEERS = fileURLToPath(new URL('./peers', import.meta.url))
const COLUMNS = /** @type {const} */ (['huishang', 'reference', 'hocuspocus', 'relay'])

/** @param {Figures} figures */
export function printReport(figures) {
  process.stdout.write(`\n${COLUMNS.map((id) => NAMES[id]).join(' | ')}\n`)
  for (const figure of figures.all()) {
    process.stdout.write(`  ${figure.name}, ${figure.unit}: ${COLUMNS.map((id) => cell(figure, id)).join(' | ')}${ratios(figure) && `   ours ${ratios(figure)}`}\n`)
  }
  for (const line of goalLines(figures)) process.stdout.write(`  ${line}\n`)
}

/** Puts the tables between their marks in docs/benchmarks.md. @param {Figures} figures @param {{ date: Date, rounds: number, load: string }} circumstances */
export function writeMarkdown(figures, { date, rounds, load }) {
  const versions = versionsIn(PEERS)
  replaceTables('bench:hub', [
    `Run of ${date.toISOString().slice(0, 10)}: ${circumstancesOf(load)}, loopback. Medians of ${rounds}. \`@y/websocket-server\` ${versions['@y/websocket-server']}, \`@hocuspocus/server\` ${versions['@hocuspocus/server']}.`,
    '',
    `| what | unit | ${COLUMNS.map((id) => NAMES[id]).join(' | ')} | ours : peers |`,
    `|---|---|${COLUMNS.map(() => '---|').join('')}---|`,
    ...figures.all().map((figure) => `| ${figure.name} | ${figure.unit} | ${COLUMNS.map((id) => cell(figure, id)).join(' | ')} | ${ratios(figure)} |`),
    '',
    ...goalLines(figures).map((line) => `- ${line}`),
  ])
}

/** @param {string} path @param {Figures} figures @param {Record<string, unknown>} circumstances */
export function writeJson(path, figures, circumstances) {
  writeFileSync(path, `${JSON.stringify({ ...circumstances, goals: figures.goals, figures: figures.all() }, null, 2)}\n`)
}

/** @param {Figures} figures */
function goalLines(figures) {
  return figures.goals.map(({ name, isMet, because }) => `${isMet === null ? 'goal not measured' : isMet ? 'goal met' : 'GOAL NOT MET'}: ${name}${isMet === null ? '' : ` (${because})`}`)
}

/** @param {Figure} figure @param {ContenderId} id */
function cell({ values, problems, notes }, id) {
  const value = medianOf(values[id] ?? [])
  const note = notes[id] === undefined ? '' : ` (${notes[id]})`
  if (!Number.isNaN(value)) return `${short(value)}${note}`
  return problems[id] === undefined ? '–' : `failed: ${problems[id]}`
}

/** Ours to each peer. @param {Figure} figure */
function ratios({ values }) {
  const ours = medianOf(values.huishang ?? [])
  const found = /** @type {const} */ (['reference', 'hocuspocus']).map((id) => ours / medianOf(values[id] ?? []))
  return found.some((ratio) => Number.isFinite(ratio)) ? found.map((ratio) => (Number.isFinite(ratio) ? `${short(ratio)} ×` : '–')).join(', ') : ''
}
