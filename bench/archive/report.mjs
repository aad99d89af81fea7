import { writeFileSync } from 'node:fs'
import { circumstancesOf, replaceTables } from '../support/tables.mjs'

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {string} unit
 * @property {string} [against] what it is compared with
 * @property {number | undefined} [other] value of that, in the same unit
 * @property {boolean} [isFaster] the ratio says how many times faster ours is, not how much more it takes
 *
 * @typedef {object} QueryClass
 * @property {string} group
 * @property {number} there texts that hold the queries
 * @property {number} found
 * @property {number} wrong
 * @property {number} p50 milliseconds for a query
 * @property {number} [native] what FTS5 takes
 *
 * @typedef {object} Goal
 * @property {string} name
 * @property {boolean | null} isMet null: it could not be measured
 * @property {string} because
 *
 * @typedef {object} Report
 * @property {number} meetings
 * @property {number} rows
 * @property {string} load
 * @property {readonly Figure[]} figures
 * @property {readonly QueryClass[]} classes
 * @property {readonly Goal[]} goals
 */

/** @param {Report} report */
export function printReport({ figures, classes, goals }) {
  for (const figure of figures) process.stdout.write(`  ${figure.name}: ${number(figure.value)} ${figure.unit}${figure.against === undefined ? '' : `   ${figure.against}: ${other(figure)}   ${ratio(figure)}`}\n`)
  for (const { group, there, found, wrong, p50, native } of classes) process.stdout.write(`  ${group}: ${found} of ${there} found, ${wrong} wrong; p50 ${number(p50)} ms   FTS5: ${other({ other: native, unit: 'ms' })}   ${ratio({ value: p50, other: native })}\n`)
  for (const line of goalLines(goals)) process.stdout.write(`  ${line}\n`)
}

/** @param {Report} report */
export function writeMarkdown({ meetings, rows, load, figures, classes, goals }) {
  replaceTables('bench:archive', [
    `Run of ${new Date().toISOString().slice(0, 10)}: ${circumstancesOf(load)}. ${thousands(meetings)} meetings, ${thousands(rows)} rows.`,
    '',
    '| what | value | against | ratio |',
    '|---|---|---|---|',
    ...figures.map((figure) => `| ${figure.name} | ${number(figure.value)} ${figure.unit} | ${figure.against === undefined ? '' : `${figure.against}: ${other(figure)}`} | ${ratio(figure)} |`),
    '',
    '| queries | texts that hold them | found | wrong | p50 | FTS5 p50 | ratio |',
    '|---|---|---|---|---|---|---|',
    ...classes.map(({ group, there, found, wrong, p50, native }) => `| ${group} | ${thousands(there)} | ${thousands(found)} | ${wrong} | ${number(p50)} ms | ${other({ other: native, unit: 'ms' })} | ${ratio({ value: p50, other: native })} |`),
    '',
    ...goalLines(goals).map((line) => `- ${line}`),
  ])
}

/** @param {string} path @param {Report} report */
export function writeJson(path, report) {
  writeFileSync(path, `${JSON.stringify({ date: new Date(), ...report }, null, 2)}\n`)
}

/** @param {readonly Goal[]} goals */
function goalLines(goals) {
  return goals.map(({ name, isMet, because }) => `${isMet === null ? 'goal not measured' : isMet ? 'goal met' : 'GOAL NOT MET'}: ${name} (${because})`)
}

/** @param {Pick<Figure, 'other' | 'unit'>} figure */
function other({ other: value, unit }) {
  return value === undefined ? '–' : `${number(value)} ${unit}`
}

/** @param {Pick<Figure, 'value' | 'other' | 'isFaster'>} figure */
function ratio({ value, other: compared, isFaster }) {
  if (compared === undefined) return ''
  return isFaster ? `${number(compared / value)} × faster` : `${number(value / compared)} ×`
}

/** @param {number} value */
function number(value) {
  return value >= 100 ? thousands(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2)
}

/** @param {number} value */
function thousands(value) {
  return value.toLocaleString('en')
}
