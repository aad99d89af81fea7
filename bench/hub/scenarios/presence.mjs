import { alternate, faultless, withServer } from '../alternate.mjs'
import { runLoad } from '../runLoad.mjs'

const CLIENTS = 200
const HERTZ = 2

/** Everybody moves about. @param {import('../alternate.mjs').Run} run */
export async function presence(run) {
  const of = `presence, ${CLIENTS} clients at ${HERTZ} Hz`
  run.figures.declare({ id: 'presence-cpu', name: `${of}: CPU`, unit: '%' })
  run.figures.declare({ id: 'presence-p50', name: '… p50', unit: 'ms' })
  run.figures.declare({ id: 'presence-p99', name: '… p99', unit: 'ms' })
  run.say(`${of}: CPU % · p50 ms · p99 ms`)
  await alternate(run, ['relay', 'reference', 'hocuspocus', 'huishang'], ['presence-cpu', 'presence-p50', 'presence-p99'], (contender) =>
    withServer(contender, {}, async (target) => {
      const job = { target, meeting: run.meeting, clients: CLIENTS, hertz: HERTZ, seconds: run.isQuick ? 2.5 : 5 }
      const { cpuPercent, p50, p99 } = faultless(await runLoad('presence', job, 60_000))
      return { 'presence-cpu': cpuPercent, 'presence-p50': p50, 'presence-p99': p99 }
    }),
  )
}
