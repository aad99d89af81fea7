import { randomUUID } from 'node:crypto'
import { post } from '../../support/hubProcess.mjs'
import { joinRoom, pushUpdate } from '../wire/joinRoom.mjs'

/**
 * A new room with the meeting in it, and one client: call `leave` once others are there, because some servers forget a
 * document that nobody looks at.
 * @param {import('../wire/joinRoom.mjs').Target} target
 * @param {Uint8Array} meeting
 * @returns {Promise<{ room: string, leave: () => void }>}
 */
export async function createRoom(target, meeting) {
  const room = await nameRoom(target)
  if (target.wire === 'relay') return { room, leave: () => undefined }
  const founder = await pushUpdate(target, room, meeting, target.secretary)
  return { room, leave: founder.drop }
}

/**
 * Ours has to be asked for a room; the others make one of any name.
 * @param {import('../wire/joinRoom.mjs').Target} target
 * @returns {Promise<string>}
 */
export async function nameRoom(target) {
  return target.wire === 'huishang' ? createMeeting(target) : randomUUID()
}

/** @param {import('../wire/joinRoom.mjs').Target} target */
async function createMeeting({ url, secretary }) {
  const { room } = await post(url, '/api/meetings', secretary, { title: 'Bench', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank' })
  return /** @type {string} */ (room)
}

/**
 * Many clients in one room, each under another person's session.
 * @param {import('../wire/joinRoom.mjs').Target} target
 * @param {string} room
 * @param {readonly import('../wire/joinRoom.mjs').JoinOptions[]} options one for each client
 * @returns {Promise<readonly import('../wire/joinRoom.mjs').Joined[]>}
 */
export async function joinMany(target, room, options) {
  /** @type {import('../wire/joinRoom.mjs').Joined[]} */
  const joined = []
  for (const [index, option] of options.entries()) {
    const one = await joinRoom(target, room, { token: tokenOf(target, index), ...option })
    await one.synced
    joined.push(one)
  }
  return joined
}

/** @param {import('../wire/joinRoom.mjs').Target} target @param {number} index */
export function tokenOf({ sessions }, index) {
  return sessions[index % Math.max(1, sessions.length)]?.token ?? ''
}

/** @param {readonly import('../wire/joinRoom.mjs').Joined[]} joined @returns {string | null} why the server ended one of them */
export function endedOne(joined) {
  for (const { client } of joined) {
    const ended = client.ended()
    if (ended !== null) return ended
  }
  return null
}
