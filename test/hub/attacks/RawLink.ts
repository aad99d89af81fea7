import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { frameArchive, frameRoom, LINK_VERSION, type LinkMessage } from '../../../electron/hub/link/linkMessages.ts'
import { newNonce, prove } from '../../../electron/hub/link/proof.ts'
import { atEnd } from '../../support/atEnd.ts'
import { eventually } from '../support.ts'
import type { Closing } from './RawClient.ts'

export interface Workspace {
  readonly id: string
  readonly key: string
}

/** What a hub, and whoever has stolen its folder, holds. */
export async function workspaceOf(dataDir: string): Promise<Workspace> {
  const access = JSON.parse(await readFile(join(dataDir, 'access.json'), 'utf8')) as { replica: { workspace: Workspace } }
  return access.replica.workspace
}

export interface Called {
  readonly status: number
  readonly json: Readonly<Record<string, string>>
  readonly hubId: string
  readonly callerNonce: string
}

/** `POST /link` as a hub of this id would send it, or with a body of one's own. */
export async function callHub(url: string, { id }: Pick<Workspace, 'id'>, hubId = 'raw-hub', fields: Readonly<Record<string, unknown>> = {}): Promise<Called> {
  const callerNonce = newNonce()
  const body = { version: LINK_VERSION, workspaceId: id, hubId, nonce: callerNonce, ...fields }
  const response = await fetch(`${url}/link`, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, json: (await response.json()) as Called['json'], hubId, callerNonce }
}

/** What the caller sends to open the link after the call. */
export function authorizationOf({ id, key }: Workspace, { json, hubId, callerNonce }: Called): string {
  const { nonce: calleeNonce = '', hubId: callee = '' } = json
  return `HuishangLink ${hubId} ${callerNonce} ${calleeNonce} ${prove(key, 'caller', { workspaceId: id, caller: hubId, callee, callerNonce, calleeNonce, fingerprint: '' })}`
}

/** The status that an upgrade at `/link` is answered with; 101 if it opens. */
export function upgradeStatus(url: string, headers: Readonly<Record<string, string>>, protocols: readonly string[] = []): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/link`, [...protocols], { headers })
    atEnd(async () => socket.terminate())
    socket.on('error', () => undefined)
    socket.once('open', () => resolve(101))
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
  })
}

/** The far end of a link, by hand: one who has the key says what no hub would. */
export class RawLink {
  readonly heard: LinkMessage[] = []
  isClosed = false
  readonly closing: Promise<Closing>
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.heard.push(JSON.parse(data.toString()) as LinkMessage)
    })
    this.closing = new Promise((resolve) => {
      socket.once('close', (code, text) => {
        this.isClosed = true
        resolve({ code, text: text.toString() })
      })
    })
    atEnd(async () => socket.terminate())
  }

  /** Calls and proves itself as the hub of this id. @throws Error if it is not let in */
  static async open(url: string, workspace: Workspace, hubId = 'raw-hub'): Promise<RawLink> {
    const called = await callHub(url, workspace, hubId)
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/link`, { headers: { Authorization: authorizationOf(workspace, called) } })
    const link = new RawLink(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode ?? 0}`)))
    })
    return link
  }

  /** Says first what every hub says first, and waits until the other opens the directory. */
  async stand(hubId = 'raw-hub'): Promise<void> {
    this.tell({ type: 'standing', isSaving: true, standing: { hubId, mode: 'standby', term: 0 } })
    await this.until((message) => message.type === 'room')
  }

  tell(message: LinkMessage): void {
    this.sendText(JSON.stringify(message))
  }

  sendText(text: string): void {
    this.#socket.send(text)
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes)
  }

  sendRoom(room: string, message: Uint8Array): void {
    this.sendBytes(frameRoom(room, message))
  }

  sendArchive(sha256: string, bytes: Uint8Array): void {
    this.sendBytes(frameArchive(sha256, bytes))
  }

  async until(wanted: (message: LinkMessage) => boolean): Promise<void> {
    await eventually(() => {
      if (!this.heard.some(wanted)) throw new Error('not heard yet')
    })
  }

  /** Resolves when the hub has worked on everything that was sent before. */
  async settled(mark: number): Promise<void> {
    this.tell({ type: 'keep', mark })
    await this.until((message) => message.type === 'kept' && message.mark === mark)
  }

  close(): void {
    this.#socket.close()
  }
}
