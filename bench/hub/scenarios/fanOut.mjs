import { alternate, faultless, withServer } from '../alternate.mjs'
import { runLoad } from '../runLoad.mjs'

const WRITERS = 10
const RATE = 100

/** An edit until another client's socket has it, with 50 and 200 clients. @param {import('../alternate.mjs').Run} run */
export async function fanOut(run) {
  for (const clients of [50, 200]) {
    const id = (/** @type {string} */ name) => `fan-out-${clients}-${name}`
    const of = `${clients} clients, ${WRITERS} of them writing, ${RATE} edits/s`
    run.figures.declare({ id: id('p50'), name: `fan-out p50, ${of}`, unit: 'ms' })
    run.figures.declare({ id: id('p99'), name: 'fan-out p99, the same', unit: 'ms' })
    run.figures.declare({ id: id('cpu'), name: 'CPU per delivery, the same', unit: 'µs' })
    run.say(`fan-out, ${of}: p50 ms · p99 ms · CPU µs per delivery`)
    await alternate(run, ['relay', 'reference', 'hocuspocus', 'huishang'], ['p50', 'p99', 'cpu'].map(id), (contender) =>
      withServer(contender, {}, async (target) => {
        const job = { target, meeting: run.meeting, clients, writers: WRITERS, rate: RATE, warmMs: 1_000, measuredMs: run.isQuick ? 2_500 : 5_000 }
        const { p50, p99, cpuUsPerDelivery, deliveredShare, problem } = await runLoad('fanOut', job, 60_000)
        faultless({ problem: problem ?? (deliveredShare < 1 ? `only ${(100 * deliveredShare).toFixed(1)} % of the edits arrived` : null) })
        return { [id('p50')]: p50, [id('p99')]: p99, [id('cpu')]: cpuUsPerDelivery }
      }),
    )
  }
}
