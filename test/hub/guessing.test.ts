import { expect, test } from 'vitest'
import { addressKey } from '../../electron/hub/access/addressKey.ts'
import { GuessBrake } from '../../electron/hub/access/GuessBrake.ts'
import { openRaw } from './connect.ts'
import { joinHub, request, startHub } from './support.ts'

/** A brake whose clock stands until `pass`; `wrong` notes its outcome when there is one. */
function brakeInTime() {
  let now = 0
  const waiting: { at: number; task: () => void }[] = []
  const brake = new GuessBrake({
    now: () => now,
    after: (ms, task) => {
      const wait = { at: now + ms, task }
      waiting.push(wait)
      return () => void waiting.splice(waiting.indexOf(wait), waiting.includes(wait) ? 1 : 0)
    },
  })
  return {
    brake,
    /** @returns how many of these guesses got which outcome by now. */
    async guess(count: number, address: string): Promise<{ readonly answered: number; readonly held: number; readonly tooMany: number }> {
      const outcomes: string[] = []
      for (let n = 0; n < count; n++) void brake.wrong(address).then((outcome) => outcomes.push(outcome))
      await settle()
      const answered = outcomes.filter((outcome) => outcome === 'answer').length
      const tooMany = outcomes.filter((outcome) => outcome === 'too-many').length
      return { answered, tooMany, held: count - answered - tooMany }
    },
    async pass(ms: number): Promise<void> {
      now += ms
      for (const { task } of waiting.filter(({ at }) => at <= now)) task()
      await settle()
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

test('[H4] ten wrong guesses are answered at once, sixteen more wait two seconds, the rest is sent away', async () => {
  const { brake, guess, pass } = brakeInTime()
  expect(await guess(40, '10.0.0.7')).toEqual({ answered: 10, held: 16, tooMany: 14 })
  expect(brake.isBusy('10.0.0.7')).toBe(true)
  await pass(1999)
  expect(brake.isBusy('10.0.0.7')).toBe(true)
  await pass(1)
  expect([brake.isBusy('10.0.0.7'), await guess(1, '10.0.0.7')]).toEqual([false, { answered: 0, held: 1, tooMany: 0 }])
})

test('[H4] one address does not slow another, and patience earns guesses back', async () => {
  const { guess, pass } = brakeInTime()
  await guess(20, '10.0.0.7')
  expect(await guess(1, '10.0.0.8')).toEqual({ answered: 1, held: 0, tooMany: 0 })
  await pass(20 * 6_000)
  expect(await guess(12, '10.0.0.7')).toEqual({ answered: 10, held: 2, tooMany: 0 })
})

test('[H4] a guesser with very many addresses neither fills the memory nor frees another', async () => {
  const { brake, guess } = brakeInTime()
  await guess(26, '10.0.0.7')
  for (let n = 0; n < 30_000; n++) void brake.wrong(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)
  await settle()
  expect(brake.isBusy('10.0.0.7')).toBe(true)
})

test('[H4] what waits is let go when the hub closes', async () => {
  const { brake, guess } = brakeInTime()
  await guess(10, '10.0.0.7')
  const last = brake.wrong('10.0.0.7')
  brake.close()
  expect([await last, brake.isBusy('10.0.0.7')]).toEqual(['answer', false])
})

test('[H4] an address is counted once, however it is written; of IPv6 a whole network counts', () => {
  expect(['10.0.0.7', '::ffff:10.0.0.7', '::1', 'fe80::1%eth0', '2001:db8:0:7:1::9', '2001:db8::7:2:0:0:9', '2001:0db8:0000:0007::', ''].map(addressKey)).toEqual([
    '10.0.0.7', '10.0.0.7', '0:0:0:0', 'fe80:0:0:0', '2001:db8:0:7', '2001:db8:0:7', '2001:db8:0:7', '',
  ])
})

test('[H4] guessing invitations is slowed, and locks out nobody of the same address who has a right one', async () => {
  const { url, secretaryInvite } = await startHub()
  const join = (invite: string) => request(url, 'POST', '/api/join', undefined, { invite, name: '李' })
  const codes = Array.from({ length: 60 }, (_, n) => `AAAA-AAAA-AA${10 + n}`)
  const first = await Promise.all(codes.map(async (code) => (await join(code)).json['error']))
  // At least as many as may be neither free nor waiting; more if the machine took more than two seconds for them.
  const sentAway = first.filter((error) => error === 'too-many-attempts').length
  expect([sentAway > 0, first.filter((error) => error === 'invitation-unknown').length + sentAway]).toEqual([true, 60])
  const slow = join('AAAA-AAAA-AAAA')
  expect([(await join(secretaryInvite)).status, (await slow).json['error']]).toEqual([200, 'invitation-unknown'])
})

test('[H4] guessing tokens is slowed on HTTP and on WebSocket alike; a right one works all the while', async () => {
  const { url, secretaryInvite } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王')
  const guesses = Array.from({ length: 60 }, (_, n) =>
    n % 2 === 0
      ? request(url, 'GET', '/api/session', `wrong-${n}`).then(({ json }) => json['error'])
      : openRaw(url, '/sync/directory', ['huishang', `wrong-${n}`]).then(({ code }) => code),
  )
  const right = Array.from({ length: 20 }, async () => (await request(url, 'GET', '/api/session', token)).status)
  expect(new Set(await Promise.all(right))).toEqual(new Set([200]))
  const outcomes = new Set(await Promise.all(guesses))
  expect(outcomes).toEqual(new Set(['session-unknown', 4401, 'too-many-attempts', 429]))
})
