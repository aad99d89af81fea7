import { z } from 'zod'
import { settled, withDatabase } from '../openDatabase.ts'

const KeptCheckpointSchema = z.object({
  /** The whole note, as evidence. */
  note: z.string(),
  /** Base64. */
  publicKey: z.string(),
  isCosigned: z.boolean(),
})
export type KeptCheckpoint = z.infer<typeof KeptCheckpointSchema>

/** The newest checkpoint of each ledger that this device found right, by the ledger's name. */
export interface KeptCheckpoints {
  read(origin: string): Promise<KeptCheckpoint | undefined>
  keep(origin: string, checkpoint: KeptCheckpoint): Promise<void>
  origins(): Promise<readonly string[]>
}

const STORE = 'checkpoints'

export function keptCheckpoints(personId: string): KeptCheckpoints {
  const ask = <T>(mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> =>
    withDatabase(`huishang/${personId}/ledger`, [STORE], (db) => settled(question(db.transaction(STORE, mode).objectStore(STORE))))
  return {
    read: async (origin) => KeptCheckpointSchema.safeParse(await ask<unknown>('readonly', (store) => store.get(origin))).data,
    keep: async (origin, checkpoint) => void (await ask('readwrite', (store) => store.put(checkpoint, origin))),
    origins: async () => ((await ask('readonly', (store) => store.getAllKeys())) ?? []).map(String),
  }
}
