import { open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, syncFolder } from './disk.ts'

export const RUN_MARK_NAME = 'running'

/**
 * A file that is in the workspace's folder while a hub runs. Who finds it at the start knows that the run before did not
 * end as it should: of what its people saw last, something may be missing from the journals. Not the lock, which says
 * who works on the folder now and goes with every start that fails.
 */
export class RunMark {
  readonly #path: string
  #state: 'none' | 'made' | 'found' = 'none'

  constructor(folder: string) {
    this.#path = join(folder, RUN_MARK_NAME)
  }

  /**
   * Durable when it returns: call it before anything of the workspace is written.
   * @returns whether the run before ended without `end`.
   * @throws the system's error if the folder cannot be written.
   */
  async begin(): Promise<boolean> {
    this.#state = (await createDurably(this.#path)) ? 'made' : 'found'
    return this.#state === 'found'
  }

  /** Once everything is on the disk. A disk that refuses only means that the next start is taken for one after an unclean end. */
  async end(): Promise<void> {
    this.#state = 'none'
    await rm(this.#path, { force: true }).catch(() => undefined)
    // Without it a power cut could bring the mark back.
    await syncFolder(dirname(this.#path))
  }

  /** For a start that failed before anybody was served: what was known of the run before stays known. */
  async undo(): Promise<void> {
    if (this.#state === 'made') await this.end()
  }
}

/** @returns false if it is there already. */
async function createDurably(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600)
    await handle.sync().finally(() => handle.close())
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
  await syncFolder(dirname(path))
  return true
}
