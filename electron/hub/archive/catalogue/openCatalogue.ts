import { existsSync } from 'node:fs'
import type { SearchRequest } from '../../../../shared/archive/search/answer.ts'
import type { Catalogue, RebuildProgress } from './Catalogue.ts'
import { ShardedCatalogue } from './ShardedCatalogue.ts'
import { ThreadCatalogue } from './ThreadCatalogue.ts'

/**
 * The catalogue of a workspace that this process alone writes to. `worker` is the built file of its thread; without it,
 * as in tests from sources, it works on this thread. Opened by the first call.
 */
export function openCatalogue(dataDir: string, worker: string | undefined): Catalogue {
  return worker !== undefined && existsSync(worker) ? new ThreadCatalogue(worker, dataDir) : ownThread(dataDir)
}

function ownThread(dataDir: string): Catalogue {
  const held: { opening: Promise<ShardedCatalogue> | null } = { opening: null }
  const opened = (): Promise<ShardedCatalogue> => (held.opening ??= ShardedCatalogue.open({ dataDir, canWrite: () => true }))
  return {
    search: async (request: SearchRequest) => (await opened()).search(request),
    update: async (onProgress?: RebuildProgress) => (await opened()).update(onProgress),
    add: async (path: string) => (await opened()).add(path),
    rebuild: async (onProgress?: RebuildProgress) => (await opened()).rebuild(onProgress),
    close: async () => (await held.opening)?.close(),
  }
}
