/**
 * @typedef {import('./Figures.mjs').ContenderId} ContenderId
 *
 * @typedef {object} Run what every scenario works with
 * @property {Record<ContenderId, import('./contenders.mjs').Contender>} contenders
 * @property {import('./Figures.mjs').Figures} figures
 * @property {import('./load/fanOut.mjs').FanOutJob['meeting']} meeting
 * @property {Uint8Array} board a smaller one, which no secretary is needed for
 * @property {number} rounds
 * @property {boolean} isQuick
 * @property {(line: string) => void} say
 */

/**
 * Each contender once in every round, a different one first each time, so that a machine that slows down or speeds up
 * meanwhile does so for all. A contender that fails gets no value, and the rest goes on.
 * @param {Run} run
 * @param {readonly ContenderId[]} ids
 * @param {readonly string[]} figureIds those that `measure` gives values for
 * @param {(contender: import('./contenders.mjs').Contender) => Promise<Readonly<Record<string, number>> & { problem?: never }>} measure
 */
export async function alternate({ contenders, figures, rounds, say }, ids, figureIds, measure) {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ids.length; turn++) {
      const id = /** @type {ContenderId} */ (ids[(turn + round) % ids.length])
      const name = contenders[id].name
      try {
        const values = await measure(contenders[id])
        for (const figure of figureIds) figures.add(figure, id, values[figure] ?? Number.NaN)
        say(`  ${round + 1}/${rounds} ${name}: ${figureIds.map((figure) => short(values[figure])).join(' · ')}`)
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error)
        for (const figure of figureIds) figures.fail(figure, id, problem)
        say(`  ${round + 1}/${rounds} ${name}: ${problem}`)
      }
    }
  }
}

/**
 * A started server for as long as `task` takes.
 * @template T
 * @param {import('./contenders.mjs').Contender} contender
 * @param {import('./contenders.mjs').StartOptions} options
 * @param {(target: import('./wire/joinRoom.mjs').Target, server: import('./contenders.mjs').Started) => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withServer(contender, options, task) {
  const server = await contender.start(options)
  try {
    return await task(server.target, server)
  } finally {
    await server.stop()
  }
}

/**
 * @template {{ problem: string | null }} T
 * @param {T} result
 * @returns {T}
 */
export function faultless(result) {
  if (result.problem !== null) throw new Error(result.problem)
  return result
}

/** @param {number | undefined} value */
export function short(value) {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}
