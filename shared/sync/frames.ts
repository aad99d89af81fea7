import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { MESSAGE_AWARENESS, MESSAGE_SYNC } from './protocol.ts'

/** A Yjs update as a live edit. */
export function frameUpdate(update: Uint8Array): Uint8Array {
  return frameSync(syncProtocol.messageYjsUpdate, update)
}

/** A Yjs update as the answer to a sync step 1: its receiver counts as synced. */
export function frameReply(update: Uint8Array): Uint8Array {
  return frameSync(syncProtocol.messageYjsSyncStep2, update)
}

/** Asks the other side for what `doc` does not have. */
export function frameQuestion(doc: Y.Doc): Uint8Array {
  return frameSync(syncProtocol.messageYjsSyncStep1, Y.encodeStateVector(doc))
}

export function framePresence(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

function frameSync(kind: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_SYNC)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}
