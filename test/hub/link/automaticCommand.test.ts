import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildCommands } from '../../support/buildCommands.ts'
import { startStandInProcess, type StandInProcess } from '../../support/standInProcess.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { joinAs, request } from '../support.ts'
import { nameStandIns, scene } from './standIns.ts'

function states({ lines }: StandInProcess): unknown[] {
  return lines.map(({ state }) => state)
}

test('[H8] two machines with stand-in --automatic follow the order in which their persons are named: the first takes over, the second follows it', { timeout: 120_000 }, async () => {
  const out = await buildCommands()
  atEnd(() => rm(out, { recursive: true, force: true }))
  const { host, secretary, deputy } = await scene({ now: () => new Date() })
  const other = await joinAs(host.url, secretary, 'coordinator', '第二副秘书')
  // Who joined last is named first.
  await nameStandIns(host.url, secretary, other.person.id, deputy.person.id)
  const start = async (token: string): Promise<StandInProcess> => {
    const standIn = startStandInProcess(out, { dataDir: await emptyFolder(), hub: host.url, token }, ['--automatic', '2'])
    atEnd(() => standIn.stop())
    await standIn.until(({ state, isCopied }) => state === 'following' && isCopied === true)
    return standIn
  }
  const [second, first] = [await start(deputy.token), await start(other.token)]
  await host.close()
  await second.until(({ state }) => state === 'alone')
  const { url } = await first.until(({ state }) => state === 'hosting')
  expect(states(second)).not.toContain('hosting')
  expect((await request(String(url), 'GET', '/api/session', secretary)).status).toBe(200)

  // Its turn comes when the first has gone as well.
  await second.until(({ state, host: now }) => state === 'following' && (now as { term?: number } | undefined)?.term === 2)
  await first.stop()
  await second.until(({ state }) => state === 'hosting')
})
