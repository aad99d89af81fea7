import { alternate, faultless, short, withServer } from '../alternate.mjs'
import { runLoad } from '../runLoad.mjs'

const CLIENTS = 400
const EDITS = 20_000

/** Everybody comes back at once after a break of the network. @param {import('../alternate.mjs').Run} run */
export async function returning(run) {
  const { figures } = run
  const of = `${CLIENTS} clients returning at once, document of ${EDITS.toLocaleString('en')} edits`
  figures.declare({ id: 'return-synced', name: `${of}: all synced`, unit: 'ms' })
  figures.declare({ id: 'return-cpu', name: '… CPU until idle again', unit: 'ms' })
  figures.declare({ id: 'return-bytes', name: '… sent by the server', unit: 'MB' })
  figures.declare({ id: 'return-present', name: '… all seen present by one who stayed', unit: 'ms' })
  run.say(`${of}: all synced ms · CPU ms · MB sent · all present ms`)
  await alternate(run, ['reference', 'hocuspocus', 'huishang'], ['return-synced', 'return-cpu', 'return-bytes', 'return-present'], (contender) =>
    withServer(contender, {}, async (target) => {
      const result = faultless(await runLoad('returning', { target, meeting: run.meeting, clients: CLIENTS, edits: EDITS }, 150_000))
      return { 'return-synced': result.allSyncedMs, 'return-cpu': result.cpuMs, 'return-bytes': result.megabytes, 'return-present': result.presentAfterMs }
    }),
  )
  for (const [id, name, unit] of /** @type {const} */ ([['return-cpu', 'CPU', 'ms'], ['return-bytes', 'bytes', 'MB']])) {
    const ours = figures.median(id, 'huishang')
    const least = Math.min(figures.median(id, 'reference'), figures.median(id, 'hocuspocus'))
    figures.judge(`${CLIENTS} clients returning: less ${name} than either peer`, ours < least, [ours, least], `${short(ours)} against ${short(least)} ${unit}`)
  }
}
