import { rm } from 'node:fs/promises'
import { short } from '../alternate.mjs'
import { runLoad } from '../runLoad.mjs'

const IDS = /** @type {const} */ (['reference', 'hocuspocus', 'huishang'])
const WRITERS = 10
const RATE = 500
const SHORTEST_MS = 200
const LONGEST_MS = 900

/**
 * Edits that another client had received and that are gone after the server was killed and started again. All three at
 * the same time: nothing is timed here.
 * @param {import('../alternate.mjs').Run} run
 */
export async function kill(run) {
  const trials = run.isQuick ? 10 : 50
  const { figures } = run
  figures.declare({ id: 'kill-lost', name: `edits lost by ${trials} × kill -9, of those that another client had received`, unit: 'edits' })
  figures.declare({ id: 'kill-trials', name: `… trials of ${trials} that lost any`, unit: 'trials' })
  run.say(`kill -9, ${trials} trials, ${RATE} edits/s by ${WRITERS} writers: edits lost`)
  await Promise.all(IDS.map((id) => killOften(run, id, trials)))
  const ours = figures.median('kill-lost', 'huishang')
  figures.judge(`no edit lost by ${trials} × kill -9`, ours === 0, [ours], `${short(ours)} lost`)
}

/** @param {import('../alternate.mjs').Run} run @param {typeof IDS[number]} id @param {number} trials */
async function killOften({ contenders, figures, meeting, say }, id, trials) {
  const contender = contenders[id]
  try {
    const folder = await contender.newFolder()
    let server = await contender.start({ folder })
    let lost = 0
    let losing = 0
    let received = 0
    try {
      for (let trial = 0; trial < trials; trial++) {
        const { room, seen } = await runLoad('killTrial', { target: server.target, meeting, writers: WRITERS, rate: RATE, ms: killAfter(trial) }, 60_000)
        await server.ended
        server = await contender.start({ folder })
        const clocks = new Map(await runLoad('readClocks', { target: server.target, room }, 60_000))
        const gone = seen.reduce((sum, { clientId, clocks: had }) => sum + had.filter((clock) => clock > (clocks.get(clientId) ?? 0)).length, 0)
        received += seen.reduce((sum, { clocks: had }) => sum + had.length, 0)
        lost += gone
        if (gone > 0) losing++
      }
    } finally {
      await server.stop()
    }
    await rm(folder, { recursive: true, force: true })
    figures.add('kill-lost', id, lost)
    figures.add('kill-trials', id, losing)
    figures.note('kill-lost', id, `of ${short(received)}`)
    say(`  ${contender.name}: ${lost} of ${received} edits, in ${losing} trials`)
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    figures.fail('kill-lost', id, problem)
    figures.fail('kill-trials', id, problem)
    say(`  ${contender.name}: ${problem}`)
  }
}

/** Spread over a second as chance would, and the same in every run. @param {number} trial */
function killAfter(trial) {
  return SHORTEST_MS + ((trial * 0.618_033_988_75) % 1) * (LONGEST_MS - SHORTEST_MS)
}
