import { cp, readFile, writeFile } from 'node:fs/promises'
import type { Hub } from '../../../electron/hub/createHub.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { joinHub, newMeeting, startHub } from '../support.ts'

export interface Workspace {
  readonly dataDir: string
  readonly token: string
  readonly meetingId: string
  readonly room: string
}

/** A workspace with a secretary and one meeting, its hub closed again. */
export async function newWorkspace(): Promise<Workspace> {
  const hub = await startHub()
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '秘书')
  const { id, room } = await newMeeting(hub.url, token)
  await hub.close()
  return { dataDir: hub.dataDir, token, meetingId: id, room }
}

/** Another machine's copy of a workspace, as of now, whose hub took over: where the two meet, the copy goes on hosting. */
export async function copyOf(dataDir: string, { id, term } = { id: 'copy', term: 2 }): Promise<string> {
  const copy = await emptyFolder()
  await cp(dataDir, copy, { recursive: true })
  await becomeTakenOver(copy, { id, term })
  return copy
}

async function becomeTakenOver(dataDir: string, as: { readonly id: string; readonly term: number }): Promise<void> {
  const path = `${dataDir}/access.json`
  const access = JSON.parse(await readFile(path, 'utf8')) as { replica: { hub: unknown } }
  access.replica.hub = { ...as, mode: 'hosting' }
  await writeFile(path, JSON.stringify(access))
}

/** Links `from` with `to`. @throws Error if they do not link. */
export async function linkUp(from: Hub, to: Hub) {
  const linked = await from.peers.link({ url: to.url })
  if (!linked.ok) throw new Error(`no link: ${JSON.stringify(linked.error)}`)
  return linked.value
}
