import { constants } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'

/**
 * Keeps a copy of a file that could not be read, for somebody to look at: `<path>.damaged`, or with a number if that
 * name holds something else. Nothing is ever overwritten.
 */
export async function keepAside(path: string): Promise<void> {
  for (let number = 1; ; number++) {
    const copy = number === 1 ? `${path}.damaged` : `${path}.damaged-${number}`
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if ((await readFile(copy)).equals(await readFile(path))) return
    }
  }
}
