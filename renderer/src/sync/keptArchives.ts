import { ArchiveListSchema, type ArchiveList } from '../../../shared/api.ts'
import { settled, withDatabase } from './openDatabase.ts'

/**
 * Archives that this person has opened on this machine, and the list as the hub last gave it: both stay readable
 * without the network. An archive never changes, so a kept one is as good as the hub's. Where the browser keeps
 * nothing (private windows), reading finds nothing and writing is in vain; neither fails.
 */
export interface KeptArchives {
  list(): Promise<ArchiveList | undefined>
  keepList(list: ArchiveList): Promise<void>
  /** Names of the archives that are kept. */
  files(): Promise<ReadonlySet<string>>
  read(file: string): Promise<Uint8Array | undefined>
  keep(file: string, bytes: Uint8Array): Promise<void>
}

const FILES = 'files'
const LISTS = 'lists'
const LIST_KEY = 'last'

export function keptArchives(personId: string): KeptArchives {
  const ask = <T>(store: string, mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> =>
    withDatabase(`huishang/${personId}/archives`, [FILES, LISTS], (db) => settled(question(db.transaction(store, mode).objectStore(store))))
  return {
    async list() {
      const kept = ArchiveListSchema.safeParse(await ask<unknown>(LISTS, 'readonly', (store) => store.get(LIST_KEY)))
      return kept.success ? kept.data : undefined
    },
    async keepList(list) {
      await ask(LISTS, 'readwrite', (store) => store.put(list, LIST_KEY))
    },
    async files() {
      return new Set((await ask(FILES, 'readonly', (store) => store.getAllKeys()))?.map(String))
    },
    async read(file) {
      const kept = await ask<unknown>(FILES, 'readonly', (store) => store.get(file))
      return kept instanceof Uint8Array ? kept : undefined
    },
    async keep(file, bytes) {
      await ask(FILES, 'readwrite', (store) => store.put(bytes, file))
    },
  }
}
