import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createHub } from '../../../electron/hub/createHub.ts'
import { prepareStandby } from '../../../electron/hub/link/prepareStandby.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { LAN_ADDRESS } from '../lan.ts'
import { eventually, hubOptions, joinAs, joinHub, request, startHub } from '../support.ts'

test.skipIf(LAN_ADDRESS === undefined)('[H8] over the network hubs link by TLS, with the key that is known and no other', async () => {
  const host = await startHub({ host: '0.0.0.0' }, { linkRetryMs: 50 })
  const { fingerprint, port } = host.network()
  const url = `https://${LAN_ADDRESS}:${port}`
  const { token: secretary } = await joinHub(host.url, host.secretaryInvite, '秘书')
  const deputy = await joinAs(host.url, secretary, 'coordinator', '副秘书')
  await request(host.url, 'POST', '/api/hosting/stand-ins', secretary, { standIns: [{ personId: deputy.person.id }] })

  const dataDir = await emptyFolder()
  const ask = (expected: string) => prepareStandby({ dataDir, host: { url, fingerprint: expected }, token: deputy.token, newId: randomUUID })
  // Somebody in between shows another certificate: the token is not sent.
  expect(await ask('A'.repeat(43))).toEqual({ ok: false, error: { kind: 'certificate-unknown' } })
  expect((await ask(fingerprint ?? '')).ok).toBe(true)
  const started = await createHub(hubOptions(dataDir, { firstHost: { url, fingerprint: fingerprint ?? undefined } }), { linkRetryMs: 50 })
  if (!started.ok) throw new Error(started.error.kind)
  const standby = started.value
  atEnd(standby.close)
  await eventually(() => expect(standby.peers.state()).toMatchObject({ state: 'following', isCopied: true }))
  expect((await standby.peers.link({ url, fingerprint: 'A'.repeat(43) })).ok).toBe(false)
})

test.skipIf(LAN_ADDRESS === undefined).each([['ahead', 40], ['behind', -900]] as const)('[H8] hubs link whatever their clocks say: one whose certificate is of a day that is not, with a clock far %s', async (_which, days) => {
  const wrong = { now: () => new Date(Date.now() + days * 86_400_000) }
  const host = await startHub({ host: '0.0.0.0', ...wrong }, { linkRetryMs: 50 })
  const { fingerprint, port } = host.network()
  const { token: secretary } = await joinHub(host.url, host.secretaryInvite, '秘书')
  const deputy = await joinAs(host.url, secretary, 'coordinator', '副秘书')
  await request(host.url, 'POST', '/api/hosting/stand-ins', secretary, { standIns: [{ personId: deputy.person.id }] })
  const [dataDir, at] = [await emptyFolder(), { url: `https://${LAN_ADDRESS}:${port}`, fingerprint: fingerprint ?? '' }]
  expect((await prepareStandby({ dataDir, host: at, token: deputy.token, newId: randomUUID })).ok).toBe(true)
  const started = await createHub(hubOptions(dataDir, { firstHost: at, now: () => new Date() }), { linkRetryMs: 50 })
  if (!started.ok) throw new Error(started.error.kind)
  atEnd(started.value.close)
  await eventually(() => expect(started.value.peers.state()).toMatchObject({ state: 'following', isCopied: true }))
})
