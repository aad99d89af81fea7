import { poolRoom } from '../../../shared/model/PoolDocument.ts'

/** Deletes this machine's copies of the pools of earlier visits but for those to keep. @returns the rooms' names */
export async function forgetPoolCopies(personId: string, mayKeep: (room: string) => boolean): Promise<readonly string[]> {
  const prefix = `huishang/${personId}/`
  // Where the browser keeps nothing there is nothing to forget.
  const kept = await Promise.resolve(globalThis.indexedDB?.databases()).catch(() => undefined)
  const names = (kept ?? []).flatMap(({ name }) => (name?.startsWith(prefix + poolRoom('')) ? [name] : []))
  const gone = names.filter((name) => !mayKeep(name.slice(prefix.length)))
  await Promise.all(gone.map(deleted))
  return gone.map((name) => name.slice(prefix.length))
}

function deleted(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => resolve())
    // Another window has it open: it forgets it by itself, and the browser deletes it then.
    request.addEventListener('blocked', () => resolve())
  })
}
