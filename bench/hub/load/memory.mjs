import { joinRoom } from '../wire/joinRoom.mjs'
import { presenceFrame, syncFrame, UPDATE } from '../wire/wires.mjs'
import { createRoom, endedOne, joinMany, nameRoom, tokenOf } from './rooms.mjs'
import { pause, rssMb, untilIdle } from './processFigures.mjs'
import { presenceOf } from './returning.mjs'

/** @typedef {import('../wire/joinRoom.mjs').Target} Target @typedef {import('./fanOut.mjs').FanOutJob['meeting']} Meeting */

const SETTLE_MS = 2_000

/** Rooms without anything in them yet. @param {{ target: Target, count: number }} job */
export async function createRooms({ target, count }) {
  const rooms = []
  for (let index = 0; index < count; index++) rooms.push(await nameRoom(target))
  await untilIdle(target.pid)
  return rooms
}

/**
 * A board and one client in each room.
 * @param {{ target: Target, board: Uint8Array, rooms: readonly string[] }} job
 */
export async function openRooms({ target, board, rooms }) {
  const before = rssMb(target.pid)
  const joined = []
  for (const [index, room] of rooms.entries()) {
    const one = await joinRoom(target, room, { token: tokenOf(target, index) })
    await one.synced
    one.client.send(syncFrame(one.prefix, UPDATE, board))
    joined.push(one)
  }
  await settle(target)
  const after = rssMb(target.pid)
  const problem = endedOne(joined)
  for (const { client } of joined) client.drop()
  return { before, after, problem }
}

/**
 * Clients of one room who are there and do nothing.
 * @param {{ target: Target, meeting: Meeting, clients: number }} job
 */
export async function idleClients({ target, meeting, clients }) {
  const { room, leave } = await createRoom(target, meeting.update)
  await settle(target)
  const before = rssMb(target.pid)
  const joined = await joinMany(target, room, Array.from({ length: clients }, (_, index) => ({ token: tokenOf(target, index) })))
  leave()
  joined.forEach(({ client, prefix }, index) => client.send(presenceFrame(prefix, presenceOf(target, index))))
  await settle(target)
  const after = rssMb(target.pid)
  const problem = endedOne(joined)
  for (const { client } of joined) client.drop()
  return { before, after, problem }
}

/** @param {Target} target */
async function settle({ pid }) {
  await untilIdle(pid)
  await pause(SETTLE_MS)
}
