import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../../../../shared/lib/assert.ts'
import { ok } from '../../../../shared/lib/result.ts'
import { errorCode } from '../../disk.ts'
import { deskHere } from './deskHere.ts'
import type { ForeignDesk } from './ForeignDesk.ts'
import type { ForeignAnswers, ForeignCall, ForeignReply, ForeignThreadData } from './foreignMessages.ts'
import { openRequest } from './openRequest.ts'

// One archive from elsewhere, in a thread of its own: decoding, hashing and reading tens of megabytes would hold up the rooms.

assert(parentPort !== null, 'this file is a thread of the hub')
const port = parentPort
const { dataDir } = workerData as ForeignThreadData
const parts: Uint8Array[] = []
const held: { desk: ForeignDesk | null } = { desk: null }

port.on('message', (call: ForeignCall) => {
  if (call.call === 'part') parts.push(call.bytes)
  else void answer(call)
})

async function answer(call: Exclude<ForeignCall, { readonly call: 'part' }>): Promise<void> {
  try {
    reply({ reply: 'answer', answer: await carryOut(call) })
  } catch (error) {
    reply({ reply: 'error', code: errorCode(error), stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function reply(message: ForeignReply): void {
  port.postMessage(message)
}

async function carryOut(call: Exclude<ForeignCall, { readonly call: 'part' }>): Promise<ForeignAnswers[keyof ForeignAnswers]> {
  if (call.call === 'open') {
    const archive = openRequest(parts.splice(0))
    if (!archive.ok) return archive
    held.desk = deskHere(dataDir, archive.value)
    return ok()
  }
  const { desk } = held
  assert(desk !== null, 'the request is opened first')
  switch (call.call) {
    case 'examine':
      return desk.examine()
    case 'create':
      return desk.create(call.path)
    case 'isSameAs':
      return desk.isSameAs(call.path)
    case 'quarantine':
      return desk.quarantine(call.reason, call.at)
  }
}
