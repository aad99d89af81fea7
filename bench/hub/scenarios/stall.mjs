import { alternate, faultless, short, withServer } from '../alternate.mjs'
import { runLoad } from '../runLoad.mjs'

const MEGABYTES = 300
const IDS = /** @type {const} */ (['reference', 'hocuspocus', 'huishang'])

/** What the server's memory grows by while one reader does not read. @param {import('../alternate.mjs').Run} run */
export async function stall(run) {
  const { figures } = run
  figures.declare({ id: 'stall', name: `memory growth while ${MEGABYTES} MB pass and one reader stalls`, unit: 'MB' })
  figures.declare({ id: 'stall-none', name: '… the same with nobody stalling', unit: 'MB' })
  run.say(`${MEGABYTES} MB pass: growth MB with one stalled reader · with none`)
  await alternate(run, IDS, ['stall', 'stall-none'], async (contender) => {
    const growth = (/** @type {boolean} */ isStalled) =>
      withServer(contender, {}, async (target) => {
        const { before, peak } = faultless(await runLoad('stalledReader', { target, meeting: run.meeting, megabytes: MEGABYTES, isStalled }, 150_000))
        return peak - before
      })
    return { stall: await growth(true), 'stall-none': await growth(false) }
  })
  figures.declare({ id: 'stall-added', name: '… so much of it is for the stalled one', unit: 'MB' })
  for (const id of IDS) figures.add('stall-added', id, figures.median('stall', id) - figures.median('stall-none', id))
  const ours = figures.median('stall', 'huishang')
  const least = Math.min(figures.median('stall', 'reference'), figures.median('stall', 'hocuspocus'))
  figures.judge("a stalled reader: at most 1/5 of the peers' memory", ours <= least / 5, [ours, least], `${short(ours)} against ${short(least)} MB`)
}
