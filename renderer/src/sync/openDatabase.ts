/**
 * Works on one of this window's own databases. Undefined where the browser keeps nothing (private windows) or the work
 * fails: what is kept here is a convenience and never the only copy.
 */
export async function withDatabase<T>(name: string, stores: readonly string[], work: (db: IDBDatabase) => Promise<T>): Promise<T | undefined> {
  try {
    const opening = indexedDB.open(name, 1)
    opening.addEventListener('upgradeneeded', () => {
      for (const store of stores) opening.result.createObjectStore(store)
    })
    const db = await settled(opening)
    try {
      return await work(db)
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser keeps nothing')))
  })
}
