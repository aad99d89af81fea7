import type { CDPSession, Page } from 'playwright-core'
import { overhear } from './overhear.ts'

/** Where on a person's machine words were found. */
export interface Found {
  readonly sent: boolean
  readonly kept: boolean
  readonly inMemory: boolean
}

/** Follows what reaches a page from now on; load the page again to hear all of it. Words to find are ASCII. */
export function listenTo(page: Page): { find(words: string): Promise<Found> } {
  const overheard = overhear(page)
  return {
    find: async (words) => ({
      sent: overheard.tells(words),
      kept: (await keptText(page)).includes(words),
      inMemory: (await heapText(page)).includes(words),
    }),
  }
}

/** Everything in this origin's databases and storage; bytes as UTF-8 as far as they are that. */
function keptText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function alone
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no database')))
      })
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const db = await settled(indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        const values: unknown[] = await settled(db.transaction(store).objectStore(store).getAll())
        texts.push(...values.map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value))))
      }
      db.close()
    }
    return texts.join('\n')
  })
}

/** A snapshot of the page's heap: its strings, as far as they are ASCII, stand in it as they are. */
async function heapText(page: Page): Promise<string> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}

/** Rooms of which this machine has copies. */
export function copiedRooms(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => (await indexedDB.databases()).flatMap(({ name }) => name?.split('/').slice(2).join('/') ?? []).toSorted())
}
