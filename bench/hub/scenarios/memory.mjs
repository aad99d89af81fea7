import { rm } from 'node:fs/promises'
import { alternate, faultless, withServer } from '../alternate.mjs'
import { pause, rssMb, untilIdle } from '../load/processFigures.mjs'
import { runLoad } from '../runLoad.mjs'

const ROOMS = 1_000
const CLIENTS = 200
const IDS = /** @type {const} */ (['reference', 'hocuspocus', 'huishang'])

/** Resident memory with many rooms, and with many clients who do nothing. @param {import('../alternate.mjs').Run} run */
export async function memory(run) {
  const { figures } = run
  figures.declare({ id: 'memory-rooms', name: `memory with ${ROOMS.toLocaleString('en')} rooms in use, one client in each`, unit: 'MB' })
  figures.declare({ id: 'memory-room', name: '… per room', unit: 'KB' })
  run.say(`memory with ${ROOMS} rooms: MB · KB per room`)
  await alternate(run, IDS, ['memory-rooms', 'memory-room'], async (contender) => {
    // Ours is started anew after the rooms were made, so that making them is not in its memory. The others keep nothing.
    const folder = contender.id === 'huishang' ? await contender.newFolder() : undefined
    const options = folder === undefined ? {} : { folder }
    const { rooms, empty } = await withServer(contender, options, async (target) => ({ empty: await settledRssMb(target.pid), rooms: await runLoad('createRooms', { target, count: ROOMS }, 60_000) }))
    const { after } = await withServer(contender, options, async (target) => faultless(await runLoad('openRooms', { target, board: run.board, rooms }, 120_000)))
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    return { 'memory-rooms': after, 'memory-room': ((after - empty) * 1024) / ROOMS }
  })

  figures.declare({ id: 'memory-idle', name: `memory with ${CLIENTS} idle clients in one room`, unit: 'MB' })
  figures.declare({ id: 'memory-client', name: '… per client', unit: 'KB' })
  run.say(`memory with ${CLIENTS} idle clients: MB · KB per client`)
  await alternate(run, IDS, ['memory-idle', 'memory-client'], (contender) =>
    withServer(contender, {}, async (target) => {
      const { before, after } = faultless(await runLoad('idleClients', { target, meeting: run.meeting, clients: CLIENTS }, 60_000))
      return { 'memory-idle': after, 'memory-client': ((after - before) * 1024) / CLIENTS }
    }),
  )
}

/** @param {number} pid */
async function settledRssMb(pid) {
  await untilIdle(pid)
  await pause(1_000)
  return rssMb(pid)
}
