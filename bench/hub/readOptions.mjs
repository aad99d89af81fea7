import { parseArgs } from 'node:util'

export const SCENARIO_IDS = /** @type {const} */ (['fanout', 'rate', 'presence', 'join', 'return', 'memory', 'stall', 'kill'])

/** @typedef {typeof SCENARIO_IDS[number]} ScenarioId */

export const USAGE = `npm run bench:hub -- [options]

  --quick           one round, shorter: for a look
  --only A,B        of: ${SCENARIO_IDS.join(', ')}
  --rounds N        instead of 3
  --json FILE       every value of every round
  --markdown        puts the tables into docs/benchmarks.md
  --profile FOLDER  CPU profiles of our hub, one for each start
`

/**
 * @param {readonly string[]} args
 * @returns {{ isQuick: boolean, only: readonly ScenarioId[], rounds: number, json: string | undefined, isMarkdown: boolean, profile: string | undefined } | { usage: string }} `usage`: what was wrong
 */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'string' }, markdown: { type: 'boolean' }, profile: { type: 'string' } },
    })
    const wanted = values.only?.split(',') ?? SCENARIO_IDS
    const strange = wanted.find((name) => !SCENARIO_IDS.some((id) => id === name))
    if (strange !== undefined) return { usage: `there is no scenario ${strange}` }
    const rounds = values.rounds === undefined ? (values.quick ? 1 : 3) : Number(values.rounds)
    if (!Number.isInteger(rounds) || rounds < 1) return { usage: `--rounds ${values.rounds}: not a number of rounds` }
    return {
      isQuick: values.quick === true,
      only: SCENARIO_IDS.filter((id) => wanted.includes(id)),
      rounds,
      json: values.json,
      isMarkdown: values.markdown === true,
      profile: values.profile,
    }
  } catch (error) {
    return { usage: error instanceof Error ? error.message : String(error) }
  }
}
