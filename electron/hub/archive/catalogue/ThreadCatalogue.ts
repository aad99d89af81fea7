import { Worker } from 'node:worker_threads'
import type { SearchAnswer, SearchRequest } from '../../../../shared/archive/search/answer.ts'
import type { Catalogue, RebuildProgress, RebuildReport } from './Catalogue.ts'
import type { CatalogueCall, CatalogueReply, CatalogueThreadData } from './catalogueMessages.ts'

type Asked = CatalogueCall extends infer Call ? (Call extends CatalogueCall ? Omit<Call, 'number'> : never) : never

interface Waiting {
  readonly resolve: (answer: SearchAnswer | RebuildReport | undefined) => void
  readonly reject: (error: Error) => void
  readonly onProgress: RebuildProgress | undefined
}

/** The catalogue in a thread of its own. If the thread dies, what was asked fails, and the next call begins a new one. */
export class ThreadCatalogue implements Catalogue {
  readonly #file: string
  readonly #dataDir: string
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | undefined
  #calls = 0

  /** `file`: the built `catalogueWorker.js`. */
  constructor(file: string, dataDir: string) {
    this.#file = file
    this.#dataDir = dataDir
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.#ask({ call: 'search', request }) as Promise<SearchAnswer>
  }

  update(onProgress?: RebuildProgress): Promise<RebuildReport> {
    return this.#ask({ call: 'update' }, onProgress) as Promise<RebuildReport>
  }

  async add(path: string): Promise<void> {
    await this.#ask({ call: 'add', path })
  }

  rebuild(onProgress?: RebuildProgress): Promise<RebuildReport> {
    return this.#ask({ call: 'rebuild' }, onProgress) as Promise<RebuildReport>
  }

  async close(): Promise<void> {
    const thread = this.#thread
    if (!thread) return
    await this.#ask({ call: 'close' }).catch(() => undefined)
    await thread.terminate()
  }

  #ask(asked: Asked, onProgress?: RebuildProgress): Promise<SearchAnswer | RebuildReport | undefined> {
    const number = ++this.#calls
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, onProgress })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      this.#running().postMessage({ ...asked, number } satisfies CatalogueCall)
    })
  }

  #running(): Worker {
    if (this.#thread) return this.#thread
    const thread = new Worker(this.#file, { workerData: { dataDir: this.#dataDir } satisfies CatalogueThreadData })
    // The hub ends when its server does, whatever the catalogue is at.
    thread.unref()
    thread.on('message', (reply: CatalogueReply) => this.#take(reply))
    thread.on('error', (error) => this.#gone(thread, error))
    thread.on('exit', () => this.#gone(thread, new Error('the thread of the catalogue has ended')))
    this.#thread = thread
    return thread
  }

  #take(reply: CatalogueReply): void {
    const waiting = this.#waiting.get(reply.number)
    if (reply.reply === 'progress') return waiting?.onProgress?.(reply.done, reply.all)
    this.#waiting.delete(reply.number)
    if (reply.reply === 'answer') waiting?.resolve(reply.answer)
    else waiting?.reject(Object.assign(new Error('bug in the catalogue'), { stack: reply.stack }))
  }

  #gone(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return
    this.#thread = undefined
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}
