import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { createHub, type Hub, type HubOptions, type HubSubstitutes } from '../../../electron/hub/createHub.ts'
import { prepareStandby } from '../../../electron/hub/link/prepareStandby.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { eventually, hubOptions, joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'

export const FAST = { linkRetryMs: 50 }

export type HubAt = Hub & { readonly dataDir: string }

export interface Scene {
  readonly host: HubAt
  readonly secretary: string
  readonly secretaryId: string
  readonly deputy: { readonly token: string; readonly person: { readonly id: string } }
  readonly meetingId: string
  readonly room: string
}

/** A hub with a secretary, a deputy and a meeting. */
export async function scene(options: Partial<HubOptions> = {}, substitutes: HubSubstitutes = {}): Promise<Scene> {
  const host = await startHub(options, { ...FAST, ...substitutes })
  const { token: secretary, person } = await joinHub(host.url, host.secretaryInvite, '秘书')
  const deputy = await joinAs(host.url, secretary, 'coordinator', '副秘书')
  const { id, room } = await newMeeting(host.url, secretary)
  return { host, secretary, secretaryId: person.id, deputy, meetingId: id, room }
}

export function nameStandIns(url: string, token: string, ...personIds: string[]) {
  return request(url, 'POST', '/api/hosting/stand-ins', token, { standIns: personIds.map((personId) => ({ personId })) })
}

/** Names them, in this order, and lets each begin by itself. */
export function nameAutomatic(url: string, token: string, ...personIds: string[]) {
  return request(url, 'POST', '/api/hosting/stand-ins', token, { standIns: personIds.map((personId) => ({ personId, isAutomatic: true })) })
}

/** The machine of a person who is named, standing by. @throws Error if it may not. */
export async function standBy(host: Hub, token: string, options: Partial<HubOptions> = {}, substitutes: HubSubstitutes = {}): Promise<HubAt> {
  const dataDir = options.dataDir ?? (await emptyFolder())
  const prepared = await prepareStandby({ dataDir, host: { url: host.url }, token, newId: randomUUID })
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.error))
  const started = await createHub(hubOptions(dataDir, { firstHost: { url: host.url }, ...options }), { ...FAST, ...substitutes })
  if (!started.ok) throw new Error(started.error.kind)
  atEnd(started.value.close)
  started.value.peers.standing.belongTo(prepared.value.personId)
  return { ...started.value, dataDir }
}

export function untilInStep(standby: Hub): Promise<void> {
  return eventually(() => expect(standby.peers.state()).toMatchObject({ state: 'following', isCopied: true }))
}

export function untilAlone(standby: Hub): Promise<void> {
  return eventually(() => expect(standby.peers.state()).toMatchObject({ state: 'alone', isCopied: true }))
}
