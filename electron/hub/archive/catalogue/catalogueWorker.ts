import { parentPort, workerData } from 'node:worker_threads'
import type { SearchAnswer } from '../../../../shared/archive/search/answer.ts'
import { assert } from '../../../../shared/lib/assert.ts'
import type { RebuildReport } from './Catalogue.ts'
import type { CatalogueCall, CatalogueReply, CatalogueThreadData } from './catalogueMessages.ts'
import { ShardedCatalogue } from './ShardedCatalogue.ts'

// The catalogue in a thread of its own: a search may take as long as it likes without holding up the rooms.

assert(parentPort !== null, 'this file is a thread of the hub')
const port = parentPort
const { dataDir } = workerData as CatalogueThreadData
const catalogue = await ShardedCatalogue.open({ dataDir, canWrite: () => true })

port.on('message', (call: CatalogueCall) => void answer(call))

function reply(message: CatalogueReply): void {
  port.postMessage(message)
}

async function answer(call: CatalogueCall): Promise<void> {
  const { number } = call
  try {
    reply({ number, reply: 'answer', answer: await carryOut(call, (done, all) => reply({ number, reply: 'progress', done, all })) })
  } catch (error) {
    reply({ number, reply: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

async function carryOut(call: CatalogueCall, onProgress: (done: number, all: number) => void): Promise<SearchAnswer | RebuildReport | undefined> {
  switch (call.call) {
    case 'search':
      return catalogue.search(call.request)
    case 'update':
      return catalogue.update(onProgress)
    case 'rebuild':
      return catalogue.rebuild(onProgress)
    case 'add':
      await catalogue.add(call.path)
      return undefined
    case 'close':
      await catalogue.close()
      return undefined
  }
}
