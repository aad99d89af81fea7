import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { ForeignDesk } from './ForeignDesk.ts'
import type { ForeignAnswers, ForeignCall, ForeignReply, ForeignThreadData } from './foreignMessages.ts'

/** A desk that is told first what was sent. */
export interface ThreadDesk extends ForeignDesk {
  open(parts: readonly Uint8Array[]): Promise<ForeignAnswers['open']>
  close(): Promise<void>
}

/** Parts that are copied to the thread before others have their turn. */
const AT_ONCE = 16

/** `file`: the built `foreignWorker.js`. Close it. */
export function deskInThread(file: string, dataDir: string): ThreadDesk {
  const thread = new Worker(file, { workerData: { dataDir } satisfies ForeignThreadData })
  // It may die between two questions: whoever asks next is told.
  const died = once(thread, 'exit').then(() => Promise.reject(new Error('the thread that looks into an archive has ended')))
  died.catch(() => undefined)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const post = (call: ForeignCall): void => thread.postMessage(call)
  const ask = async <K extends keyof ForeignAnswers>(call: ForeignCall & { readonly call: K }): Promise<ForeignAnswers[K]> => {
    post(call)
    const [reply] = (await Promise.race([once(thread, 'message'), died])) as [ForeignReply]
    if (reply.reply === 'answer') return reply.answer as ForeignAnswers[K]
    throw Object.assign(new Error('in the thread that looks into an archive'), { stack: reply.stack, ...(reply.code && { code: reply.code }) })
  }
  return {
    open: async (parts) => {
      for (const [index, bytes] of parts.entries()) {
        post({ call: 'part', bytes })
        if (index % AT_ONCE === AT_ONCE - 1) await nextTurn()
      }
      return ask({ call: 'open' })
    },
    examine: () => ask({ call: 'examine' }),
    create: (path) => ask({ call: 'create', path }),
    isSameAs: (path) => ask({ call: 'isSameAs', path }),
    quarantine: (reason, at) => ask({ call: 'quarantine', reason, at }),
    close: async () => void (await thread.terminate()),
  }
}
