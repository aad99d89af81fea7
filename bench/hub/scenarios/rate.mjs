import { alternate, short, withServer } from '../alternate.mjs'
import { untilIdle } from '../load/processFigures.mjs'
import { runLoad } from '../runLoad.mjs'
import { searchRate } from '../searchRate.mjs'

const CLIENTS = 50
const WRITERS = 10
const P99_MS = 100
/** Less than this of what was to be sent: the clients' process is the limit, not the server. */
const SENT_SHARE = 0.95

/** How many edits per second everybody else gets within 100 ms. @param {import('../alternate.mjs').Run} run */
export async function rate(run) {
  const { figures } = run
  figures.declare({ id: 'rate', name: `most relayed edits per second with p99 < ${P99_MS} ms, ${CLIENTS} clients, ${WRITERS} writing`, unit: '/s', better: 'higher' })
  run.say(`most edits per second with p99 < ${P99_MS} ms, ${CLIENTS} clients, ${WRITERS} of them writing`)
  await alternate(run, ['relay', 'reference', 'hocuspocus', 'huishang'], ['rate'], (contender) =>
    withServer(contender, {}, async (target) => {
      const tried = /** @type {string[]} */ ([])
      const holds = async (/** @type {number} */ wanted) => {
        // A machine that was busy for a moment fails a step; one that fails twice is held to have failed.
        for (let attempt = 0; attempt < 2; attempt++) {
          const { isHeld, word } = await tryRate(run, target, wanted)
          tried.push(`${short(wanted)} ${word}`)
          await untilIdle(target.pid, 20_000)
          if (isHeld) return true
        }
        return false
      }
      const found = await searchRate(holds, { halvings: run.isQuick ? 1 : 3 })
      run.say(`      ${tried.join(', ')}`)
      if (tried.some((word) => word.endsWith('clients too slow'))) figures.note('rate', contender.id, 'limited by the clients')
      return { rate: found }
    }),
  )
  const ours = figures.median('rate', 'huishang')
  for (const [id, times] of /** @type {const} */ ([['reference', 10], ['hocuspocus', 3]])) {
    const theirs = figures.median('rate', id)
    figures.judge(`relayed rate at least ${times} × ${run.contenders[id].name}`, ours >= times * theirs, [ours, theirs], `${short(ours / theirs)} ×`)
  }
}

/** @param {import('../alternate.mjs').Run} run @param {import('../wire/joinRoom.mjs').Target} target @param {number} wanted */
async function tryRate({ meeting, isQuick }, target, wanted) {
  try {
    const job = { target, meeting, clients: CLIENTS, writers: WRITERS, rate: wanted, warmMs: 500, measuredMs: isQuick ? 1_000 : 1_500 }
    const { p99, deliveredShare, sentPerSecond, problem } = await runLoad('fanOut', job, 60_000)
    if (problem !== null) return { isHeld: false, word: problem }
    const isHeld = p99 < P99_MS && deliveredShare === 1
    if (!isHeld && sentPerSecond < SENT_SHARE * wanted) return { isHeld, word: 'clients too slow' }
    return { isHeld, word: deliveredShare === 1 ? `${short(p99)} ms` : `${Math.floor(100 * deliveredShare)} % arrived` }
  } catch (error) {
    return { isHeld: false, word: error instanceof Error ? error.message : String(error) }
  }
}
