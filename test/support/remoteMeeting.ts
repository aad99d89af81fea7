import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { CommandContext } from '../../shared/model/context.ts'
import { meetingRoom } from '../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import type { Writer } from '../../shared/sync/access.ts'
import { SUBPROTOCOL } from '../../shared/sync/protocol.ts'

/** A meeting on a hub, for what a test needs to be there before people come: commands run as that person. */
export interface RemoteMeeting {
  readonly meeting: MeetingDocument
  readonly context: CommandContext
  /** Leaves once the hub has everything. */
  leave(): Promise<void>
}

export async function enterMeeting(hubUrl: string, meetingId: string, token: string, actor: Writer): Promise<RemoteMeeting> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${hubUrl.replace(/^http/, 'ws')}/sync`, meetingRoom(meetingId), doc, {
    WebSocketPolyfill: WebSocket as never,
    protocols: [SUBPROTOCOL, token],
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.on('sync', (isSynced) => isSynced && resolve()))
  const context = { actor, newId: () => randomUUID(), now: () => new Date().toISOString() }
  return {
    meeting: openMeetingDocument(doc),
    context,
    async leave() {
      const socket = provider.ws as unknown as WebSocket | null
      provider.shouldConnect = false
      // A closing handshake comes after everything that was sent before it. Where the hub has gone, nobody waits for any.
      if (socket && socket.readyState < WebSocket.CLOSING) {
        const closed = once(socket, 'close')
        socket.close()
        await closed
      }
      provider.destroy()
      doc.destroy()
    },
  }
}
