import { existsSync } from 'node:fs'
import type { Result } from '../../../../shared/lib/result.ts'
import { deskHere } from './deskHere.ts'
import { deskInThread } from './deskInThread.ts'
import type { ForeignDesk } from './ForeignDesk.ts'
import type { OpenError } from './foreignMessages.ts'
import { openRequest } from './openRequest.ts'

/** Opens the body of `POST /api/archives/import` and does something with what is in it; one at a time, they are large. */
export type ForeignRequests = <T, E extends Kind>(body: readonly Uint8Array[], work: Work<T, E>) => Promise<Result<T, E | OpenError>>

type Kind = { readonly kind: string }
type Work<T, E extends Kind> = (desk: ForeignDesk) => Promise<Result<T, E>>

/** `worker`: the built file of the thread it happens in; without it, as in tests from sources, it happens on this one. */
export function foreignRequests(dataDir: string, worker: string | undefined): ForeignRequests {
  const held: { queue: Promise<unknown> } = { queue: Promise.resolve() }
  return (body, work) => {
    const done = held.queue.then(() => (worker !== undefined && existsSync(worker) ? inThread(worker, dataDir, body, work) : here(dataDir, body, work)))
    held.queue = done.catch(() => undefined)
    return done
  }
}

async function inThread<T, E extends Kind>(worker: string, dataDir: string, body: readonly Uint8Array[], work: Work<T, E>): Promise<Result<T, E | OpenError>> {
  const desk = deskInThread(worker, dataDir)
  try {
    const opened = await desk.open(body)
    return opened.ok ? await work(desk) : opened
  } finally {
    await desk.close()
  }
}

async function here<T, E extends Kind>(dataDir: string, body: readonly Uint8Array[], work: Work<T, E>): Promise<Result<T, E | OpenError>> {
  const archive = openRequest(body)
  return archive.ok ? work(deskHere(dataDir, archive.value)) : archive
}
